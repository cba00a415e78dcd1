import Commands
import Notation
import Testing

@Suite struct HelpTextTests {
  @Test func `of a verb: how it is called, what each word is, examples and exit statuses`() throws {
    let verb = try #require(sample.verbs.first { $0.name == "prefixes import" })
    #expect(
      HelpText(sample, in: .english).of(verb) == """
        shopctl prefixes import: takes a file

        usage: shopctl prefixes import FILE [--dry-run] [--format F] [--socket PATH]
               [--json]

          FILE           a file
          --dry-run      changes nothing
          --format F     which: csv or json5
          --socket PATH  where it asks
          --json         for programs

        One list takes the other's place.

        example: shopctl prefixes import provider.csv --dry-run

        exit status: 0 done, 2 mistyped, 3 there are bad lines

        """)
  }

  @Test(arguments: Language.allCases, [40, 60, 80, 100])
  func `no line is wider than the terminal`(language: Language, width: Int) {
    let help = HelpText(sample, in: language, width: width)
    for text in [help.ofProgram] + sample.verbs.map(help.of) {
      for line in text.split(separator: "\n") where !line.contains("shopctl ") {
        #expect(line.count <= width, "\(line)")
      }
      #expect(!text.contains(" \n"))
    }
  }

  @Test func `of the program: every verb, by what it is about`() {
    let text = HelpText(sample, in: .spanish).ofProgram
    for verb in sample.verbs {
      #expect(text.contains("  \(verb.name)"))
      #expect(text.contains(verb.summary.spanish))
    }
    #expect(text.hasPrefix("shopctl: de una tienda\n\nuso: shopctl VERBO [OPCIÓN]…\n"))
    #expect(text.contains("\nPrecios\n"))
  }
}

@Suite struct GeneratedFileTests {
  @Test func `completions and manual name every verb, option and word`() {
    let files = [
      sample.bashCompletion, sample.zshCompletion(in: .english),
      sample.fishCompletion(in: .english),
      ManualPage(sample, in: .english).text(version: "1"),
    ]
    for file in files {
      let plain = file.replacing("\\-", with: "-")
      for verb in sample.verbs {
        for part in verb.path { #expect(plain.contains(part)) }
        for option in verb.options + sample.options {
          #expect(plain.contains(option.name.dropFirst(2)), "\(option.name)")
        }
      }
    }
    for file in files.prefix(3) {
      for word in ["stands", "waived", "csv", "json5"] { #expect(file.contains(word)) }
    }
  }

  @Test func `nothing in a page of the manual is taken for a request`() {
    var program = sample
    program.summary = Words("x", ".so /etc/passwd\n'evil \\ back")
    let text = ManualPage(program, in: .english).text(version: "1")
    #expect(text.contains(#"\&.so /etc/passwd 'evil \e back"#))
    #expect(text.split(separator: "\n").allSatisfy { !$0.hasPrefix(".so") && !$0.hasPrefix("'") })
  }
}
