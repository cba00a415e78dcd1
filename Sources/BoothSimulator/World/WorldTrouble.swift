import BoothControl

/// Something that goes wrong in a simulated shop at an instant, or for a while; times are
/// milliseconds.
package enum WorldTrouble: Hashable, Sendable {
  case stall(Int64)
  case unplug(Int64)
  case silence(Int64)
  case reset(ResetCause)
  /// The daemon dies after so many more effects, and is started again after a while.
  case kill(afterEffects: Int, pause: Int64)
  /// The owner stops the daemon, and starts it again.
  case stop(pause: Int64)
  case slowDisk(longest: Int64, lasting: Int64)
  case failingDisk(Int64)
  case noise(Int64)
  case lostAcknowledgements(permille: Int, lasting: Int64)
  /// The box's wall clock is set.
  case wallStep(Int64)

  package enum Kind: Hashable, Sendable, CaseIterable {
    case stall, unplug, longUnplug, silence, reset, kill, stop, slowDisk, failingDisk, noise
    case lostAcknowledgements, wallStep
  }

  init(_ kind: Kind, using generator: inout SplitMix64) {
    func draw(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &generator) }
    switch kind {
    case .stall: self = .stall(draw(50...8_000))
    case .unplug: self = .unplug(draw(50...4_500))
    case .longUnplug: self = .unplug(draw(5_500...40_000))
    case .silence: self = .silence(draw(100...9_000))
    case .reset: self = .reset(draw(0...1) == 0 ? .brownOut : .watchdog)
    case .kill: self = .kill(afterEffects: Int(draw(0...40)), pause: draw(0...10_000))
    case .stop: self = .stop(pause: draw(0...10_000))
    case .slowDisk: self = .slowDisk(longest: draw(100...5_000), lasting: draw(2_000...40_000))
    case .failingDisk: self = .failingDisk(draw(500...30_000))
    case .noise: self = .noise(draw(2_000...60_000))
    case .lostAcknowledgements:
      self = .lostAcknowledgements(permille: Int(draw(100...900)), lasting: draw(2_000...30_000))
    case .wallStep: self = .wallStep(draw(-7_200_000...7_200_000))
    }
  }

  /// How long it lasts by itself.
  var duration: Int64 {
    switch self {
    case .stall(let time), .unplug(let time), .silence(let time), .failingDisk(let time),
      .noise(let time), .lostAcknowledgements(_, let time), .slowDisk(_, let time),
      .kill(_, let time), .stop(let time):
      time
    case .reset, .wallStep: 0
    }
  }
}

/// A trouble at its time, milliseconds from the opening of the shop.
struct PlannedTrouble {
  let time: Int64
  let trouble: WorldTrouble

  /// All that is to go wrong in a storm, in order.
  static func drawn(_ options: WorldOptions, seed: UInt64) -> [PlannedTrouble] {
    var generator = SplitMix64(seed: seed)
    var planned: [PlannedTrouble] = []
    for kind in WorldTrouble.Kind.allCases {
      var own = generator.split()
      guard let mean = options.means[kind] else { continue }
      var time = Int64.random(in: 0...mean, using: &own)
      while time < options.stormMilliseconds {
        planned.append(
          PlannedTrouble(time: time, trouble: WorldTrouble(kind, using: &own)))
        time += Int64.random(in: 1...2 * mean, using: &own)
      }
    }
    return planned.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }
}
