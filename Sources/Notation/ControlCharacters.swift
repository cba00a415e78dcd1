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

  /// U+200D makes one sign of two, such as a family of its members; among letters it is not seen.
  fileprivate static let joiner: Unicode.Scalar = "\u{200D}"
  fileprivate var isPictorial: Bool { !isASCII && properties.isEmoji }
  /// U+FE0F: the sign before it is a picture.
  fileprivate static let asPicture: Unicode.Scalar = "\u{FE0F}"
}

extension StringProtocol {
  package var hasControls: Bool {
    guard !utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) else { return false }
    return scalarsWithControls.contains(where: \.isControl)
  }

  /// Each with whether it is such a character. A joiner between two pictures is none.
  package var scalarsWithControls: [(scalar: Unicode.Scalar, isControl: Bool)] {
    let scalars = Array(unicodeScalars)
    return scalars.indices.map { index in
      let scalar = scalars[index]
      let joins =
        scalar == .joiner && index > 0 && index + 1 < scalars.count
        && (scalars[index - 1].isPictorial || scalars[index - 1] == .asPicture)
        && scalars[index + 1].isPictorial
      return (scalar, scalar.isControl && !joins)
    }
  }
}
