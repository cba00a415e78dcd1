import Notation
import Rating

/// What a price is beside its price, in as few words as a row of a list has room for: those of the
/// form.
struct TariffConditions {
  let say: Language
  let currency: AmountFormat

  init(_ say: Language, _ currency: AmountFormat) { (self.say, self.currency) = (say, currency) }

  /// In the order of the form; empty: it is billed by the second at one price, and no more.
  func words(of tariff: Tariff) -> [String] {
    let money = ExplanationWords(say, currency).priceText
    var words: [String] = []
    if tariff.plan.connectionFee != .zero {
      words.append(small(.fee) + " " + money(tariff.plan.connectionFee))
    }
    words += blocks(of: tariff.plan)
    if tariff.graceSeconds > 0 { words.append("\(small(.graceShort)) \(tariff.graceSeconds) s") }
    if let maximum = tariff.maximumCharge { words.append(small(.maximum) + " " + money(maximum)) }
    let steps = tariff.plan.steps.count - 1 - (tariff.plan.hasFirstBlock ? 1 : 0)
    if steps > 0 { words.append(say(Self.steps(steps))) }
    let bands = TariffForm.rows(of: tariff.bands).count
    if bands > 0 { words.append(say(Self.bands(bands))) }
    return words
  }

  /// «mínimo 60 s, después de a 6 s»
  private func blocks(of plan: RatePlan) -> [String] {
    guard let first = plan.steps.first?.incrementSeconds else { return [] }
    guard plan.hasFirstBlock else {
      return first == 1 ? [] : [say(Words("de a \(first) s", "in steps of \(first) s"))]
    }
    let next = plan.steps[1].incrementSeconds
    return [
      say(Words("mínimo \(first) s", "at least \(first) s")),
      next == 1
        ? say(Words("después al segundo", "then by the second"))
        : say(Words("después de a \(next) s", "then in steps of \(next) s")),
    ]
  }

  private static func steps(_ count: Int) -> Words {
    count == 1
      ? Words("otro precio en 1 tramo", "another price in 1 step")
      : Words("otros precios en \(count) tramos", "other prices in \(count) steps")
  }

  private static func bands(_ count: Int) -> Words {
    count == 1
      ? Words("otro precio en 1 horario", "another price at some hours")
      : Words("otros precios en \(count) horarios", "other prices at \(count) spans of hours")
  }

  /// Within a sentence.
  private func small(_ phrase: PricePhrase) -> String {
    let text = say(phrase)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension RatePlan {
  /// Whether the second step is what follows the first block, at the same price.
  var hasFirstBlock: Bool {
    guard steps.count > 1 else { return false }
    let (first, second) = (steps[0], steps[1])
    return second.afterSeconds == first.incrementSeconds && second.price == first.price
      && second.perSeconds == first.perSeconds
      && second.incrementSeconds != first.incrementSeconds
  }
}
