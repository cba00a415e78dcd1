import Notation
import Rating

/// A price in words, condition by condition: what differs between two of them.
struct TariffFacts {
  let say: Language
  let currency: AmountFormat

  init(_ context: PageContext) { (say, currency) = (context.say, context.currency) }

  struct Difference: Hashable {
    var name: String
    var own: String
    var other: String
  }

  func differences(_ own: Tariff, from other: Tariff) -> [Difference] {
    zip(facts(own), facts(other)).compactMap { mine, theirs in
      mine.text == theirs.text
        ? nil : Difference(name: say(mine.name), own: mine.text, other: theirs.text)
    }
  }

  /// The same conditions in the same order of every tariff.
  private func facts(_ tariff: Tariff) -> [(name: PricePhrase, text: String)] {
    let words = ExplanationWords(say, currency)
    func none(_ text: String) -> String { text.isEmpty ? "—" : text }
    func prices(_ plan: RatePlan) -> String {
      plan.steps.map { step in
        let from = step.afterSeconds
        let start = from == 0 ? "" : say(Words("desde \(from) s ", "from \(from) s on "))
        let blocks = step.incrementSeconds
        let end = blocks == 1 ? "" : say(Words(", de a \(blocks) s", ", in steps of \(blocks) s"))
        return start + words.price(step) + end
      }.joined(separator: "; ")
    }
    return [
      (.description, none(tariff.description)),
      (.billingUnit, PriceParts.unit(tariff.shownPrice.unit, say)),
      (.value, prices(tariff.plan)),
      (.fee, words.priceText(tariff.plan.connectionFee)),
      (.grace, "\(tariff.graceSeconds)"),
      (.maximum, none(tariff.maximumCharge.map(words.priceText) ?? "")),
      (
        .bands,
        none(
          tariff.bands.map { band in
            let fee = band.plan.connectionFee
            let more = fee == .zero ? "" : " + \(words.priceText(fee))"
            return "\(words.hours(band)): \(prices(band.plan))\(more)"
          }.joined(separator: "; "))
      ),
    ]
  }

  /// Both prices side by side, where they are not alike.
  func table(own: Tariff, other: Tariff) -> HTML {
    let (now, typed) = (say(PricePhrase.inTheList), say(PricePhrase.typed))
    let rows = differences(own, from: other).map { difference in
      """
      <tr><th scope="row">\(difference.name)</th>\
      <td data-label="\(now)">\(difference.other)</td>\
      <td data-label="\(typed)">\(difference.own)</td></tr>

      """ as HTML
    }
    return """
      <table class="list compared" data-cards><thead><tr><td></td>\
      <th scope="col">\(now)</th><th scope="col">\(typed)</th></tr></thead>
      <tbody>\(rows)</tbody></table>

      """
  }
}
