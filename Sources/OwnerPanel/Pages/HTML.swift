/// A piece of HTML. What is interpolated into it is escaped, unless it is HTML itself: there is no
/// other way to build one.
///
///     let row: HTML = "<td>\(call.number)</td>"
struct HTML: Hashable, Sendable, ExpressibleByStringInterpolation {
  private(set) var text: String

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }

    mutating func appendInterpolation(_ value: Int) { text += String(value) }

    mutating func appendInterpolation(_ html: HTML) { text += html.text }

    mutating func appendInterpolation(_ pieces: [HTML]) {
      for piece in pieces { text += piece.text }
    }

    /// A piece that is there or not.
    mutating func appendInterpolation(_ html: HTML, when isPresent: Bool) {
      if isPresent { text += html.text }
    }

    /// An attribute that is there or not: `<button\(attribute: "disabled", when: isIdle)>`.
    mutating func appendInterpolation(attribute: StaticString, when isPresent: Bool) {
      if isPresent { text += " \(attribute)" }
    }
  }

  private static func escape(_ value: String, into text: inout String) {
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
