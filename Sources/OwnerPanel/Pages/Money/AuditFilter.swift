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
  /// The record before which the page begins; nil: it begins with the newest.
  var before: Int64?

  static let size = 50

  /// `?since=2006-10-27&until=2006-10-27&actor=ana&action=payment&subject=17&before=40`
  init(_ parameters: Parameters) throws(Outcome) {
    since = try Self.day("since", parameters)
    until = try Self.day("until", parameters)
    actor = try Self.words("actor", parameters)
    subject = try Self.words("subject", parameters)
    let action = try Self.words("action", parameters)
    self.action = action.isEmpty ? nil : action
    if let text = parameters["before"], !text.isEmpty {
      guard let number = Int64(text), number > 0 else { throw .badQuery("before: 1…") }
      before = number
    }
  }

  private static func day(
    _ name: String, _ parameters: Parameters
  ) throws(Outcome) -> CalendarDay? {
    guard let text = parameters[name], !text.isEmpty else { return nil }
    guard let day = CalendarDay(text) else { throw .badQuery("\(name): 2006-10-27") }
    return day
  }

  private static func words(_ name: String, _ parameters: Parameters) throws(Outcome) -> String {
    let text = parameters[name]?.trimmingBlanks() ?? ""
    guard text.utf8.count <= 200 else { throw .badQuery("\(name): 0…200 bytes") }
    return text
  }

  func query(in context: PageContext) -> AuditRowsQuery {
    AuditRowsQuery(
      before: before, since: since.map(context.startOfDay),
      until: until.flatMap { $0.advanced(byDays: 1) }.map(context.startOfDay), actor: actor,
      action: action, subject: subject, limit: Self.size)
  }

  private var isEmpty: Bool {
    since == nil && until == nil && actor.isEmpty && action == nil && subject.isEmpty
  }

  /// `isOpen`: another parameter follows.
  func address(before: Int64?, isOpen: Bool = false) -> String {
    var parts: [(String, String)] = []
    if let since { parts.append(("since", since.description)) }
    if let until { parts.append(("until", until.description)) }
    if !actor.isEmpty { parts.append(("actor", actor)) }
    if let action { parts.append(("action", action)) }
    if !subject.isEmpty { parts.append(("subject", subject)) }
    if let before { parts.append(("before", String(before))) }
    let query = parts.map { "\($0.0)=\(PercentEncoding.text($0.1))" }.joined(separator: "&")
    if isOpen { return query.isEmpty ? "/audit?" : "/audit?\(query)&" }
    return query.isEmpty ? "/audit" : "/audit?\(query)"
  }

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    return """
      <form class="filter" method="get" action="/audit">
      \(date("since", .since, since, say))\
      \(date("until", .until, until, say))\
      <label><span>\(say(AuditPhrase.what))</span> <select name="action">\
      <option value="">\(say(AuditPhrase.anything))</option>\(actions(say))</select></label>
      \(text("actor", .anyone, actor, say))\
      \(text("subject", .everything, subject, say))\
      <button>\(say(AuditPhrase.filter))</button>
      \("<p><a href=\"/audit\">\(say(AuditPhrase.clear))</a></p>\n", when: !isEmpty)</form>

      """
  }

  private func date(
    _ name: String, _ phrase: AuditPhrase, _ day: CalendarDay?, _ say: Language
  ) -> HTML {
    """
    <label><span>\(say(phrase))</span> \
    <input type="date" name="\(name)" value="\(day?.description ?? "")" maxlength="10"></label>

    """
  }

  private func text(
    _ name: String, _ phrase: AuditPhrase, _ value: String, _ say: Language
  ) -> HTML {
    """
    <label><span>\(say(phrase))</span> \
    <input type="search" name="\(name)" value="\(value)" maxlength="80"></label>

    """
  }

  /// The ends of calls have pages of their own.
  private func actions(_ say: Language) -> [HTML] {
    var actions = AuditAction.known.filter { $0.name != "call" }
    if let action, !actions.contains(where: { $0.name == action }) {
      actions.append((action, Words(action, action)))
    }
    return actions.map { known in
      """
      <option value="\(known.name)"\(attribute: "selected", when: known.name == action)>\
      \(say(known.words))</option>
      """
    }
  }
}
