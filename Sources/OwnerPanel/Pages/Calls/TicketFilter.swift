import BoothControl
import Notation
import Rating

/// Which tickets are looked at: `?booth=4312&from=2006-10-01&to=2006-10-31&size=26&before=40`.
struct TicketFilter: Hashable, Sendable {
  var booth: BoothNumber?
  var firstDay: CalendarDay?
  var lastDay: CalendarDay?
  /// One of `CallListQuery.sizes`.
  var size = PageSize.usual
  /// The ticket before which the page begins; nil: it begins with the newest.
  var before: Int64?
  /// What a person typed and makes no sense.
  var faults = FieldFaults()

  init(_ parameters: Parameters) throws(Outcome) {
    booth = parameters["booth"].flatMap { $0.isEmpty ? nil : BoothNumber($0) }
    (firstDay, lastDay) = faults.days("from", "to", in: parameters)
    size = try PageSize.read(parameters)
    before = try PageSize.before(parameters)
  }

  /// One more than a page has tells whether there are others.
  func query(in context: PageContext) -> TicketListQuery {
    TicketListQuery(
      booth: booth, from: firstDay.map(context.startOfDay),
      to: lastDay.flatMap { $0.advanced(byDays: 1) }.map(context.startOfDay), before: before,
      limit: size + 1)
  }

  private var isEmpty: Bool {
    booth == nil && firstDay == nil && lastDay == nil && faults.isEmpty
  }

  /// Of a page of these tickets; ends in `?` or `&`.
  func address(size: Int, before: Int64?) -> String {
    var parts: [String] = []
    if let booth { parts.append("booth=\(PercentEncoding.text(booth.text))") }
    if let firstDay { parts.append("from=\(firstDay)") }
    if let lastDay { parts.append("to=\(lastDay)") }
    if size != PageSize.usual { parts.append("size=\(size)") }
    if let before { parts.append("before=\(before)") }
    return "/tickets?" + parts.map { "\($0)&" }.joined()
  }

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let booths = context.shop?.snapshot.booths ?? []
    let gone = booth.flatMap { gone in
      booths.contains { $0.number == gone } ? nil : FormField.Choice(gone.text, gone.text)
    }
    let choices =
      [FormField.Choice("", say(.allBooths))]
      + booths.map { .init($0.number.text, "\($0.name) · \($0.number.text)") }
      + (gone.map { [$0] } ?? [])
    return """
      <details class="filters"\(attribute: "open", when: !isEmpty)>
      <summary>\(say(CallPhrase.ticketFilters))</summary>
      <form class="filter" method="get" action="/tickets">
      \(field("booth", say(.booth), .choice(choices), booth?.text, say))\
      \(field("from", say(CallPhrase.from), .day, firstDay?.description, say))\
      \(field("to", say(CallPhrase.to), .day, lastDay?.description, say))\
      <input type="hidden" name="size" value="\(size)">
      <button>\(say(CallPhrase.show))</button>
      \("<a class=\"button\" href=\"/tickets\">\(say(CallPhrase.clear))</a>\n", when: !isEmpty)\
      </form>
      </details>

      """
  }

  private func field(
    _ name: String, _ label: String, _ kind: FilterField.Kind, _ value: String?, _ say: Language
  ) -> HTML {
    FilterField(
      name: name, label: label, kind: kind, value: faults.typed(name) ?? value ?? "",
      fault: faults.words(name, say)
    ).html
  }
}

/// How many rows of a list a page has, and where it begins, of lists that are numbered.
enum PageSize {
  static let usual = 26

  static func read(_ parameters: Parameters) throws(Outcome) -> Int {
    guard let text = parameters["size"] else { return usual }
    guard let size = Int(text), CallListQuery.sizes.contains(size) else {
      throw .badQuery("size: " + CallListQuery.sizes.map(String.init).joined(separator: ", "))
    }
    return size
  }

  static func before(_ parameters: Parameters) throws(Outcome) -> Int64? {
    guard let text = parameters["before"], !text.isEmpty else { return nil }
    guard let number = Int64(text), number > 0 else { throw .badQuery("before: 1…") }
    return number
  }
}
