import BoothSimulator
import Testing

@Suite struct SimulatorCallerTests {
  /// Plays a script against a line that gives dial tone when lifted and a voice after `ringing`
  /// ms from the last digit.
  private func play(
    _ script: CallerScript, seed: UInt64 = 1, refuses: Bool = false, ringing: Int64 = 5_000
  ) -> [(time: Int64, action: Caller.Action)] {
    var caller = Caller(script, seed: seed)
    var done: [(time: Int64, action: Caller.Action)] = []
    var sound = Sound.silence
    var voiceAt: Int64?
    for now in 0..<300_000 as Range<Int64> where !caller.isIdle {
      if let voiceAt, now >= voiceAt, sound != .silence { sound = .voice }
      while let action = caller.act(at: now, hearing: sound) {
        done.append((now, action))
        switch action {
        case .lift: sound = refuses ? .refusal : .dialTone
        case .hangUp, .farEndHangsUp: sound = .silence
        case .digit:
          sound = .ringback
          voiceAt = now + ringing
        }
      }
    }
    return done
  }

  @Test func `a customer lifts, dials every digit and hangs up after the talk`() throws {
    let done = play(.call("025854205", talking: 30_000...30_000))
    let actions = done.map(\.action)
    #expect(
      actions == [.lift]
        + "025854205".utf8.map { Caller.Action.digit($0, isPulse: false) } + [.hangUp])
    let lastDigit = try #require(done.dropLast().last?.time)
    #expect(done.last?.time == lastDigit + 5_000 + 30_000)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `keys are pressed at a human pace`(_ seed: UInt64) {
    let times = play(.call("025854205", talking: 1_000...1_000), seed: seed).map(\.time)
    let gaps = zip(times.dropFirst(2), times.dropFirst()).map(-).dropLast()
    #expect(gaps.allSatisfy { (160...650).contains($0) })
    #expect(Set(gaps).count > 3)
  }

  @Test func `a dial turns back ten pulses a second, and 0 is ten of them`() {
    let times = play(.call("10", by: .rotary, talking: 1_000...1_000)).map(\.time)
    #expect((1_600...2_000).contains(times[2] - times[1]))
  }

  @Test func `the same seed is the same person`() {
    let script = CallerScript.call("1006", talking: 5_000...50_000)
    let first = play(script, seed: 4).map(\.time)
    #expect(first == play(script, seed: 4).map(\.time))
    #expect(first != play(script, seed: 5).map(\.time))
  }

  @Test func `who is refused at once hangs up without dialling`() {
    let done = play(.call("1006", talking: 5_000...5_000), refuses: true)
    #expect(done.map(\.action) == [.lift, .hangUp])
    #expect((800...3_000).contains(done[1].time - done[0].time))
  }

  @Test func `an emergency is dialled whatever the tone says`() {
    let done = play(.emergency("133", talking: 5_000...5_000), refuses: true, ringing: 2_000)
    #expect(done.count == 5)
    #expect(done.last?.action == .hangUp)
  }

  @Test func `whose patience ends hangs up`() {
    let done = play(
      .call("1006", talking: 5_000...5_000, patience: 10_000), ringing: 60_000)
    #expect(done.map(\.action).last == .hangUp)
    let waited = done[done.count - 1].time - done[done.count - 2].time
    #expect((10_800...13_000).contains(waited))
  }

  @Test func `a person does not take on more than so many things`() {
    var caller = Caller()
    let script = CallerScript(Array(repeating: .lift, count: 200))
    let isFirstTaken = caller.append(script, at: 0)
    let isSecondTaken = caller.append(script, at: 0)
    #expect(isFirstTaken && !isSecondTaken)
  }

  /// Eight booths through two hours, with a host that connects every number.
  @Test(arguments: [1, 2] as [UInt64])
  func `a shop is neither crowded nor empty, and some talk for long`(_ seed: UInt64) throws {
    let world = try SimulatorWorld(
      simulatorOptions {
        $0.life = ShopLife()
        $0.network = ShopLife.network(seed: seed)
        $0.seed = seed
      })
    world.numbers = ShopLife().destinations.map(\.number)
    var lifted = 0
    var samples = 0
    #expect(world.open())
    for _ in 0..<120 {
      world.run(for: 60_000)
      samples += world.shop.board.lines.count
      lifted += world.shop.board.lines.count(where: \.isOffHook)
    }
    let share = Double(lifted) / Double(samples)
    #expect((0.4...0.75).contains(share))

    var answered: [Int: UInt32] = [:]
    var talks: [UInt32] = []
    for notice in world.notices {
      guard let line = notice.line else { continue }
      if case .answered = notice.kind { answered[line] = notice.tick }
      if case .released = notice.kind, let start = answered.removeValue(forKey: line) {
        talks.append(notice.tick - start)
      }
    }
    // About a call in two minutes from each booth.
    #expect((150...450).contains(talks.count))
    let long = talks.count { $0 > 180_000 }
    #expect((talks.count / 30...talks.count / 4).contains(long))
    #expect(world.losses.isEmpty)
  }
}
