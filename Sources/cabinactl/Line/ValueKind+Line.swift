import Commands
import Notation

extension ValueKind {
  /// What a board dials.
  static let dialled = ValueKind.checked(
    expected: Words("de 1 a 6 de 0-9 * # A-D", "1…6 of 0-9 * # A-D")
  ) { number in
    (1...6).contains(number.utf8.count)
      && number.utf8.allSatisfy { "0123456789*#ABCD".utf8.contains($0) }
  }
}
