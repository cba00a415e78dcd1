/// What a bad cable does to bytes in one direction, each out of 1000 bytes.
package struct ByteFaults: Hashable, Sendable {
  package var dropPermille: Int
  package var flipPermille: Int
  package var duplicatePermille: Int
  package var insertPermille: Int

  package init(
    dropPermille: Int = 0, flipPermille: Int = 0, duplicatePermille: Int = 0,
    insertPermille: Int = 0
  ) {
    self.dropPermille = dropPermille
    self.flipPermille = flipPermille
    self.duplicatePermille = duplicatePermille
    self.insertPermille = insertPermille
  }

  package static let none = ByteFaults()

  /// The bytes as they come out at the other end: at most three for each that went in.
  func spoil(_ bytes: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
    guard self != .none else { return bytes }
    var spoilt: [UInt8] = []
    for byte in bytes {
      if generator.happens(permille: insertPermille) {
        spoilt.append(UInt8(truncatingIfNeeded: generator.next()))
      }
      if generator.happens(permille: dropPermille) { continue }
      var byte = byte
      if generator.happens(permille: flipPermille) { byte ^= 1 << UInt8(generator.next() % 8) }
      spoilt.append(byte)
      if generator.happens(permille: duplicatePermille) { spoilt.append(byte) }
    }
    return spoilt
  }
}
