import Notation
import Rating

/// An explanation on a page.
extension ExplanationWords {
  /// The lines as a table, with what they come to below them; `label`: what the table is called,
  /// `sum`: what they come to; `waived`: by whom and when that was waived, of a call that nobody pays.
  func table(
    of explanation: Explanation, label: String, sum: String? = nil, waived: String? = nil
  ) -> HTML {
    """
    <table class="list explanation"><caption class="unseen">\(label)</caption>
    <thead><tr><th scope="col">\(say(ExplanationPhrase.reason))</th>\
    <th scope="col" class="figure">\(say(ExplanationPhrase.amount))</th></tr></thead>
    <tbody>
    \(lines(of: explanation).map { line in
      "<tr><td>\(line.words)</td><td class=\"figure\">\(line.amount)</td></tr>\n" as HTML
    })</tbody>
    <tfoot>\(foot(explanation.charge, sum ?? say(.charge), waived: waived))</tfoot>
    </table>

    """
  }

  private func foot(_ charge: Money, _ words: String, waived: String?) -> HTML {
    guard let waived else { return sum(words, charge) }
    return """
      \(sum(say(ExplanationPhrase.wouldHaveCost), charge))
      <tr><td colspan="2">\(waived)</td></tr>
      \(sum(say(.charge), .zero))
      """
  }

  private func sum(_ words: String, _ amount: Money) -> HTML {
    """
    <tr><th scope="row">\(words)</th><td class="figure">\(currency.amount(amount))</td></tr>
    """
  }
}

/// What of an explanation has no number within it.
enum ExplanationPhrase: Worded, Hashable, CaseIterable {
  // The heads of the table.
  case reason, amount
  case wouldHaveCost

  var words: Words {
    switch self {
    case .reason: Words("Por qué", "Why")
    case .wouldHaveCost: Words("Habría costado", "Would have cost")
    case .amount: Words("Monto", "Amount")
    }
  }
}
