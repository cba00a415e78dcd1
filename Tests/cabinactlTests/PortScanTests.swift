import BoothProtocol
import BoothSimulator
import Dispatch
import Foundation
import SerialLine
import Testing

@testable import cabinactl

/// Who answers at a port, without a session.
struct PortScanTests {
  private func scan(_ path: String) throws -> ScannedPort {
    try #require(PortScan.scan([PortScan.port(named: path)]).first)
  }

  @Test func `a board is found, and its session is not touched`() throws {
    let (board, path) = try BoardSessionTests.board()
    defer { board.stop() }
    let before = try BoardSession.open(path)
    let session = before.identity
    before.close()
    let port = try scan(path)
    #expect(port.occupant == nil)
    #expect(port.board?.speed == .baud115200)
    #expect(port.board?.identity.uid == session?.uid)
    #expect(port.board?.identity.firmware == session?.firmware)
    #expect(port.probes.count == 1)
  }

  /// Whoever lifts and dials 133 while ports are scanned again and again is connected: no session
  /// keeps the board waiting for a host.
  @Test func `a board that is asked who it is goes on dialling for help`() throws {
    let (board, path) = try BoardSessionTests.board()
    defer { board.stop() }
    let session = try BoardSession.open(path)
    let configuration = BoardConfiguration(
      flashMinimum: 80, flashMaximum: 700, answerSignals: .polarityReversal,
      answerDelaySeconds: 0, emergencyNumbers: ["133"])
    #expect(try session.send(.configure(configuration)).response.result == .done)
    session.close()
    // The session dies of silence.
    usleep(6_000_000)
    board.perform { $0.board.lift(line: 0) }
    _ = try scan(path)
    board.perform { shop in
      for digit in "133".utf8 { shop.board.dial(line: 0, digit: digit) }
    }
    let call = board.perform { $0.board.call(line: 0) }
    #expect(call.map { $0 & 0x8000_0000 != 0 } == true)
  }

  @Test func `a port in use is not touched, and its user is named`() throws {
    let (board, path) = try BoardSessionTests.board()
    defer { board.stop() }
    let holder = try Process.run(
      URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", "exec sleep 60 < \(path)"])
    defer { holder.terminate() }
    while PortOccupant(of: path) == nil { usleep(10_000) }
    let port = try scan(path)
    guard case .holders(let holders)? = port.occupant else {
      return #expect(Bool(false), "\(port)")
    }
    #expect(holders.map(\.processID) == [holder.processIdentifier])
    #expect(port.probes.isEmpty)
  }

  @Test func `silence is listened to at each speed, in two seconds at most`() throws {
    let (board, path) = try BoardSessionTests.board()
    defer { board.stop() }
    board.perform { $0.begin(.silence(milliseconds: nil)) }
    let began = DispatchTime.now()
    let port = try scan(path)
    let nanoseconds = DispatchTime.now().uptimeNanoseconds - began.uptimeNanoseconds
    #expect(nanoseconds < 8_000_000_000)
    #expect(port.probes.map(\.result) == [.silent, .silent])
    #expect(port.probes.map(\.speed) == [.baud115200, .baud230400])
  }

  @Test func `noise, an echo, a board that hears nothing, and one of another version`() throws {
    func terminal(
      _ answer: @escaping @Sendable (PseudoTerminal, [UInt8]) -> Void
    ) throws -> (PseudoTerminal, String) {
      let terminal = try PseudoTerminal()
      terminal.start(on: DispatchQueue(label: "other")) { answer(terminal, $0) }
      return (terminal, try #require(terminal.path))
    }
    let (quiet, noisePath) = try terminal { _, _ in }
    let noise = NoisyTerminal(quiet)
    defer { noise.stop() }
    guard case .noise(let bytes) = try scan(noisePath).probes.first?.result else {
      return #expect(Bool(false))
    }
    #expect(bytes > 0)

    let (echo, echoPath) = try terminal { $0.write($1) }
    #expect(try scan(echoPath).probes.map(\.result) == [.echo])
    echo.unplug()

    let uid = try #require(BoardUID(bytes: Array("CABINA-SIM-9".utf8)))
    func announcement(_ range: ClosedRange<UInt8>) throws -> (Announcement, [UInt8]) {
      let announcement = Announcement(
        minimumVersion: range.lowerBound, maximumVersion: range.upperBound, uid: uid, bootID: 3,
        resetCause: .brownOut)
      return (announcement, try Message.announce(announcement).frame().encoded(leadingZero: true))
    }
    let (deaf, deafBytes) = try announcement(1...1)
    let (deafEnd, deafPath) = try terminal { end, _ in end.write(deafBytes) }
    #expect(try scan(deafPath).probes.map(\.result) == [.deaf(deaf)])
    deafEnd.unplug()
    let (_, newerBytes) = try announcement(2...3)
    let (newerEnd, newerPath) = try terminal { end, _ in end.write(newerBytes) }
    #expect(try scan(newerPath).probes.map(\.result) == [.otherVersion(3, nil)])
    newerEnd.unplug()
  }

  @Test func `what is no port fails with its reason`() throws {
    #expect(
      try scan("/dev/null").probes.map(\.result)
        == [.failed(.port(.notATerminal(path: "/dev/null")))])
    #expect(
      try scan("/dev/cabina-none").probes.map(\.result)
        == [.failed(.port(.missing(path: "/dev/cabina-none")))])
  }
}
