package import BoothProtocol
package import Notation

/// The checks, one after the other, against a board: bytes and time in, bytes and verdicts out.
///
/// The shell feeds it inputs, performs the effects in their order, and sends `.timer` when
/// `deadline` has come. What it is told as `now` must not go back.
package struct ConformanceRun: Sendable {
  package struct Options: Sendable {
    package var underTest = LineUnderTest()
    package var level = ConformanceLevel.metering
    /// Somebody, or something, performs stimuli.
    package var hasStimuli = true
    /// What the board has no way to notice.
    package var lacks: [Check.Watch] = []
    /// Leaves out what takes long.
    package var isQuick = false
    /// The names of the checks to run; empty: all of the level.
    package var only: [String] = []

    package init() {}
  }

  package enum Input: Sendable {
    /// The port is open: at the beginning, and again after `.reopen`.
    case opened
    case received([UInt8])
    case timer
    /// What was asked for is done.
    case stimulusDone
    /// It cannot be done: the check is skipped.
    case stimulusRefused(Words)
    /// There is no port any more.
    case portGone(String)
  }

  package enum Effect: Sendable {
    case write([UInt8])
    case stimulus(Stimulus)
    /// The port is closed, DTR and RTS dropped, and after a moment opened again: `.opened` follows, or
    /// `.portGone`. Nothing is written before.
    case reopen
    case began(Check)
    case ended(CheckResult)
    /// Nothing follows. Without a session nothing came before it either.
    case finished(ConformanceReport)
  }

  enum Phase {
    /// The first HELLO: is there a board at all?
    case surveying
    /// A fresh session with nothing in the log, before each check.
    case opening
    case checking
    /// Whatever the check left behind is put away.
    case closing
    case finished
  }

  enum Waiting {
    case expectation(Expectation, until: Moment)
    case pause(until: Moment)
    case stimulus(Stimulus)
    /// There is no port just now.
    case reopening
  }

  let options: Options
  var bench: Bench
  var phase = Phase.surveying
  var waiting: Waiting?
  /// The next step last.
  var pending: [Step] = []
  /// The checks that have not begun; the next one last.
  var remaining: [Check]
  var current: Check?
  var verdict: Verdict?
  var report: ConformanceReport
  var effects: [Effect] = []

  /// - Parameter nonce: must differ from that of the board's session, if it has one; later ones
  ///   follow from it.
  package init(_ options: Options, nonce: UInt32) {
    self.options = options
    bench = Bench(options.underTest, nonce: nonce)
    let chosen = Self.chosen(options)
    remaining = chosen.reversed()
    report = ConformanceReport(isPartial: !options.only.isEmpty)
  }

  /// The checks of a run, in their order.
  package static func chosen(_ options: Options) -> [Check] {
    Check.all.filter { check in
      options.only.isEmpty
        ? check.level == .minimum || check.level == options.level || options.level == .metering
        : options.only.contains(check.name)
    }
  }

  /// What the board says of itself; nil before it has said anything.
  package var identity: BoardIdentity? { bench.greeting?.identity }

  /// Whether a board has what earlier checks of these options have left on it.
  package static func hasLeft(configuration crc: UInt32, _ options: Options) -> Bool {
    let number = Bench(options.underTest, nonce: 0).number
    return crc == CRC32C.checksum(of: Payload.configuration(emergency: [number]))
  }

  /// Of the checks that have ended, for who does not wait for the others.
  package var reportSoFar: ConformanceReport {
    var report = report
    report.isPartial = true
    return report
  }

  package var endedCount: Int { report.results.count }
  package var checkCount: Int { report.results.count + remaining.count + (current == nil ? 0 : 1) }

  package mutating func handle(_ input: Input, at now: Moment) -> [Effect] {
    guard phase != .finished else { return [] }
    bench.now = now
    switch input {
    case .opened:
      if isReopening {
        waiting = nil
        bench.reopened()
      } else {
        pending = Step.survey.reversed()
      }
    case .received(let bytes): bench.hear(bytes)
    case .timer: break
    case .stimulusDone:
      if case .stimulus(let stimulus)? = waiting {
        waiting = nil
        bench.note(stimulus)
      }
    case .stimulusRefused(let why):
      if case .stimulus? = waiting {
        waiting = nil
        // Of the putting away nothing more can be had.
        if phase == .closing { pending = [] } else { abandon(.skipped(why)) }
      }
    case .portGone(let why): giveUp(why)
    }
    consider(at: now)
    proceed()
    if !isReopening { bench.keepHouse(isWaiting: isWaitingForPerson) }
    flush()
    defer { effects = [] }
    return effects
  }

  /// When `.timer` is due; nil while there is nothing to wait for.
  package var deadline: Moment? {
    let own: Moment? =
      switch waiting {
      case .expectation(_, let until), .pause(let until): until
      case .stimulus, .reopening, nil: nil
      }
    guard phase != .finished, !isReopening else { return nil }
    guard let house = bench.housekeepingDue else { return own }
    return own.map { min($0, house) } ?? house
  }

  private var isWaitingForPerson: Bool {
    if case .stimulus? = waiting { true } else { false }
  }

  private var isReopening: Bool {
    if case .reopening? = waiting { true } else { false }
  }

  /// Has what is waited for come, or its time?
  private mutating func consider(at now: Moment) {
    switch waiting {
    case .expectation(let expectation, let until):
      switch expectation.judge(&bench) {
      case .met: waiting = nil
      case .broken(let came): fail(expectation, came: came)
      case .notYet:
        guard now >= until else { return }
        waiting = nil
        if !expectation.isSilence { fail(expectation, came: bench.whatCame) }
      }
    case .pause(let until):
      if now >= until { waiting = nil }
    case .stimulus, .reopening, nil: break
    }
  }

  private mutating func fail(_ expectation: Expectation, came: String) {
    waiting = nil
    let within = expectation.isSilence ? "" : " within \(expectation.milliseconds) ms"
    abandon(.failed(Failure(expected: expectation.what + within, came: came)))
  }

  /// The phase is over before its end.
  private mutating func abandon(_ verdict: Verdict) {
    pending = []
    guard phase != .closing else { return }
    if self.verdict == nil { self.verdict = verdict }
  }

  // MARK: Steps

  private mutating func proceed() {
    while waiting == nil, phase != .finished {
      guard let step = pending.popLast() else {
        endPhase()
        continue
      }
      perform(step)
    }
  }

  private mutating func perform(_ step: Step) {
    switch step {
    case .group(let steps): pending += steps.reversed()
    case .expand(let steps): pending += steps(bench).reversed()
    case .act(let act): act(&bench)
    case .expect(let expectation):
      waiting = .expectation(
        expectation, until: bench.now.advanced(byMilliseconds: expectation.milliseconds))
      consider(at: bench.now)
    case .verify(let expected, let look):
      if let came = look(bench) { abandon(.failed(Failure(expected: expected, came: came))) }
    case .inapplicable(let look):
      if let why = look(bench) { abandon(.notApplicable(why)) }
    case .pause(let milliseconds):
      waiting = .pause(until: bench.now.advanced(byMilliseconds: milliseconds))
    case .stimulus(let stimulus):
      flush()
      effects.append(.stimulus(stimulus))
      waiting = .stimulus(stimulus)
    case .reopen:
      flush()
      effects.append(.reopen)
      waiting = .reopening
    }
  }

  private mutating func flush() {
    effects += bench.output.map(Effect.write)
    bench.output = []
  }
}
