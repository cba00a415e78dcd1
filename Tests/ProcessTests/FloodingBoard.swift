import BoothProtocol
import CLinux
import Foundation
import Synchronization
import Testing

/// A peer on a pseudo-terminal that writes as fast as the terminal takes it, which no wire does. It
/// answers what the handshake asks, so that the daemon takes it for a board, and keeps no other rule.
final class FloodingBoard: @unchecked Sendable {
  /// What it writes without end.
  enum Kind: String, CaseIterable, Sendable {
    /// Bytes drawn by chance.
    case noise
    /// One event that was told and stored, again and again.
    case duplicates
    /// Handsets of all lines lifted, a digit dialled, put back, as fast as the daemon takes it.
    case events
    /// Emergency calls that it dialled by itself, each of which is to be written to the disk, and far
    /// more of them on their way than eight.
    case calls
    /// Answers to the last PING, again and again, and to commands that were never sent.
    case answers
    /// It says that it has restarted, and answers a HELLO that was never sent.
    case handshakes
  }

  /// What the daemon has heard of it so far.
  struct Counts: Sendable {
    var bytes = 0
    /// Events of it that the daemon has acknowledged.
    var acknowledged = 0
    var sessions = 0
  }

  static let lines = 32

  private let master: Int32
  private let slave: Int32
  private let state: Mutex<(kind: Kind?, isEnding: Bool, counts: Counts)>
  private let hasEnded = DispatchSemaphore(value: 0)
  private var peer: Peer

  /// Plugged in, answering, and silent otherwise.
  init(uid: String, link: String, bootID: UInt32 = 77) throws {
    state = Mutex((nil, false, Counts()))
    peer = Peer(uid: try #require(BoardUID(uid)), bootID: bootID, lines: Self.lines)
    master = cabina_pty_open_master(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    try #require(master >= 0 && cabina_pty_unlock_slave(master) == 0)
    var name = [CChar](repeating: 0, count: 64)
    try #require(cabina_pty_slave_path(master, &name, 64) == 0)
    let device = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    // Held open, or the line would hang up for good with the daemon's first closing.
    slave = open(device, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var settings = termios()
    try #require(tcgetattr(slave, &settings) == 0)
    cfmakeraw(&settings)
    try #require(tcsetattr(slave, TCSANOW, &settings) == 0)
    unlink(link)
    try #require(symlink(device, link) == 0)
    Thread.detachNewThread { [self] in run() }
  }

  var counts: Counts { state.withLock { $0.counts } }

  /// Waits until the daemon takes it for a board; false: it never did.
  func waitForSession() -> Bool {
    let end = Date().addingTimeInterval(Program.patience)
    while counts.sessions == 0, Date() < end { usleep(5000) }
    return counts.sessions > 0
  }

  /// nil: silence.
  func flood(_ kind: Kind?) { state.withLock { $0.kind = kind } }

  func unplug() {
    state.withLock { $0.isEnding = true }
    hasEnded.wait()
  }

  private func run() {
    var chunk: ArraySlice<UInt8> = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let (kind, isEnding, _) = state.withLock { $0 }
      if isEnding { break }
      let count = read(master, &buffer, buffer.count)
      if count > 0 { chunk += peer.receive(buffer[..<count]) }
      if let kind, chunk.count < 4096 { chunk += peer.flood(kind) }
      var written = 0
      if !chunk.isEmpty {
        written = max(0, chunk.withUnsafeBytes { write(master, $0.baseAddress, $0.count) })
        chunk.removeFirst(written)
      }
      let (acknowledged, sessions) = (peer.acknowledged, peer.sessions)
      state.withLock { state in
        state.counts.bytes += written
        state.counts.acknowledged = acknowledged
        state.counts.sessions = sessions
      }
      if count <= 0, written == 0 {
        var poller = pollfd(
          fd: master, events: Int16(chunk.isEmpty ? POLLIN : POLLIN | POLLOUT), revents: 0)
        poll(&poller, 1, 20)
      }
    }
    close(slave)
    close(master)
    hasEnded.signal()
  }
}

/// What the flooding board says.
private struct Peer {
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
