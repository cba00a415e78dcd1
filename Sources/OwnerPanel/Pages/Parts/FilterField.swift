import BoothControl
import Notation
import Rating

/// One of the fields, in a row, that say what a list is to show.
struct FilterField {
  enum Kind: Hashable {
    case day
    /// Of at most so many characters.
    case text(Int)
    case choice([FormField.Choice])
  }

  var name: String
  var label: String
  var kind: Kind
  /// What was typed or chosen.
  var value = ""
  /// What is wrong with it; empty: nothing.
  var fault = ""

  var html: HTML {
    guard !fault.isEmpty else { return label(for: control) }
    return """
      <div class="has-fault">\(label(for: control))\
      <span class="fault" id="fault-\(name)">\(fault)</span></div>

      """
  }

  private func label(for control: HTML) -> HTML {
    let isShort = if case .choice = kind { false } else { true }
    return """
      <label\(" class=\"short\"", when: isShort)><span>\(label)</span> \(control)</label>

      """
  }

  private var control: HTML {
    switch kind {
    case .day: input("date", longest: 10)
    case .text(let longest): input("search", longest: longest)
    case .choice(let choices):
      """
      <select name="\(name)"\(faulty)>\(choices.map { choice in
        """
        <option value="\(choice.value)"\(attribute: "selected", when: choice.value == value)>\
        \(choice.text)</option>
        """ as HTML
      })</select>
      """
    }
  }

  private func input(_ type: String, longest: Int) -> HTML {
    """
    <input type="\(type)" name="\(name)" value="\(value)" maxlength="\(longest)" \
    autocomplete="off"\(faulty)>
    """
  }

  private var faulty: HTML {
    fault.isEmpty ? "" : " aria-invalid=\"true\" aria-describedby=\"fault-\(name)\""
  }
}

/// What was typed into fields and makes no sense there.
struct FieldFaults: Hashable, Sendable {
  private struct Fault: Hashable, Sendable {
    var name: String
    var typed: String
    var words: Words
  }

  private var faults: [Fault] = []

  var isEmpty: Bool { faults.isEmpty }

  /// Where there is no field to say it at.
  func check() throws(Outcome) {
    if let fault = faults.first { throw .mistyped(fault.words) }
  }

  mutating func add(_ name: String, _ typed: String, _ words: Words) {
    faults.append(Fault(name: name, typed: typed, words: words))
  }

  /// What a field shows again; nil: nothing is wrong with it.
  func typed(_ name: String) -> String? { faults.first { $0.name == name }?.typed }

  func words(_ name: String, _ say: Language) -> String {
    faults.first { $0.name == name }.map { say($0.words) } ?? ""
  }
}

// MARK: What is read

extension FieldFaults {
  /// A day of a field; nil: it is not there, or left empty, or makes no sense. A clock that shows
  /// another year is no shop's.
  mutating func day(
    _ name: String, _ label: Words, in parameters: Parameters,
    years: ClosedRange<Int> = 1970...2199
  ) -> CalendarDay? {
    guard let text = parameters[name], !text.isEmpty else { return nil }
    if let day = CalendarDay(text), years.contains(day.year) { return day }
    let typed = text.prefix(40)
    add(
      name, text,
      Words(
        "\(label.spanish) «\(typed)»: se espera un día, como 2006-10-27.",
        "\(label.english) «\(typed)»: expected a day such as 2006-10-27."))
    return nil
  }

  /// The days of two fields, the second not before the first.
  mutating func days(
    _ first: String, _ last: String, in parameters: Parameters
  ) -> (first: CalendarDay?, last: CalendarDay?) {
    let from = day(first, CallPhrase.from.words, in: parameters)
    let to = day(last, CallPhrase.to.words, in: parameters)
    check(from, first, before: to)
    return (from, to)
  }

  mutating func check(_ from: CalendarDay?, _ name: String, before to: CalendarDay?) {
    guard let from, let to, to < from else { return }
    add(
      name, from.description,
      Words(
        "El primer día, \(from.written), es posterior al último, \(to.written).",
        "The first day, \(from.written), is after the last, \(to.written)."))
  }

  /// What is looked for; nil: nothing.
  mutating func text(_ name: String, longest: Int, in parameters: Parameters) -> String? {
    guard let text = parameters[name]?.trimmingBlanks(), !text.isEmpty else { return nil }
    if text.count <= longest, text.utf8.count <= 4 * longest { return text }
    add(
      name, text, Words("Hasta \(longest) caracteres.", "At most \(longest) characters."))
    return nil
  }
}
