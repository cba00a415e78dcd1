/// Where in a text a place such as `tariffs[2].steps[0].price` is, while the text is read once from
/// its beginning.
struct TariffFilePlace {
  /// `tariffs`, `2`, `steps`, `0`, `price`
  private let steps: [[UInt8]]
  private var found = 0
  /// Of the deepest of the steps that is there, in bytes.
  private(set) var position: Int?

  init(_ place: String) {
    steps = place.utf8.split { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "[") }
      .map { step in step.filter { $0 != UInt8(ascii: "]") } }
  }

  /// A key, or the index of an element, of what stands at this depth.
  mutating func pass(_ step: @autoclosure () -> [UInt8], at start: Int, depth: Int) {
    guard found == depth, depth < steps.count, steps[depth] == step() else { return }
    found += 1
    position = start
  }
}
