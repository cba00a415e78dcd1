import BoothProtocol
import BoothSimulator
import Dispatch
import Glibc
import LineRecord
import SerialLine
import Synchronization
import Testing

@testable import cabinactl

/// A technician's session with a simulated board on a pty, in real time.
struct BoardSessionTests {
  static func board(
    _ change: (inout SimulatedShop.Options) -> Void = { _ in }
  ) throws -> (board: BoardOnPort, path: String) {
    var options = SimulatedShop.Options()
    change(&options)
    let board = try BoardOnPort(options)
    board.start()
    return (board, try #require(board.path))
  }

  @Test func `the board says who it is and how its lines are, and answers`() throws {
    let (board, path) = try Self.board()
    defer { board.stop() }
    board.perform { $0.board.lift(line: 2) }
    let session = try BoardSession.open(path)
    defer { session.close() }
    #expect(session.identity?.uid == BoardUID(bytes: Array("CABINA-SIM-1".utf8)))
    #expect(session.lines.map(\.state)[2] == .offHook)
    let answer = try session.send(.statistics)
    #expect(answer.response.result == .done)
    #expect(answer.sendings == 1)
    #expect((1...2_000_000).contains(answer.roundTripMicroseconds))
    guard case .statistics(let numbers) = answer.response.detail else {
      return #expect(Bool(false), "\(answer)")
    }
    #expect(numbers.framesReceived > 0)
    #expect(try session.send(.ring(line: 40, on: true, milliseconds: 1)).response.result != .done)
  }

  @Test func `no event is acknowledged: who comes afterwards gets them all`() throws {
    let (board, path) = try Self.board()
    defer { board.stop() }
    board.perform { shop in
      shop.board.lift(line: 0)
      for digit in "123456789".utf8 { shop.board.dial(line: 0, digit: digit) }
    }
    let session = try BoardSession.open(path)
    // A board has eight events on their way at most, and tells those again that came too early.
    #expect(Self.hears(8, in: session).map(\.number) == Array(1...8))
    let first = session.events
    session.close()
    let next = try BoardSession.open(path)
    defer { next.close() }
    _ = try next.send(.statistics)
    #expect(next.identity?.oldestEvent == 1)
    #expect(next.identity?.nextEvent == 12)
    #expect(Self.hears(8, in: next) == first)
  }

  private static func hears(_ count: Int, in session: BoardSession) -> [BoardEvent] {
    let end = DispatchTime.now() + .seconds(10)
    while session.events.count < count, DispatchTime.now() < end { usleep(20_000) }
    return session.events
  }

  @Test func `a log that is never told to its end ends no session`() throws {
    let (board, path) = try Self.board()
    defer { board.stop() }
    board.perform { shop in
      shop.board.lift(line: 0)
      for digit in "123456789".utf8 { shop.board.dial(line: 0, digit: digit) }
    }
    let session = try BoardSession.open(path)
    defer { session.close() }
    for _ in 0..<36 {
      usleep(500_000)
      #expect(throws: Never.self) { try session.send(.readLines(first: 0)) }
    }
    #expect(session.statistics.sessions > 1)
    #expect(session.events.map(\.number) == Array(1...8))
  }

  @Test func `a port in use is its holder's, and a closed one is free at once`() throws {
    let (board, path) = try Self.board()
    defer { board.stop() }
    let session = try BoardSession.open(path)
    #expect {
      try BoardSession.open(path)
    } throws: { error in
      guard case .port(.inUse(path, let holder?))? = error as? BoardSessionError else {
        return false
      }
      return holder.processID == getpid()
    }
    _ = try session.send(.statistics)
    session.close()
    #expect(throws: BoardSessionError.closed) { try session.send(.statistics) }
    for _ in 0..<20 { try BoardSession.open(path).close() }
  }

  @Test func `silence, noise and a lost port are told as what they are`() throws {
    let (board, path) = try Self.board()
    board.perform { $0.begin(.silence(milliseconds: nil)) }
    #expect(throws: BoardSessionError.silent(path: path)) {
      try BoardSession.open(path, patienceMilliseconds: 700)
    }
    board.perform { $0.heal() }
    let session = try BoardSession.open(path)
    board.stop()
    #expect(throws: BoardSessionError.gone(.hungUp)) {
      while true { _ = try session.send(.statistics) }
    }
    let noise = try PseudoTerminal()
    let noisePath = try #require(noise.path)
    noise.start(on: DispatchQueue(label: "noise")) { _ in }
    let port = NoisyTerminal(noise)
    defer { port.stop() }
    #expect {
      try BoardSession.open(noisePath, patienceMilliseconds: 700)
    } throws: { error in
      if case .notUnderstood(noisePath, let bytes)? = error as? BoardSessionError {
        bytes > 0
      } else {
        false
      }
    }
  }

  @Test func `what is sent again is counted`() throws {
    let (board, path) = try Self.board()
    defer { board.stop() }
    let session = try BoardSession.open(path)
    defer { session.close() }
    board.perform { $0.begin(.silence(milliseconds: 300)) }
    let answer = try session.send(.statistics)
    #expect(answer.sendings > 1)
    #expect(answer.roundTripMicroseconds >= 200_000)
  }

  @Test func `all that crosses the port is told, both ways`() throws {
    let (board, path) = try Self.board()
    defer { board.stop() }
    let runs = Mutex<[LineRun]>([])
    let session = try BoardSession.open(path) { direction, bytes in
      runs.withLock { $0.append(LineRun(direction: direction, microseconds: 0, bytes: bytes)) }
    }
    _ = try session.send(.statistics)
    session.close()
    let told = runs.withLock { $0 }
    let statistics = session.statistics
    func count(_ direction: LineDirection) -> Int {
      told.filter { $0.direction == direction }.reduce(0) { $0 + $1.bytes.count }
    }
    #expect(count(.toBoard) == statistics.bytesSent)
    #expect(count(.toHost) == statistics.bytesReceived)
  }
}
