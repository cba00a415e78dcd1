/// Who comes into the booths of a simulated shop: people who call, who misdial, who try what is
/// forbidden, who hang up whenever they like.
struct WorldCustomers {
  /// nil: they crowd.
  private let hours: WorldHours?
  private let talksForHours: Bool
  private var generator: SplitMix64

  init(hours: WorldHours?, talksForHours: Bool = false, generator: SplitMix64) {
    self.hours = hours
    self.talksForHours = talksForHours
    self.generator = generator
  }

  /// What one of them does, and whether it is one who needs help: who lifts and dials 133, whatever
  /// is heard.
  struct Visit {
    var script: CallerScript
    var help: Help?
  }

  enum Help {
    case waits
    /// Dials it again after a while, without hanging up.
    case triesAgain
  }

  static let helpMilliseconds: Int64 = 40_000

  /// When the next one comes to a booth that is empty now.
  mutating func nextVisit(after now: Int64) -> Int64 {
    guard let hours else { return now + pause() }
    return hours.next(now + .random(in: 60_000...Self.ordinaryPause, using: &generator))
  }

  /// Some fifteen a day in each booth.
  private static let ordinaryPause: Int64 = 88 * 60_000

  private mutating func pause() -> Int64 {
    generator.happens(permille: 200)
      ? .random(in: 100...3_000, using: &generator)
      : .random(in: 3_000...40_000, using: &generator)
  }

  mutating func visit() -> Visit {
    guard hours == nil else { return ordinaryVisit() }
    return switch generator.next() % 100 {
    case 0..<3: Visit(script: .call("1008", by: way(), talking: talk(), patience: 130_000))
    case 3..<44: Visit(script: .call(number(), by: way(), talking: talk(), patience: patience()))
    case 44..<50: Visit(script: .call(wrongNumber(), by: way(), talking: talk()))
    case 50..<54: Visit(script: .call(starCode(), talking: talk()))
    case 54..<61: Visit(script: .emergency(emergencyNumber(), talking: talk()))
    case 61..<65: Visit(script: help(triesAgain: false), help: .waits)
    case 65..<69: Visit(script: help(triesAgain: true), help: .triesAgain)
    case 69..<76: Visit(script: hangsUpDialling())
    case 76..<82: Visit(script: hangsUpSoon())
    case 82..<85: Visit(script: flashesDialling())
    case 85..<88: Visit(script: .flashes(number(), milliseconds: gap(), talking: talk()))
    case 88..<91:
      Visit(script: .farEndHangsUpFirst(number(), talking: talk(), lingering: gap() * 10))
    case 91..<93: Visit(script: .changesMind)
    case 93..<95:
      Visit(script: CallerScript([.lift, .pause(1_000...45_000), .hangUp]))
    case 95..<98:
      Visit(script: .liftsAgainQuickly(number(), after: gap(), then: number(), talking: talk()))
    default: Visit(script: .dialsMore(number(), more: "1006", talking: talk()))
    }
  }

  private mutating func number() -> String {
    pick([
      "1006", "1006", "1005", "025854205", "025854205", "0991234567", "0997654321", "4375", "1009",
    ])
  }

  private mutating func wrongNumber() -> String {
    pick(["9999", "0322768005", "5", "0", "12", "100", "99999999", "0258542"])
  }

  private mutating func starCode() -> String { pick(["*69", "#31#1006", "1006#", "*1006", "02*"]) }

  private mutating func emergencyNumber() -> String { pick(["131", "132", "133"]) }

  private mutating func way() -> CallerScript.Dialling {
    pick([.keypad, .keypad, .rotary, .redial])
  }

  private mutating func patience() -> Int64 { .random(in: 3_000...60_000, using: &generator) }

  private mutating func gap() -> Int64 { .random(in: 20...1_500, using: &generator) }

