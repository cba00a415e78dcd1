import BoothProtocol
import Foundation

/// What the flooding board says.
struct FloodingPeer {
  let lines: Int
  let bootID: UInt32
  let uid: BoardUID
  private(set) var sessions = 0
  /// Events that the daemon has said it needs no more.
  private(set) var acknowledged = 0
  private var receiver = FrameReceiver(from: .hostToBoard)
  private var session: UInt8 = 0
  private var nonce: UInt32?
  private var lastSequence: UInt8 = 0
  private var lastStamp: UInt32 = 0
  /// The next event to write.
  private var next = 1
  private var random = SystemRandomNumberGenerator()
  private let start = ContinuousClock.now

  init(uid: BoardUID, bootID: UInt32, lines: Int) {
    (self.uid, self.bootID, self.lines) = (uid, bootID, lines)
  }

  private var tick: BoardTick {
    BoardTick(milliseconds: Int64((ContinuousClock.now - start) / .milliseconds(1)))
  }

  mutating func receive(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var answer: [UInt8] = []
    for byte in bytes {
      guard case .success(let frame)? = receiver.receive(byte), let message = try? Message(frame)
      else { continue }
      answer += receive(message, frame)
    }
    return answer
  }

  private mutating func receive(_ message: Message, _ frame: Frame) -> [UInt8] {
    if case .hello(let hello) = message { return accept(hello) }
    guard nonce != nil, frame.session == session else { return [] }
    acknowledged += Int(frame.acknowledgement &- UInt8(truncatingIfNeeded: acknowledged + 1))
    switch message {
    case .command(let command): return answer(command, frame.sequence)
    case .ping(let stamp):
      lastStamp = stamp
      return wire(.pong(Pong(stamp: stamp, tick: tick, ringUsed: 0)))
    default: return []
    }
  }

  private mutating func accept(_ hello: Hello) -> [UInt8] {
    if hello.nonce != nonce {
      nonce = hello.nonce
      session = session == 255 ? 1 : session + 1
      sessions += 1
      next = acknowledged + 1
    }
    let identity = BoardIdentity(
      uid: uid, bootID: bootID, resetCause: .powerOn,
      firmware: FirmwareVersion(major: 6, minor: 6, patch: 6), lineCount: lines, trunkCount: 8,
      capabilities: [.display], display: DisplayGeometry(rows: 2, columns: 16, charset: .latin1),
      ringSize: 512, oldestEvent: UInt32(acknowledged + 1), nextEvent: UInt32(acknowledged + 1),
      tick: tick, configurationCRC: 0)
    return wire(
      .helloAcknowledgement(
        HelloAcknowledgement(result: .accepted, nonce: hello.nonce, identity: identity)))
  }

  private mutating func answer(_ command: Command, _ sequence: UInt8) -> [UInt8] {
    lastSequence = sequence
    var response = Response(result: .done)
    switch command {
    case .readLines(let first):
      let reports = (first..<min(first + 7, lines)).map {
        LineReport(
          line: $0, state: .onHook, call: nil, answeredTick: nil, leaseMilliseconds: 0,
          trunk: 0xFF)
      }
      response.detail = .lines(first: first, reports)
    case .configure(let configuration):
      response.detail = .configured(crc: configuration.configurationCRC ?? 0)
    default: break
    }
    return wire(.response(to: command.type, response), sequence: sequence)
  }

  private static let aheadOfDisk = 4000

  /// Some KiB of it.
  mutating func flood(_ kind: FloodingBoard.Kind) -> [UInt8] {
    switch kind {
    case .noise: (0..<4096).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    case .duplicates: Array(repeating: duplicate, count: 180).flatMap(\.self)
    case .events: (0..<90).flatMap { _ in nextEvent(handset, ahead: 8) }
    case .calls: (0..<90).flatMap { _ in nextEvent(emergencyCall, ahead: Self.aheadOfDisk) }
    case .answers:
      Array(
        repeating: wire(.pong(Pong(stamp: lastStamp, tick: tick, ringUsed: 0)))
          + wire(.response(to: .connect, Response(result: .noSuchLine)), sequence: 200), count: 90
      ).flatMap(\.self)
    case .handshakes:
      Array(
        repeating: wire(
          .announce(Announcement(uid: uid, bootID: bootID, resetCause: .watchdog)), session: 0)
          + accept(Hello(nonce: nonce ?? 1)), count: 50
      ).flatMap(\.self)
    }
  }

  private var duplicate: [UInt8] {
    event(max(1, acknowledged), .offHook(line: 0))
  }

  private func handset(_ number: Int) -> BoardEvent.Kind {
    let line = number / 3 % lines
    return switch number % 3 {
    case 0: .offHook(line: line)
    case 1: .digit(line: line, digit: UInt8(ascii: "1"), method: .dtmf)
    default: .onHook(line: line)
    }
  }

  private func emergencyCall(_ number: Int) -> BoardEvent.Kind {
    let call = CallID(rawValue: 0x8000_0000 | UInt32(number / 2))
    return number.isMultiple(of: 2)
      ? .seized(line: number / 2 % lines, call: call, trunk: 0, digits: "133")
      : .released(line: number / 2 % lines, call: call, cause: .callerHungUp, pulses: 0)
  }

  /// The next event of a log without end. When so many are on their way it begins again where the
  /// daemon is.
  private mutating func nextEvent(_ kind: (Int) -> BoardEvent.Kind, ahead: Int) -> [UInt8] {
    if next > acknowledged + ahead || next <= acknowledged { next = acknowledged + 1 }
    defer { next += 1 }
    return event(next, kind(next))
  }

  private func event(_ number: Int, _ kind: BoardEvent.Kind) -> [UInt8] {
    wire(
      .event(BoardEvent(number: UInt32(number), tick: tick, kind: kind)),
      sequence: UInt8(truncatingIfNeeded: number))
  }

  private func wire(_ message: Message, sequence: UInt8 = 0, session: UInt8? = nil) -> [UInt8] {
    guard
      let frame = try? message.frame(
        sequence: sequence, acknowledgement: lastSequence, session: session ?? self.session)
    else { fatalError("no place on the wire for \(message)") }
    return frame.encoded()
  }
}
