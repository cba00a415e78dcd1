/// A person in a booth who follows a script at a human pace. A value: the same seed and the same
/// sounds give the same person.
package struct Caller: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case lift
    case hangUp
    case digit(UInt8, isPulse: Bool)
    case farEndHangsUp
  }

  /// Steps that may wait to be done.
  package static let stepLimit = 256

  /// When the person does the next thing unless a sound changes before; nil: nothing without one.
  package private(set) var due: Int64?
  private var steps: [CallerScript.Step]
  private var life: ShopLife?
  private var generator: SplitMix64
  private var heard = Sound.silence
  private var progress = Progress()

  /// How far the present step is.
  private struct Progress: Hashable {
    /// When to go on; nil until the step has begun.
    var until: Int64?
    var place = 0
  }

  /// Someone who does what the script says and leaves it at that.
  package init(_ script: CallerScript = CallerScript([]), seed: UInt64 = 1) {
    steps = script.steps
    due = steps.isEmpty ? nil : 0
    generator = SplitMix64(seed: seed)
  }

  /// One customer after the other, without end.
  package init(life: ShopLife, seed: UInt64) {
    self.life = life
    due = 0
    generator = SplitMix64(seed: seed)
    steps = [.pause(life.opening)] + life.visit(using: &generator).steps
  }

  package var isIdle: Bool { steps.isEmpty }

  /// Gives more to do, after what there is.
  /// - Returns: false when there is too much already.
  package mutating func append(_ script: CallerScript, at now: Int64) -> Bool {
    guard steps.count + script.steps.count <= Self.stepLimit else { return false }
    if steps.isEmpty { due = now }
    steps += script.steps
    return true
  }

  /// Whether there is something to do at `now`, hearing `sound`.
  func isToAct(at now: Int64, hearing sound: Sound) -> Bool {
    !isIdle && (sound != heard || (due.map { $0 <= now } ?? false))
  }

  /// What the person does now; to be asked again until nil.
  package mutating func act(at now: Int64, hearing sound: Sound) -> Action? {
    heard = sound
    while let step = steps.first ?? nextVisit() {
      switch perform(step, at: now, hearing: sound) {
      case .wait(let time):
        due = time
        return nil
      case .act(let action, let isLast):
        if isLast { finish() }
        due = now
        return action
      case .done: finish()
      case .giveUp: giveUp()
      }
    }
    due = nil
    return nil
  }

  private enum Outcome {
    /// nil: for a sound only.
    case wait(until: Int64?)
    case act(Action, isLast: Bool)
    case done
    case giveUp
  }

  private mutating func perform(
    _ step: CallerScript.Step, at now: Int64, hearing sound: Sound
  ) -> Outcome {
    switch step {
    case .pause(let range):
      return now < begin(range, at: now) ? .wait(until: progress.until) : .done
    case .lift: return .act(.lift, isLast: true)
    case .hangUp: return .act(.hangUp, isLast: true)
    case .farEndHangsUp: return .act(.farEndHangsUp, isLast: true)
    case .awaitDialTone(let patience):
      if sound == .dialTone { return .done }
      if sound.isRefusal { return .giveUp }
      return now < begin(patience...patience, at: now) ? .wait(until: progress.until) : .done
    case .awaitAnswer(let patience):
      if sound == .voice { return .done }
      if sound.isRefusal { return .giveUp }
      return now < begin(patience...patience, at: now) ? .wait(until: progress.until) : .giveUp
    case .talk(let range):
      guard sound == .voice else { return .giveUp }
      return now < begin(range, at: now) ? .wait(until: progress.until) : .done
    case .flash(let milliseconds):
      let end = begin(milliseconds...milliseconds, at: now)
      if progress.place == 0 {
        progress.place = 1
        return .act(.hangUp, isLast: false)
      }
      return now < end ? .wait(until: end) : .act(.lift, isLast: true)
    case .dial(let digits, let dialling):
      return dial(Array(digits.utf8), dialling, at: now)
    }
  }

  private mutating func dial(
    _ digits: [UInt8], _ dialling: CallerScript.Dialling, at now: Int64
  ) -> Outcome {
    guard progress.place < digits.count else { return .done }
    let digit = digits[progress.place]
    let time = begin(dialling.timeBefore(digit, isFirst: progress.place == 0), at: now)
    if now < time { return .wait(until: time) }
    progress.place += 1
    progress.until = nil
    return .act(
      .digit(digit, isPulse: dialling == .rotary), isLast: progress.place == digits.count)
  }

  /// The end of the present stretch of the step, drawn when it begins.
  private mutating func begin(_ range: ClosedRange<Int64>, at now: Int64) -> Int64 {
    if let until = progress.until { return until }
    let until = now + .random(in: range, using: &generator)
    progress.until = until
    return until
  }

  private mutating func finish() {
    steps.removeFirst()
    progress = Progress()
  }

  /// Takes a moment to understand, then goes on with the next hang-up.
  private mutating func giveUp() {
    progress = Progress()
    steps = [.pause(800...3_000)] + steps.drop { $0 != .hangUp }
  }

  private mutating func nextVisit() -> CallerScript.Step? {
    guard let life else { return nil }
    steps = [.pause(life.pause(using: &generator))] + life.visit(using: &generator).steps
    return steps.first
  }
}

extension CallerScript.Dialling {
  /// How long the person takes before this digit is out, in milliseconds.
  func timeBefore(_ digit: UInt8, isFirst: Bool) -> ClosedRange<Int64> {
    switch self {
    case .keypad: return isFirst ? 500...1_800 : 160...650
    case .redial: return 100...100
    case .rotary:
      let pulses = digit == UInt8(ascii: "0") ? 10 : Int64(digit &- UInt8(ascii: "0"))
      let turning = 100 * max(1, min(pulses, 10))
      return isFirst ? 800 + turning...1_800 + turning : 600 + turning...1_000 + turning
    }
  }
}
