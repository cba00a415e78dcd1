/// All that is wrong with a simulated board and its cable, as options: written by hand, or drawn
/// from a seed so that a failure can be had again.
package struct Misbehaviour: Hashable, Sendable {
  package var towardsHost = ByteFaults.none
  package var towardsBoard = ByteFaults.none
  /// Out of 1000 of the host's frames, those whose acknowledgement does not get through.
  package var lostAcknowledgementPermille = 0
  /// The most bytes that one read gives; nil: all there are.
  package var readSize: Int?
  /// Bits a second of the line; nil: bytes take no time.
  package var baud: Int?
  package var latencyMilliseconds: Int64 = 0
  /// How much too fast the board's clock runs; within ±100 000.
  package var clockPartsPerMillion: Int64 = 0
  /// In order of time.
  package var mishaps: [PlannedMishap] = []

  package init() {}

  /// - Parameter lasting: mishaps begin within this many milliseconds, at most 8 of them.
  package static func drawn(seed: UInt64, lasting duration: Int64) -> Misbehaviour {
    var generator = SplitMix64(seed: seed)
    var drawn = Misbehaviour()
    drawn.towardsHost = .drawn(using: &generator)
    drawn.towardsBoard = .drawn(using: &generator)
    if generator.happens(permille: 300) {
      drawn.lostAcknowledgementPermille = .random(in: 0...900, using: &generator)
    }
    if generator.happens(permille: 300) { drawn.readSize = .random(in: 1...7, using: &generator) }
    if generator.happens(permille: 500) { drawn.baud = 115_200 }
    drawn.latencyMilliseconds = .random(in: 0...16, using: &generator)
    drawn.clockPartsPerMillion = .random(in: -300...300, using: &generator)
    let count = Int.random(in: 0...8, using: &generator)
    drawn.mishaps = (0..<count).map { _ in
      PlannedMishap(
        time: .random(in: 0..<max(1, duration), using: &generator),
        mishap: .drawn(using: &generator))
    }.sorted { $0.time < $1.time }
    return drawn
  }
}

/// Something that goes wrong at an instant, most for some milliseconds; nil: until it is put right.
package enum Mishap: Hashable, Sendable {
  /// Bytes are held back, then come all at once.
  case stall(milliseconds: Int64)
  /// The plug is pulled; the board keeps its power and runs on.
  case unplug(milliseconds: Int64?)
  /// The board neither sends nor hears, though the port is there.
  case silence(milliseconds: Int64?)
  /// The board resets: another boot number, what it held is lost.
  case reset(ResetCause)
  /// The board has no power: its trunks fall, what it held is lost, and it is as dead as its booths.
  case powerCut(milliseconds: Int64?)
  /// Something is wrong at the provider, in place of what was wrong there before.
  case provider(TelephoneNetwork.Trouble, milliseconds: Int64?)

  fileprivate static func drawn(using generator: inout SplitMix64) -> Mishap {
    let milliseconds = Int64.random(in: 50...20_000, using: &generator)
    return switch generator.next() % 7 {
    case 0: .stall(milliseconds: milliseconds)
    case 1: .unplug(milliseconds: milliseconds)
    case 2: .silence(milliseconds: milliseconds)
    case 3: .reset(generator.happens(permille: 500) ? .brownOut : .watchdog)
    case 4: .provider(.noTrunkFree, milliseconds: milliseconds)
    case 5: .provider(.neverAnswers, milliseconds: milliseconds)
    default: .provider(.answersUnsignalled, milliseconds: milliseconds)
    }
  }
}

package struct PlannedMishap: Hashable, Sendable {
  /// Milliseconds on the simulated world's clock.
  package var time: Int64
  package var mishap: Mishap

  package init(time: Int64, mishap: Mishap) {
    self.time = time
    self.mishap = mishap
  }
}

extension ByteFaults {
  /// Half of the draws are a good cable.
  fileprivate static func drawn(using generator: inout SplitMix64) -> ByteFaults {
    guard generator.happens(permille: 500) else { return .none }
    return ByteFaults(
      dropPermille: .random(in: 0...5, using: &generator),
      flipPermille: .random(in: 0...5, using: &generator),
      duplicatePermille: .random(in: 0...5, using: &generator),
      insertPermille: .random(in: 0...5, using: &generator))
  }
}
