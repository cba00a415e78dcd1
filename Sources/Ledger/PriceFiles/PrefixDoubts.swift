package import BoothControl

/// What of a list's prefixes may be meant otherwise in a shop whose callers dial as its number plan
/// says: a provider lists full international numbers, and `52` would price a number at home.
package struct PrefixDoubts {
  private let plan: NumberPlan
  private var reach: DialReach

  package init(_ plan: NumberPlan) {
    self.plan = plan
    reach = DialReach(plan)
  }

  /// Before the number of another country, by the ITU's advice (E.164) nearly everywhere.
  private static let abroad = "00"
  /// Prefixes that are named.
  private static let named = 6

  /// A line each.
  package func lines(of prefixes: some Sequence<String>) -> [String] {
    var doubts = self
    return doubts.found(prefixes.sorted())
  }

  /// The plans that are ready are all of Chile, whose code no area has; before an area `0` was dialled
  /// in 2006.
  private var home: (code: String, option: String)? {
    switch plan.digitMap {
    case .chile: ("56", "--home 56")
    case .chile2006: ("56", "--home 56=0")
    default: nil
    }
  }

  private mutating func found(_ prefixes: [String]) -> [String] {
    // Found out first: of a long list there may be no time left for it.
    let goesAbroad = (1...9).contains { reach.reaches(Self.abroad + "\($0)") == true }
    var unreached: [String] = []
    var lines: [String] = []
    for (index, prefix) in prefixes.enumerated() {
      guard let isReached = reach.reaches(prefix) else {
        lines.append(
          "whether the digit map takes numbers for the last \(prefixes.count - index) prefixes was "
            + "not looked at")
        break
      }
      if !isReached { unreached.append(prefix) }
    }
    let isWithAbroad = prefixes.contains { $0.utf8.starts(with: Self.abroad.utf8) }
    if goesAbroad, !isWithAbroad {
      lines.append(withoutAbroad(prefixes, unreached))
    } else if !unreached.isEmpty {
      lines.append(
        "no number that callers here can dial begins with \(Self.names(unreached)): "
          + (unreached.count == 1 ? "its price is never used" : "their prices are never used"))
    }
    if let home {
      let dialled = Self.abroad + home.code
      let own = prefixes.filter { $0.utf8.starts(with: dialled.utf8) }
      if !own.isEmpty {
        lines.append(
          "\(own.count) of \(prefixes.count) prefixes \(own.count == 1 ? "begins" : "begin") with "
            + "\(dialled), which nobody at home dials: calls within the country have no price by them; \(home.option) takes the "
            + "country's code off")
      }
    }
    return lines
  }

  private func withoutAbroad(_ prefixes: [String], _ unreached: [String]) -> String {
    let own = home.map { home in prefixes.filter { $0.utf8.starts(with: home.code.utf8) } } ?? []
    let advice = ["--prepend \(Self.abroad)"] + (home.map { [$0.option] } ?? [])
    let start =
      "none of \(prefixes.count) prefixes begins with \(Self.abroad), by which callers here dial "
      + "abroad"
    // What nobody can dial, or a country's code, tells a list of countries from one of areas.
    guard !unreached.isEmpty || !own.isEmpty else {
      return start + ": calls there have no price by this list; if its prefixes are countries, "
        + "\(advice.joined(separator: " ")) says so"
    }
    var signs: [String] = []
    if !unreached.isEmpty {
      signs.append("no number that they can dial begins with \(Self.names(unreached))")
    }
    if !own.isEmpty {
      signs.append(
        "\(Self.names(own)) \(own.count == 1 ? "begins" : "begin") with the country's own code")
    }
    return start + ", and \(signs.joined(separator: ", and ")): are they full international "
      + "numbers? Then numbers at home are priced as foreign ones, and "
      + "\(advice.joined(separator: " ")) is missing"
  }

  private static func names(_ prefixes: [String]) -> String {
    let more = prefixes.count > named ? " and \(prefixes.count - named) more" : ""
    return prefixes.prefix(named).joined(separator: ", ") + more
  }
}