  private mutating func talk() -> ClosedRange<Int64> {
    if talksForHours, generator.happens(permille: 100) { return Self.hours }
    return switch generator.next() % 10 {
    case 0..<2: 1...2_000
    case 2..<8: 2_000...45_000
    default: 45_000...150_000
    }
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int(generator.next() % UInt64(values.count))]
  }

  private func help(triesAgain: Bool) -> CallerScript {
    let dial = CallerScript.Step.dial("133", .keypad)
    let wait = CallerScript.Step.pause(Self.helpMilliseconds...Self.helpMilliseconds)
    let again: [CallerScript.Step] = triesAgain ? [.pause(12_000...12_000), dial] : []
    return CallerScript(
      [.lift, .pause(300...600), dial] + again + [wait, .pause(2_000...2_000), .hangUp])
  }

  private mutating func hangsUpDialling() -> CallerScript {
    let number = number()
    let count = Int.random(in: 1..<number.count, using: &generator)
    return CallerScript([
      .lift, .awaitDialTone(patience: 3_000), .dial(String(number.prefix(count)), way()),
      .pause(0...2_500), .hangUp,
    ])
  }

  /// While the call is being written down, or the trunk seized, or a moment later.
  private mutating func hangsUpSoon() -> CallerScript {
    CallerScript([
      .lift, .awaitDialTone(patience: 3_000), .dial(number(), way()), .pause(0...2_000), .hangUp,
    ])
  }

  /// Before the number, within it, or when the call is being written down or the trunk seized.
  private mutating func flashesDialling() -> CallerScript {
    let number = number()
    let flash: [CallerScript.Step] = [
      .flash(milliseconds: pick([gap(), .random(in: 80...140, using: &generator)])),
      .pause(300...900),
    ]
    let call: [CallerScript.Step] = [
      .dial(number, .keypad), .awaitAnswer(patience: 20_000), .talk(1_000...8_000), .hangUp,
    ]
    let before: [CallerScript.Step] =
      switch generator.next() % 5 {
      case 0: [.pause(0...800)]
      case 1: [.dial(String(number.prefix(2)), .keypad)]
      case 2: [.dial(number, .keypad), .pause(0...300)]
      case 3: [.dial(number, .redial), .pause(0...20)]
      default: [.dial(number, .keypad), .pause(0...2_000)]
      }
    return CallerScript([.lift, .awaitDialTone(patience: 3_000)] + before + flash + call)
  }

  private mutating func ordinaryVisit() -> Visit {
    switch generator.next() % 1_000 {
    case 0..<20: Visit(script: .changesMind)
    case 20..<60: Visit(script: .call(wrongNumber(), by: way(), talking: ordinaryTalk()))
    case 60..<70: Visit(script: hangsUpDialling())
    case 70..<74: Visit(script: .emergency(emergencyNumber(), talking: ordinaryTalk()))
    case 74..<77: Visit(script: help(triesAgain: false), help: .waits)
    case 77..<80: Visit(script: help(triesAgain: true), help: .triesAgain)
    case 80..<90: Visit(script: .flashes(number(), milliseconds: gap(), talking: ordinaryTalk()))
    case 90..<190:
      Visit(
        script: .farEndHangsUpFirst(number(), talking: ordinaryTalk(), lingering: gap() * 5))
    case 190..<210: Visit(script: .dialsMore(number(), more: "1006", talking: ordinaryTalk()))
    case 210..<220:
      Visit(
        script: .liftsAgainQuickly(
          number(), after: gap(), then: number(), talking: ordinaryTalk()))
    default: Visit(script: .call(number(), by: way(), talking: ordinaryTalk(), patience: 60_000))
    }
  }

  private mutating func ordinaryTalk() -> ClosedRange<Int64> {
    switch generator.next() % 100 {
    case 0..<8: 2_000...60_000
    case 8..<65: 60_000...180_000
    case 65..<95: 180_000...360_000
    case 95..<99: 360_000...1_500_000
    default: Self.hours
    }
  }

  private static let hours = 20 * 60_000...4 * WorldHours.hour

  /// How the called behave.
  static func network(seed: UInt64, isOrdinary: Bool = false) -> TelephoneNetwork {
    var usual = TelephoneNetwork.Habits()
    usual.answersAfterMilliseconds = 500...15_000
    usual.unansweredPermille = 120
    usual.busyPermille = 50
    usual.hangsUpPermille = 300
    usual.hangsUpAfterMilliseconds = 500...60_000
    if isOrdinary { usual.hangsUpAfterMilliseconds = 20_000...600_000 }
    var metered = usual
    metered.signal = .metering(everyMilliseconds: 4_000)
    // Answers when the host is about to give it up.
    var slow = usual
    slow.answersAfterMilliseconds = 80_000...125_000
    var emergency = TelephoneNetwork.Habits()
    emergency.answersAfterMilliseconds = 500...5_000
    emergency.hangsUpPermille = 300
    return TelephoneNetwork(
      usual: usual,
      rules: [
        TelephoneNetwork.Rule(prefix: "13", habits: emergency),
        TelephoneNetwork.Rule(prefix: "1008", habits: slow),
        TelephoneNetwork.Rule(prefix: "02", habits: metered),
      ], seed: seed)
  }
}
