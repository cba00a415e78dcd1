/// A small seeded generator, so that a simulated day can be lived again exactly: the same seed, the
/// same day.
package struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A generator of its own for each of several users, so that what one draws does not move the
  /// others.
  package mutating func split() -> SplitMix64 { SplitMix64(seed: next()) }

  /// True in `permille` of 1000 cases.
  package mutating func happens(permille: Int) -> Bool {
    permille > 0 && Int(next() % 1000) < permille
  }
}
