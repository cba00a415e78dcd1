/// The verbs of prices and audit, and what their help says.
enum LedgerVerb: String, CaseIterable {
  case prefixes
  case deck
  case markup
  case rounding
  case settings
  case audit

  var summary: String {
    switch self {
    case .prefixes: "the owner's prices: list, import, export, set, delete"
    case .deck: "the provider's prices: list, import, export, set, delete"
    case .markup: "what the owner adds to the provider's prices, per cent"
    case .rounding: "how what each call costs is rounded (the total at the till: configuration)"
    case .settings: "what shop and booths are called, and the page's language"
    case .audit:
      "who changed a price, a balance, a booth, a setting or a user; and whether that was altered"
    }
  }

  private var usage: [String] {
    switch self {
    case .prefixes, .deck: Self.lists(self)
    case .markup: ["markup [PERCENT]"]
    case .rounding: ["rounding [half-up|up|down]"]
    case .settings:
      ["settings", "settings name TEXT", "settings booth NUMBER TEXT", "settings language es|en"]
    case .audit:
      [
        "audit [list] [--since TIME] [--before NUMBER] [--size N]",
        "audit show NUMBER [--size N]",
        "audit verify [--head NUMBER:HASH] [--ledger FILE]",
      ]
    }
  }

  private static func lists(_ verb: LedgerVerb) -> [String] {
    let name = verb.rawValue
    return [
      "\(name) [list] [--prefix P] [--text T] [--after P] [--size N]",
      "\(name) import FILE [--dry-run] [--skip-bad] [--format json5|csv] [CSV OPTION]…",
      "\(name) export [--format json5|csv] [--whole | --before RECORD]",
      "\(name) set PREFIX --price P --unit minute|second [--description TEXT]",
      "    [--first-block S] [--increment S] [--connection-fee P]",
      "\(name) delete PREFIX…",
    ]
  }

  private var options: [String] {
    switch self {
    case .prefixes, .deck: Self.listOptions + Self.importOptions + Self.setOptions
    case .markup: ["PERCENT       0 to 10000, such as 12.5; without it the markup is told"]
    case .rounding:
      ["half-up|up|down  holds for the next call; without it what holds is told"]
    case .settings:
      [
        "TEXT          1 to 40 characters; the shop's name is on the displays of free booths too",
        "es|en         for who has chosen no language on the page",
        "\"\"            in place of any of them: what the configuration says holds again",
      ]
    case .audit:
      [
        "--since TIME  on the shop's clock: 2012-02-02 or 2012-02-02T17:30:00",
        "--before N    records older than this one",
        "--size N      1 to 500 (50)",
        "show NUMBER   one record whole; of an import, which prefixes it added, removed and changed, with",
        "              their prices before and after, as long as both lists are kept",
        "verify        reads every record; the first that is not as it was written is named",
        "--head N:H    as the journal has it («audit 17:3f9a…»): also tells an end that was cut off",
        "--ledger FILE the ledger's file, without a daemon; a backup of it too",
      ]
    }
  }

  private static let listOptions = [
    "--prefix P    prefixes that begin so", "--text T      with this in the description",
    "--after P     those that follow this prefix", "--size N      1 to 500 (26)",
  ]

  private static let importOptions = [
    "FILE          CSV, or a tariff file (JSON5); by its ending, or --format; - is standard input. The whole",
    "              list takes the place of the one before, or nothing is changed",
    "--dry-run     only reads the file and says what is in it; a daemon that runs is asked how callers dial",
    "--skip-bad    lines with a fault are left out, and it is told what prices their numbers then; without",
    "              it nothing is sent",
    "--columns C   of a CSV file, where its first line does not head them: prefix,description,-,price",
    "              (also per, firstBlock, increment, connectionFee; - is not read)",
    "--unit U      minute or second: what a price is for, where no column says it",
    "--decimal-comma   prices such as 0,05 and 1.150,00; found out where a semicolon or tab parts columns",
    "--decimals        1.500 is one and a half: the point does not stand between thousands",
    "--delimiter D     comma, semicolon or tab, where it is not found out",
    "--prepend D       digits put before every prefix, in place of a + there, such as 00",
    "--home C[=D]      the home country's code, which is taken off: for D, or nothing, in its place no",
    "                  other digits are put before it. 56: +5691… is dialled 91…; 56=0: it is dialled 091…",
    "--whole           of an export: prefixes, deck and markup in one tariff file, by which «cabinactl quote",
    "                  --tariffs» prices as the daemon does; each import takes its own list of it",
    "--before RECORD   of an export: the list that the import of this record of the audit replaced, as it was",
    "                  then; imported again it is in force again",
  ]

  private static let setOptions = [
    "PREFIX            0 to 16 digits; \"\" is every number that has no longer one, (any) in the list",
    "--price P         200 or 0.05, for each --unit; of a prefix that is there what is not named stays",
    "--first-block S   seconds billed at least; --increment S: those after them (1)",
    "--connection-fee P  once for a call that is answered",
  ]

  private var example: String {
    switch self {
    case .prefixes: "prefixes set 1006 --description \"INTERNAS 02\" --price 200 --unit minute"
    case .deck: "deck import provider.csv --decimal-comma --unit minute --dry-run"
    case .markup: "markup 12.5"
    case .rounding: "rounding up"
    case .settings: "settings booth 4312 MESÓN"
    case .audit: "audit --since 2012-02-02"
    }
  }

  var help: String {
    let all =
      options + [
        "--socket PATH the daemon's socket (/run/cabina/cabina.sock, or $CABINA_SOCKET)",
        "--json        the daemon's own answer, for programs",
      ]
    return """
      cabinactl \(rawValue): \(summary)

      usage: \(usage.map { ($0.hasPrefix(" ") ? "          " : "cabinactl ") + $0 }
        .joined(separator: "\n       "))

      \(all.map { "  " + $0 }.joined(separator: "\n"))

      example: cabinactl \(example)

      exit status: 0 done, 1 the daemon refused or could not be asked, or the file has a fault, 2 the command
                   line is wrong

      """
  }
}
