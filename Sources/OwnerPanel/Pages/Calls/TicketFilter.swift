import BoothControl
import Notation
import Rating

/// Which tickets are looked at: `?booth=4312&from=2006-10-01&to=2006-10-31&size=26&before=40`.
struct TicketFilter: Hashable, Sendable {
  var booth: BoothNumber?
  var firstDay: CalendarDay?
  var lastDay: CalendarDay?
  /// 1…`CallListQuery.largestSize`.
  var size = PageSize.usual
  var place = ListPlace.newest
  /// What a person typed and makes no sense.
  var faults = FieldFaults()

  init(_ parameters: Parameters, usualSize: Int = PageSize.usual) throws(Outcome) {
    booth = parameters["booth"].flatMap { $0.isEmpty ? nil : BoothNumber($0) }
    (firstDay, lastDay) = faults.days("from", "to", in: parameters)
    size = try PageSize.read(parameters, usual: usualSize)
    place = try ListPlace(parameters)
  }

  /// One more than a page has tells whether there are others.
  func query(in context: PageContext) -> TicketListQuery {
    TicketListQuery(
      booth: booth, from: firstDay.map(context.startOfDay),
      to: lastDay.flatMap { $0.advanced(byDays: 1) }.map(context.startOfDay),
      before: place.before, after: place.after, limit: size + 1)
  }

  private var isEmpty: Bool {
    booth == nil && firstDay == nil && lastDay == nil && faults.isEmpty
  }

  /// Of a page of these tickets; ends in `?` or `&`.
  func address(size: Int, _ place: ListPlace) -> String {
    var parts: [String] = []
    if let booth { parts.append("booth=\(PercentEncoding.text(booth.text))") }
    if let firstDay { parts.append("from=\(firstDay)") }
    if let lastDay { parts.append("to=\(lastDay)") }
    if size != PageSize.usual { parts.append("size=\(size)") }
    if let parameter = place.parameter { parts.append("\(parameter.name)=\(parameter.value)") }
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
