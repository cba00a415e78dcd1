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

  /// U+200D makes one sign of two, such as a family of its members.
  fileprivate static let joiner: Unicode.Scalar = "\u{200D}"
  fileprivate var isJoinable: Bool { !isASCII && !isControl }
}

extension StringProtocol {
  package var hasControls: Bool {
    guard !utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) else { return false }
    return scalarsWithControls.contains(where: \.isControl)
  }

  /// Each with whether it is such a character. A joiner between two signs is none.
  var scalarsWithControls: [(scalar: Unicode.Scalar, isControl: Bool)] {
    let scalars = Array(unicodeScalars)
    return scalars.indices.map { index in
      let scalar = scalars[index]
      let joins =
        scalar == .joiner && index > 0 && index + 1 < scalars.count
        && scalars[index - 1].isJoinable && scalars[index + 1].isJoinable
      return (scalar, scalar.isControl && !joins)
    }
  }
}
