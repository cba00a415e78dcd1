package import BoothControl

/// What of a list's prefixes may be meant otherwise in a shop whose callers dial as its number plan
/// says: a provider lists full international numbers, and `52` would price a number at home.
package struct PrefixDoubts {
  private let plan: NumberPlan
  private var reach: DialReach
  /// What a list leaves out of calls abroad has a price of another list.
  private let isAbroadPriced: Bool

  package init(_ plan: NumberPlan, isAbroadPriced: Bool = false) {
    self.plan = plan
    self.isAbroadPriced = isAbroadPriced
    reach = DialReach(plan)
  }

  /// Before the number of another country, by the ITU's advice (E.164) nearly everywhere.
  package static let abroad = "00"
  /// Prefixes that are named.
  private static let named = 6

  /// Whether calls abroad, or some of them, have a price by a list: of a prefix of their own, or of one that
  /// prices them with others. `first`: so many of the list's prefixes that begin so.
  package static func isAbroadPriced<Failure: Error>(
    by first: (_ start: String, _ count: Int) throws(Failure) -> [String]
  ) throws(Failure) -> Bool {
    if try !first(abroad, 1).isEmpty { return true }
    // That of every number, and `0`, come before all others.
    return try first("", 2).contains { abroad.utf8.starts(with: $0.utf8) }
  }

  /// A line each.
  package func lines(of prefixes: some Sequence<String>) -> [FileRemark] {
    var doubts = self
    let sorted = prefixes.sorted()
    return sorted.isEmpty ? [] : doubts.found(sorted)
  }

  /// The plans that are ready are all of Chile, whose code no area has; before an area `0` was dialled
  /// in 2006.
  private var home: (code: String, value: String)? {
    switch plan.digitMap {
    case .chile: ("56", "56")
    case .chile2006: ("56", "56=0")
    default: nil
    }
  }

  private mutating func found(_ prefixes: [String]) -> [FileRemark] {
    // Found out first: of a long list there may be no time left for it.
    let goesAbroad = (1...9).contains { reach.reaches(Self.abroad + "\($0)") == true }
    var unreached: [String] = []
    var lines: [FileRemark] = []
    for (index, prefix) in prefixes.enumerated() {
      guard let isReached = reach.reaches(prefix) else {
        let rest = prefixes.count - index
        lines.append(
          FileRemark(
            english: "whether the digit map takes numbers for the last \(rest) prefixes was not "
              + "looked at",
            spanish: "no se miró si se pueden marcar números de los últimos \(rest) prefijos",
            isHarmless: true))
        break
      }
      if !isReached { unreached.append(prefix) }
    }
    var swallowed = SwallowedAbroad(plan)
    for prefix in prefixes { swallowed.add(prefix) }
    if let remark = swallowed.remark { lines.append(remark) }
    // What `0`, or the prefix of every number, prices has a price, whether or not that is meant.
    let isWithAbroad = prefixes.contains {
      $0.utf8.starts(with: Self.abroad.utf8) || Self.abroad.utf8.starts(with: $0.utf8)
    }
    if goesAbroad, !isWithAbroad, !isAbroadPriced {
      lines.append(withoutAbroad(prefixes, unreached))
    } else if !unreached.isEmpty {
      let isOne = unreached.count == 1
      lines.append(
        FileRemark(
          english: "no number that callers here can dial begins with \(Self.names(unreached)): "
            + (isOne ? "its price is never used" : "their prices are never used"),
          spanish: "ningún número que aquí se puede marcar comienza con "
            + "\(Self.names(unreached, and: "y", "más")): "
            + (isOne ? "ese precio nunca se usa" : "esos precios nunca se usan"),
          isHarmless: true))
    }
    if let home {
      let dialled = Self.abroad + home.code
      let own = prefixes.filter { $0.utf8.starts(with: dialled.utf8) }
      if !own.isEmpty {
        let begin = own.count == 1 ? "begins" : "begin"
        let start =
          "\(own.count) of \(prefixes.count) prefixes \(begin) with \(dialled), which nobody at home "
          + "dials: calls within the country have no price by them; "
        lines.append(
          FileRemark(
            english: start + "\(home.value) in «Code of the own country» takes it off",
            spanish:
              "\(own.count) de \(prefixes.count) prefijos comienzan con \(dialled), que en el "
              + "propio país nadie marca: las llamadas nacionales quedan sin precio; \(home.value) en "
              + "«Código del propio país» lo quita",
            commandLine: start + "--home \(home.value) takes the country's code off"))
      }
    }
    return lines
  }

  private func withoutAbroad(_ prefixes: [String], _ unreached: [String]) -> FileRemark {
    let own = home.map { home in prefixes.filter { $0.utf8.starts(with: home.code.utf8) } } ?? []
    let options = ["--prepend \(Self.abroad)"] + (home.map { ["--home \($0.value)"] } ?? [])
    let option = options.joined(separator: " ")
    let field = "«Put before each prefix»: \(Self.abroad)"
    let campo = "«Anteponer a cada prefijo»: \(Self.abroad)"
    let fields = home.map { "\(field), «Code of the own country»: \($0.value)" } ?? field
    let campos = home.map { "\(campo), «Código del propio país»: \($0.value)" } ?? campo
    let start =
      "no prefix of the list (\(prefixes.count)) begins with \(Self.abroad), by which callers here "
      + "dial abroad"
    let inicio =
      "ningún prefijo de la lista (\(prefixes.count)) comienza con \(Self.abroad), que aquí se marca "
      + "para llamar al extranjero"
    // What nobody can dial, or a country's code, tells a list of countries from one of areas.
    guard !unreached.isEmpty || !own.isEmpty else {
      let english =
        start + ": calls there have no price by this list; if its prefixes are countries, "
      return FileRemark(
        english: english + "say so: \(fields)",
        spanish: inicio + ": con esta lista esas llamadas no tienen precio; si sus prefijos son "
          + "países, dígalo: \(campos)",
        commandLine: english + "\(option) says so")
    }
    var signs: [String] = []
    var signos: [String] = []
    if !unreached.isEmpty {
      signs.append("no number that they can dial begins with \(Self.names(unreached))")
      signos.append(
        "ningún número que se puede marcar comienza con \(Self.names(unreached, and: "y", "más"))")
    }
    if !own.isEmpty {
      signs.append(
        "\(Self.names(own)) \(own.count == 1 ? "begins" : "begin") with the country's own code")
      signos.append("el código del propio país está en \(Self.names(own, and: "y", "más"))")
    }
    let english =
      start + ", and \(signs.joined(separator: ", and ")): are they full international "
      + "numbers? Then numbers at home are priced as foreign ones, and "
    return FileRemark(
      english: english + "this is missing: \(fields)",
      spanish: inicio + ", y \(signos.joined(separator: ", y ")): ¿son números internacionales? "
        + "Entonces los nacionales se cobran como extranjeros, y falta: \(campos)",
      commandLine: english + "\(option) is missing")
  }

  private static func names(
    _ prefixes: [String], and: String = "and", _ others: String = "more"
  ) -> String {
    let more = prefixes.count > named ? " \(and) \(prefixes.count - named) \(others)" : ""
    return prefixes.prefix(named).joined(separator: ", ") + more
  }
}
