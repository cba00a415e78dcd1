@testable import BoothProtocol

/// What a board that is asked can say, and what a script makes it say.
struct HostPeer {
  /// Of the last HELLO, PING and command that the host wrote.
  var nonce: UInt32 = 0
  var stamp: UInt32 = 0
  var command: Frame?
  /// The session that the board has assigned last.
  private(set) var session: UInt8 = 0
  private var lines = 1

  private static let uid = BoardUID(bytes: Array(1...12))

  private func frame(_ message: Message, sequence: UInt8 = 0, session: UInt8) -> Frame? {
    try? message.frame(sequence: sequence, session: session)
  }

  /// A HELLO_ACK to the last HELLO, mostly one that the host can go on with.
  mutating func acceptance(_ script: inout Script, now: Moment) -> Frame? {
    guard let uid = Self.uid else { return nil }
    let odd = script.byte()
    session = session == 255 ? 1 : session + 1
    lines = odd == 1 ? 0 : 1 + Int(script.byte() % 32)
    let oldest = UInt32(script.u16())
    let tick = tick(&script, now: now)
    let identity = BoardIdentity(
      uid: uid, bootID: UInt32(script.byte() % 4), resetCause: .unknown,
      firmware: FirmwareVersion(major: 1, minor: 0, patch: 0), lineCount: lines, trunkCount: 1,
      capabilities: [], display: DisplayGeometry(rows: 0, columns: 0, charset: .none),
      ringSize: 512, oldestEvent: odd == 2 ? .max - 3 : oldest,
      nextEvent: odd == 2 ? .max : oldest &+ UInt32(script.byte()), tick: tick,
      configurationCRC: 0)
    let acknowledgement = HelloAcknowledgement(
      result: HelloAcknowledgement.Result(rawValue: odd < 16 ? odd % 4 : 0), nonce: nonce,
      identity: identity, incompatibleFeatures: odd == 5 ? 1 : 0,
      payloadLimit: 92 + Int(script.byte() % 100))
    return frame(.helloAcknowledgement(acknowledgement), session: odd == 6 ? 0 : session)
  }

  /// The tick of a good clock, or of one that leaps.
  private func tick(_ script: inout Script, now: Moment) -> BoardTick {
    let byte = script.byte()
    let leap = byte < 128 ? Int64(byte) : Int64(script.u16()) << (byte % 17)
    return BoardTick(milliseconds: now.milliseconds + leap)
  }

  /// The answer to the READ_LINES that waits for it.
  func lines(_ script: inout Script) -> Frame? {
    guard let command, command.type == MessageType.readLines.rawValue,
      let first = command.payload.first.map(Int.init)
    else { return nil }
    let reports = (first..<max(first, min(first + 7, lines))).map { line in
      LineReport(
        line: line, state: LineState(rawValue: script.byte() % 8) ?? .onHook,
        call: CallID(rawValue: UInt32(script.byte())), answeredTick: nil,
        leaseMilliseconds: 20_000, trunk: 0)
    }
    return frame(
      .response(
        to: .readLines, Response(result: .done, detail: .lines(first: first, reports))),
      sequence: command.sequence, session: session)
  }

  /// The next event, or one before or after it.
  func event(_ script: inout Script, next: Int) -> Frame? {
    let away = Int(Int8(bitPattern: script.byte()))
    let number = UInt32(truncatingIfNeeded: next + (-16...16 ~= away ? away : 0))
    var payload = (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    payload += script.bytes(4)
    payload += [script.byte() % 34]
    let type = 0x1F + script.byte() % 15
    payload += script.bytes(Int(script.byte() % 16))
    return Frame(
      direction: .boardToHost, kind: .event, sequence: UInt8(truncatingIfNeeded: number),
      acknowledgement: 0, session: session, type: type, payload: payload)
  }

  /// The answer to the command that waits for it, with any result.
  func answer(_ script: inout Script) -> Frame? {
    guard let command else { return nil }
    return Frame(
      direction: .boardToHost, kind: .response, sequence: command.sequence,
      acknowledgement: command.sequence, session: session, type: command.type,
      payload: [script.byte() % 8] + script.bytes(Int(script.byte() % 40)))
  }

  func pong(_ script: inout Script, now: Moment) -> Frame? {
    frame(
      .pong(
        Pong(stamp: stamp, tick: tick(&script, now: now), ringUsed: Int(script.byte()))),
      session: session)
  }

  func announcement(_ script: inout Script) -> Frame? {
    Self.uid.flatMap { uid in
      frame(
        .announce(
          Announcement(uid: uid, bootID: UInt32(script.byte() % 4), resetCause: .unknown)),
        session: 0)
    }
  }
}
