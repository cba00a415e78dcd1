package import BoothProtocol

/// A board made of a recording: it answers a live host as the recorded board answered its own, and
/// tells it the recorded events, each until it is acknowledged.
///
/// Ticks stay as they were recorded, so that durations come out the same to the millisecond; calls
/// get the numbers that the live host gives them.
package struct ReplayBoard: Sendable {
  package enum Pace: String, Sendable, CaseIterable {
    /// Events are told when the board's clock comes to their ticks, from those of the handshake on.
    case recorded
    /// Events are told as fast as the host acknowledges them, by a board whose clock stands at the
    /// end of the recording: it tells of what is past.
    case full
  }

  package enum Input: Hashable, Sendable {
    case received([UInt8])
    /// The deadline has come; also the first input, when the board is plugged in.
    case timer
  }

  package enum Effect: Hashable, Sendable {
    case write([UInt8])
    case ended(End)
  }

  package enum End: Hashable, Sendable {
    /// Every event was acknowledged.
    case told(events: Int)
    /// The host has not made the call that the event of this number is of.
    case stuck(event: UInt32, line: Int)
  }

  /// So many unacknowledged events are on the way at most (BLP/1 § 3).
  static let window = 8
  static let announceMilliseconds: Int64 = 1000
  static let silenceMilliseconds: Int64 = 5000
  static let firstResendMilliseconds: Int64 = 250
  static let longestResendMilliseconds: Int64 = 2000
  /// The line counts as idle after so long, and a zero goes before the next frame.
  private static let idleMilliseconds: Int64 = 10
  /// How long an event waits for the host to make its call.
  package static let patienceSeconds: Int64 = 30

  let script: ReplayScript
  let pace: Pace
  /// What the boots are counted from instead of as recorded; nil: as recorded.
  let firstBootID: UInt32?
  /// The boot that is told now.
  var bootIndex = 0
  /// The board's clock; nil until the host has come.
  var clock: (moment: Moment, tick: UInt32)?
  /// 0: none.
  var session: UInt8 = 0
  var lastSession: UInt8 = 0
  var nonce: UInt32 = 0
  var lastHeard: Moment?
  var nextAnnounce: Moment?
  var lastSequence: UInt8 = 0
  /// The answer to the command of that number, to be repeated.
  var lastResponse: Frame?
  var configurationCRC: UInt32
  /// The lines as far as has happened.
  var lines: [LineReport]
  /// Events that have happened, that is are in the board's ring or acknowledged.
  var happened = 0
  var acknowledged = 0
  /// Events after those that were acknowledged that are on their way.
  var inFlight = 0
  var resend: (at: Moment, interval: Int64)?
  /// The host has read the lines and goes on: at full speed nothing happens before, or all of it
  /// would have happened while nobody was there, which a host may treat otherwise.
  var hostIsUp = false
  var pingsHeard = 0
  /// Recorded calls, by their places in the script, and what the host calls them.
  var liveCalls: [UInt32?]
  /// Since when an event has waited for its call.
  var waitingSince: Moment?
  var earlierEventCount = 0
  var hasEnded = false
  var receiver = FrameReceiver(from: .hostToBoard)
  private var lastWrite: Moment?
  /// What the input being handled has brought about.
  var effects: [Effect] = []

  /// - Parameter firstBootID: tells the boots under other numbers, counted from this one: to a host
  ///   that knows the recorded ones its events are no news.
  package init(_ script: ReplayScript, pace: Pace, firstBootID: UInt32? = nil) {
    self.script = script
    self.pace = pace
    self.firstBootID = firstBootID
    let boot = script.boots[0]
    lines = boot.lines
    configurationCRC = boot.acknowledgement.identity.configurationCRC
    liveCalls = [UInt32?](repeating: nil, count: boot.connects.count)
    lastSession = boot.session == 1 ? 255 : boot.session - 1
  }

  package mutating func handle(_ input: Input, at now: Moment) -> [Effect] {
    guard !hasEnded else { return [] }
    if case .received(let bytes) = input { receive(bytes, at: now) }
    checkSession(at: now)
    letHappen(at: now)
    push(at: now)
    sendAgainIfDue(at: now)
    endIfDone(at: now)
    defer { effects = [] }
    return effects
  }

  /// When `.timer` is due; nil when all is done.
  package var deadline: Moment? {
    guard !hasEnded else { return nil }
    let silent = session == 0 ? nil : lastHeard?.advanced(byMilliseconds: Self.silenceMilliseconds)
    let patience = waitingSince?.advanced(byMilliseconds: Self.patienceSeconds * 1000)
    return [nextAnnounce, silent, resend?.at, nextEvent, patience].compactMap(\.self).min()
  }

  package var acknowledgedCount: Int { earlierEventCount + acknowledged }

  var boot: ReplayScript.Boot { script.boots[bootIndex] }

  func tick(at now: Moment) -> UInt32 {
    guard let clock else { return startTick }
    return clock.tick &+ UInt32(truncatingIfNeeded: now.milliseconds(since: clock.moment))
  }

  /// What the clock shows when the host comes.
  private var startTick: UInt32 {
    let handshake = UInt32(
      truncatingIfNeeded: boot.acknowledgement.identity.tick.milliseconds)
    guard pace == .full else { return handshake }
    return boot.events.reduce(handshake) { latest, event in
      Self.distance(from: latest, to: event.tick) > 0 ? event.tick : latest
    }
  }

  /// Milliseconds from one tick to another, across the wrap.
  static func distance(from: UInt32, to: UInt32) -> Int64 { Int64(Int32(bitPattern: to &- from)) }

  mutating func startClock(at now: Moment) {
    if clock == nil { clock = (now, startTick) }
  }

  mutating func send(_ message: Message, at now: Moment) {
    guard let frame = try? message.frame(acknowledgement: lastSequence, session: session) else {
      return
    }
    send(frame, at: now)
  }

  mutating func send(_ frame: Frame, at now: Moment) {
    var bytes = frame.encoded()
    if lastWrite.map({ now.milliseconds(since: $0) >= Self.idleMilliseconds }) ?? true {
      bytes.insert(0, at: 0)
    }
    lastWrite = now
    effects.append(.write(bytes))
  }
}
