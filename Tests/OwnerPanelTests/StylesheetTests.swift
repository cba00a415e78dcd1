import Glibc
import Testing

@testable import OwnerPanel

@Suite struct StylesheetTests {
  /// The colours of one theme, by name: those of the first `:root`, and over them those of the dark
  /// one.
  private func colours(isDark: Bool) throws -> [String: [Double]] {
    let blocks = ("," + Stylesheet.base).split(separator: ":root {").dropFirst().map {
      $0.prefix { $0 != "}" }
    }
    try #require(blocks.count == 3)
    var colours: [String: [Double]] = [:]
    for block in isDark ? [blocks[0], blocks[1]] : [blocks[0]] {
      for declaration in block.split(separator: ";") {
        let parts = declaration.split(separator: ":").map { $0.filter { !$0.isWhitespace } }
        guard parts.count == 2, parts[1].hasPrefix("#"), parts[1].count == 7,
          let number = UInt32(parts[1].dropFirst(), radix: 16)
        else { continue }
        colours[parts[0]] = [16, 8, 0].map { Double(number >> $0 & 0xFF) / 255 }
      }
    }
    return colours
  }

  /// WCAG 2.1: relative luminance.
  private func luminance(_ colour: [Double]) -> Double {
    let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  private func contrast(_ one: [Double], _ other: [Double]) -> Double {
    let (a, b) = (luminance(one), luminance(other))
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  @Test(arguments: [false, true])
  func `text can be read on whatever it stands on`(isDark: Bool) throws {
    let colours = try colours(isDark: isDark)
    let states = ["--free", "--talk", "--busy", "--calm", "--warn", "--bad", "--off", "--due"]
    var pairs: [(String, String)] = [
      ("--band-ink", "--band"), ("--band-muted", "--band"), ("--paper", "--ink"),
      ("--talk", "--paper"), ("--warn", "--talk-wash"), ("--warn", "--busy-wash"),
    ]
    for ground in [
      "--card", "--paper", "--talk-wash", "--busy-wash", "--warn-wash", "--bad-wash", "--due-wash",
    ] {
      for text in ["--ink", "--muted", "--link"] { pairs.append((text, ground)) }
    }
    for state in states {
      pairs += [(state, "--card"), ("--on-state", state)]
    }
    for state in ["talk", "busy", "warn", "bad", "due"] {
      pairs.append(("--\(state)", "--\(state)-wash"))
    }
    pairs += [
      ("--off", "--paper"), ("--action-ink", "--action"), ("--busy", "--paper"),
      ("--due", "--paper"), ("--bad", "--paper"), ("--on-state", "--link"),
    ]
    for (text, ground) in pairs {
      let ratio = contrast(try #require(colours[text]), try #require(colours[ground]))
      #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
    }
  }

  /// WCAG 2.2, 1.4.11: what can be pressed stands out from what it lies on.
  @Test(arguments: [false, true])
  func `the main buttons can be seen`(isDark: Bool) throws {
    let colours = try colours(isDark: isDark)
    for ground in ["--card", "--paper"] {
      let ratio = contrast(try #require(colours["--action"]), try #require(colours[ground]))
      #expect(ratio >= 3, "on \(ground): \(ratio)")
    }
  }

  @Test func `every state has its colour`() {
    for state in CardState.allCases where state != .free {
      #expect(Stylesheet.panel.contains("[data-state=\"\(state.rawValue)\"]"))
    }
  }

  /// The classes with which a rule begins, in the files of one subject.
  private func classes(in sheet: String) -> Set<String> {
    var classes: Set<String> = []
    for rule in sheet.split(separator: "}") {
      // What stands within parentheses begins no rule.
      let head = rule.prefix { $0 != "{" }.replacing(/\([^()]*\)/, with: "")
      for selector in head.split(separator: ",") {
        let start = selector.drop { $0.isWhitespace }
        guard start.first == "." else { continue }
        classes.insert(
          String(start.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "-" }))
      }
    }
    return classes
  }

  @Test func `what one page is drawn by changes no other`() {
    let subjects = [
      Stylesheet.panel, Stylesheet.prices, Stylesheet.till, Stylesheet.money,
    ].map(classes)
    // Those that all pages have alike; a subject may say more of them.
    let common = classes(in: Stylesheet.base + Stylesheet.forms + Stylesheet.calls)
    for (index, subject) in subjects.enumerated() {
      #expect(!subject.subtracting(common).isEmpty)
      for other in subjects[(index + 1)...] {
        #expect(subject.intersection(other).subtracting(common) == [])
      }
    }
  }

  @Test func `both themes, print, narrow screens and the keyboard are thought of`() {
    let all = Stylesheet.all
    for part in [
      "prefers-color-scheme: dark", "@media print", "max-width: 44rem", ":focus-visible",
      "prefers-reduced-motion", "forced-colors",
    ] {
      #expect(all.contains(part), "\(part)")
    }
    // Nothing is fetched from elsewhere.
    #expect(!all.contains("url("))
    #expect(!all.contains("@import"))
    #expect(all.filter { $0 == "{" }.count == all.filter { $0 == "}" }.count)
  }

  @Test func `the script builds no markup and evaluates no text`() {
    for word in ["innerHTML", "outerHTML", "document.write", "eval(", "new Function"] {
      #expect(!panelScript.contains(word))
      #expect(!tillScript.contains(word))
    }
  }
}
