import Notation
import Rating

/// What the pages about prices have alike.
struct PriceParts {
  let context: PageContext

  init(_ context: PageContext) { self.context = context }

  private var say: Language { context.say }

  enum Part: Hashable, CaseIterable {
    case prefixes, deck, markup, quote

    init(_ list: PriceRowsQuery.List) { self = list == .deck ? .deck : .prefixes }

    var path: String {
      switch self {
      case .prefixes: "/prefixes"
      case .deck: "/deck"
      case .markup: "/markup"
      case .quote: "/quote"
      }
    }

    var phrase: PricePhrase {
      switch self {
      case .prefixes: .prefixes
      case .deck: .deck
      case .markup: .markup
      case .quote: .quote
      }
    }
  }

  /// The way between them; nothing for whom only one of them is open.
  func nav(_ current: Part) -> HTML {
    guard context.visitor.may(.owner) else { return "" }
    return """
      <nav class="parts" aria-label="\(say(PricePhrase.parts))">\(Part.allCases.map { part in
        """
        <a href="\(part.path)"\(" aria-current=\"page\"", when: part == current)>\
        \(say(part.phrase))</a>
        """ as HTML
      })</nav>

      """
  }

  /// The empty prefix is that of every number.
  func name(_ prefix: String) -> String {
    prefix.isEmpty ? say(PricePhrase.everyNumber) : prefix
  }

  /// «0057 COLOMBIA»
  func name(of tariff: Tariff) -> String {
    [name(tariff.prefix), tariff.description].filter { !$0.isEmpty }.joined(separator: " ")
  }

  func unit(_ unit: PriceUnit) -> String { Self.unit(unit, say) }

  static func unit(_ unit: PriceUnit, _ say: Language) -> String {
    switch unit {
    case .minute: say(PricePhrase.minutes)
    case .second: say(PricePhrase.seconds)
    }
  }

  /// What a tariff is beside its price, in a few words; empty: nothing.
  func conditions(_ tariff: Tariff) -> String {
    let plain = Tariff.plain(
      prefix: tariff.prefix, description: tariff.description, price: tariff.shownPrice,
      incrementSeconds: tariff.plan.steps.first?.incrementSeconds ?? 1)
    let words = TariffConditions(say, context.currency).words(of: tariff)
    // Whatever it were, that there is something is said.
    return words.isEmpty && tariff != plain
      ? say(PricePhrase.moreConditions) : words.joined(separator: ", ")
  }

  func hidden(_ name: String, _ value: String) -> HTML {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
  }
}
