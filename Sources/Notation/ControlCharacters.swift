/// Characters that are not for the eye: a terminal or a page acts on them, ends a line there, or turns
/// around what comes after.
extension Unicode.Scalar {
  /// Unicode's general categories Cc, Cf (such as U+202E, right to left), Zl and Zp.
  package var isControl: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// `001B`, four digits or more.
  package var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension StringProtocol {
  package var hasControls: Bool { unicodeScalars.contains(where: \.isControl) }
}
