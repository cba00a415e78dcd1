import BoothControl
import Notation
import Rating

/// Calls as the lists have them, with the manual's columns.
struct CallTable {
  var context: PageContext
  var showsBooth: Bool

  private var say: Language { context.say }
  private var currency: AmountFormat { context.currency }

  func html(_ rows: [CallListRow]) -> HTML {
    """
    <table class="calls">
    <thead><tr><th scope="col">\(say(.date))</th>\
    \("<th scope=\"col\">\(say(.booth))</th>", when: showsBooth)\
    <th scope="col">\(say(.callDestination))</th>\
    <th scope="col" class="figure">\(say(.callDuration))</th>\
    <th scope="col" class="figure">\(say(.price))</th>\
    <th scope="col" class="figure">\(say(.charge))</th></tr></thead>
    <tbody>
    \(rows.map(row))</tbody>
    </table>

    """
  }

  private func row(_ row: CallListRow) -> HTML {
    """
    <tr data-charged="\(colour(of: row))">\
    <td class="date">\(context.localTime(row.at).text)</td>\
    \(booth(row.booth), when: showsBooth)\
    <td class="where">\(number(row)) \
    <span class="place">\(place(row))</span>\
    \(end(row))\(uncharged(row))\(review(row))</td>\
    <td class="figure length" data-label="\(say(.callDuration))">\
    \(duration(row))</td>\
    <td class="figure price" data-label="\(say(.price))">\(price(row))</td>\
    <td class="figure charge" data-label="\(say(.charge))">\
    <span class="word" data-word="\(mark(of: row))">\(say(Self.word(for: row)))</span> \
    <strong>\(charge(row))</strong></td></tr>

    """
  }

  /// Green what is charged, red what is not, as the manual has them; what goes on is neither yet,
  /// and what nobody answered is no matter of money.
  private func colour(of row: CallListRow) -> String {
    if isForNothing(row) { return "none" }
    guard row.bearsCharge else { return "no" }
    return row.isOpen ? "open" : "yes"
  }

  /// Nobody answered, and there is nothing to pay or to make a present of.
  private func isForNothing(_ row: CallListRow) -> Bool {
    Self.word(for: row) == .unanswered && row.charge == .zero
  }

  /// What the word's colour stands for.
  private func mark(of row: CallListRow) -> String {
    switch Self.word(for: row) {
    case .openCall: "open"
    case .toCollect: "due"
    case .uncharged, .waived: "no"
    default: "done"
    }
  }

  /// Leads to the call's own page; of a call that is lost not even the number is known.
  private func number(_ row: CallListRow) -> HTML {
    let text = row.number.isEmpty ? CardView.nothing : row.number
    return "<a class=\"number\" href=\"/calls/\(Int(row.key))\">\(text)</a>"
  }

  func place(_ row: CallListRow) -> String {
    say.destination(row.destination, price: row.price, isCharged: row.isCharged)
  }

  func price(_ row: CallListRow) -> String {
    say.price(row.price, isCharged: row.isCharged, in: currency)
  }

  /// In seconds, as they are charged, and from a minute on as a clock has them too. How long a call
  /// in progress has lasted is on the panel.
  func duration(_ row: CallListRow) -> HTML {
    // Of a call that is lost no answer may be told.
    guard !row.isOpen, !row.isLost || row.seconds > 0 else { return "\(CardView.nothing)" }
    let clock: HTML =
      row.seconds < 60 ? "" : " <span class=\"clock\">(\(row.seconds.clockText))</span>"
    return "\(Int(row.seconds)) <abbr title=\"\(say(.seconds))\">s</abbr>\(clock)"
  }

  /// What a call in progress will cost is on the panel; here it has no charge yet.
  /// Of one that was waived, also what it came to.
  func charge(_ row: CallListRow) -> HTML {
    guard !row.isOpen else { return "\(CardView.nothing)" }
    let due: HTML = "\(currency.amount(row.due))"
    guard row.due != row.charge else { return due }
    return """
      <del><span class="unseen">\(say(.chargeBefore)) </span>\(currency.amount(row.charge))</del> \
      \(due)
      """
  }

  /// What became of a call's charge.
  static func word(for row: CallListRow) -> Phrase {
    if row.isOpen { return .openCall }
    if row.verdict == .waived { return .waived }
    guard !row.isLost else { return .free }
    guard row.seconds > 0 else { return .unanswered }
    guard row.isCharged else { return .uncharged }
    // It comes on no ticket.
    guard row.charge > .zero else { return .free }
    return row.ticket == nil ? .toCollect : .collected
  }

  private func booth(_ number: BoothNumber) -> HTML {
    let path = CallListRequest(query: CallListQuery(booth: number)).path
    return """
      <td class="booth" data-label="\(say(.booth))"><a href="\(path)">\
      \(context.name(of: number))</a></td>
      """
  }

  /// Why it is over.
  private func end(_ row: CallListRow) -> HTML {
    guard let cause = row.endCause else { return "" }
    return " <span class=\"end\">\(say(cause))</span>"
  }

  /// That nobody would have paid it: the word beside the charge says that it was not answered.
  private func uncharged(_ row: CallListRow) -> HTML {
    guard Self.word(for: row) == .unanswered, !row.isCharged, row.price != nil else { return "" }
    return " <span class=\"end\">\(say(.unchargedCall))</span>"
  }

  private func review(_ row: CallListRow) -> HTML {
    // What the owner has reviewed needs no looking at any more.
    guard row.isToReview else { return "" }
    let reasons = row.suspicions.map { say($0) }.joined(separator: ", ")
    return " <span class=\"review\">\(say(.review)): \(reasons)</span>"
  }
}

extension CallListRow {
  /// Flagged, and nobody has said what is to become of it.
  var isToReview: Bool { !suspicions.isEmpty && verdict == nil }
}

extension PageContext {
  /// Back, to the booth's card.
  func toPanel(_ booth: BoothNumber) -> HTML {
    """
    <a class="button" href="/#name-\(PercentEncoding.text(booth.text))">\
    \(say(CallPhrase.toPanel))</a>
    """
  }

  /// `CABINA 01`; of a booth that the shop has no more its number.
  func name(of booth: BoothNumber) -> String { shop?.booth(booth)?.name ?? booth.text }

  /// `CABINA 01 · 4312`.
  func nameAndNumber(of booth: BoothNumber) -> String {
    shop?.booth(booth).map { "\($0.name) · \($0.number.text)" } ?? booth.text
  }
}
