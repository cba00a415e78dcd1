import BoothControl
import Notation
import Rating

/// Which records of the audit are looked at.
struct AuditFilter: Hashable, Sendable {
  /// nil: from the first on.
  var since: CalendarDay?
  /// Included; nil: up to now.
  var until: CalendarDay?
  var actor = ""
  /// nil: any.
  var action: String?
  var subject = ""
  var place = ListPlace.newest
  /// 1…`CallListQuery.largestSize`.
  var size = PageSize.usual
  /// What a person typed and makes no sense.
  var faults = FieldFaults()

  private static let longestText = 80

  /// `?since=2006-10-27&until=2006-10-27&actor=ana&action=payment&subject=17&size=26&before=40`
  init(_ parameters: Parameters) throws(Outcome) {
    (since, until) = faults.days("since", "until", in: parameters)
    actor = faults.text("actor", longest: Self.longestText, in: parameters) ?? ""
    subject = faults.text("subject", longest: Self.longestText, in: parameters) ?? ""
    action = faults.text("action", longest: Self.longestText, in: parameters)
    size = try PageSize.read(parameters)
    place = try ListPlace(parameters)
  }

  func query(in context: PageContext) -> AuditRowsQuery {
    AuditRowsQuery(
      before: place.before, after: place.after, since: since.map(context.startOfDay),
      until: until.flatMap { $0.advanced(byDays: 1) }.map(context.startOfDay), actor: actor,
      action: action, subject: number(in: context) ?? subject, limit: size)
  }

  /// Records have a booth's number where the page has its name; nil: no booth is called so.
  private func number(in context: PageContext) -> String? {
    let name = subject.lowercased()
    return context.shop?.snapshot.booths.first { $0.name.lowercased() == name }?.number.text
  }

  private var isEmpty: Bool {
    since == nil && until == nil && actor.isEmpty && action == nil && subject.isEmpty
      && faults.isEmpty
  }

  /// Of a page of these records; ends in `?` or `&`.
  func address(size: Int, _ place: ListPlace) -> String {
    var parts: [(String, String)] = []
    if let since { parts.append(("since", since.description)) }
    if let until { parts.append(("until", until.description)) }
    if !actor.isEmpty { parts.append(("actor", actor)) }
    if let action { parts.append(("action", action)) }
    if !subject.isEmpty { parts.append(("subject", subject)) }
    if let parameter = place.parameter { parts.append(parameter) }
    if size != PageSize.usual { parts.append(("size", String(size))) }
    return "/audit?" + parts.map { "\($0.0)=\(PercentEncoding.text($0.1))&" }.joined()
  }

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let words = FilterField.Kind.text(Self.longestText)
    return """
      <details class="filters"\(attribute: "open", when: !isEmpty)>
      <summary>\(say(AuditPhrase.filter))</summary>
      <form class="filter" method="get" action="/audit">
      \(field("since", .since, .day, since?.description, say))\
      \(field("until", .until, .day, until?.description, say))\
      \(field("action", .what, .choice(actions(say)), action, say))\
      \(field("actor", .anyone, words, actor, say))\
      \(field("subject", .everything, words, subject, say))\
      <input type="hidden" name="size" value="\(size)">
      <button>\(say(AuditPhrase.filter))</button>
      \("<p><a href=\"/audit\">\(say(AuditPhrase.clear))</a></p>\n", when: !isEmpty)</form>
      </details>

      """
  }

  private func field(
    _ name: String, _ label: AuditPhrase, _ kind: FilterField.Kind, _ value: String?,
    _ say: Language
  ) -> HTML {
    FilterField(
      name: name, label: say(label), kind: kind, value: faults.typed(name) ?? value ?? "",
      fault: faults.words(name, say)
    ).html
  }

  /// The ends of calls have pages of their own.
  private func actions(_ say: Language) -> [FormField.Choice] {
    var actions = AuditAction.known.filter { $0.name != "call" }
    if let action, !actions.contains(where: { $0.name == action }) {
      actions.append((action, Words(action, action)))
    }
    return [.init("", say(AuditPhrase.anything))] + actions.map { .init($0.name, say($0.words)) }
  }
}
