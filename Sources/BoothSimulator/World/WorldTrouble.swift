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
  /// The box has no power; the daemon is started again after a while. What was not safe on its disk
  /// is gone, and a box that keeps no time of its own wakes with a clock that is so far behind.
  case boxPower(pause: Int64, clockBehind: Int64)
  case boardPower(Int64)
  /// The whole shop has no power, and each of both comes back in its own time.
  case mains(box: Int64, board: Int64, clockBehind: Int64)
  /// Host and board speak at different speeds: hardly a byte comes out as it went in.
  case wrongSpeed(Int64)
  case provider(TelephoneNetwork.Trouble, lasting: Int64)

  package enum Kind: Hashable, Sendable, CaseIterable {
    case stall, unplug, longUnplug, silence, reset, kill, stop, slowDisk, failingDisk, noise
    case lostAcknowledgements, wallStep
    case boxPower, boardPower, mains, wrongSpeed, provider

    /// A storm has one of these less often than of the others.
    package static let seldom: [Kind] = [.boxPower, .boardPower, .mains, .wrongSpeed, .provider]
  }

  init(_ kind: Kind, using generator: inout SplitMix64) {
    func draw(_ range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &generator) }
    /// A clock that is saved once an hour, or one with a battery.
    func clockBehind() -> Int64 { draw(0...1) == 0 ? draw(0...3_600_000) : 0 }
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
    case .boxPower: self = .boxPower(pause: draw(500...20_000), clockBehind: clockBehind())
    case .boardPower: self = .boardPower(draw(100...20_000))
    case .mains:
      let off = draw(200...60_000)
      self = .mains(
        box: off + draw(0...15_000), board: off + draw(0...3_000), clockBehind: clockBehind())
    case .wrongSpeed: self = .wrongSpeed(draw(500...20_000))
    case .provider:
      self = .provider(draw(0...1) == 0 ? .noTrunkFree : .neverAnswers, lasting: draw(500...40_000))
    }
  }

  /// How long it lasts by itself.
  var duration: Int64 {
    switch self {
    case .stall(let time), .unplug(let time), .silence(let time), .failingDisk(let time),
      .noise(let time), .lostAcknowledgements(_, let time), .slowDisk(_, let time),
      .kill(_, let time), .stop(let time), .boxPower(let time, _), .boardPower(let time),
      .wrongSpeed(let time), .provider(_, let time):
      time
    case .mains(let box, let board, _): max(box, board)
    case .reset, .wallStep: 0
    }
  }
}

/// A trouble at its time, milliseconds from the opening of the shop.
struct PlannedTrouble {
  let time: Int64
  let trouble: WorldTrouble

  /// The evenings on which the main switch is turned, and the mornings.
  private static func nights(
    _ options: WorldOptions, _ generator: inout SplitMix64
  ) -> [PlannedTrouble] {
    guard let hours = options.hours else { return [] }
    return stride(from: hours.closing, to: options.stormMilliseconds, by: Int(WorldHours.day)).map {
      let off = $0 + .random(in: WorldHours.hour / 2...WorldHours.hour * 2, using: &generator)
      let morning = $0 - hours.closing + WorldHours.day + hours.opening
      let on = morning - .random(in: WorldHours.hour / 12...WorldHours.hour / 2, using: &generator)
      let board = on - off + .random(in: 0...2_000, using: &generator)
      return PlannedTrouble(
        time: off, trouble: .mains(box: on - off + 10_000, board: board, clockBehind: 0))
    }
  }

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
    if options.isDarkAtNight { planned += nights(options, &generator) }
    return planned.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }
}
