import BoothProtocol

/// A board to talk of in tests.
enum TestBoard {
  static let uid: BoardUID = {
    guard let uid = BoardUID("a0a1a2a3a4a5a6a7a8a9aaab") else { fatalError("not 24 digits") }
    return uid
  }()

  static func identity(
    bootID: UInt32 = 77, lines: Int = 2, oldest: UInt32 = 1, next: UInt32 = 1, tick: Int64 = 0
  ) -> BoardIdentity {
    BoardIdentity(
      uid: uid, bootID: bootID, resetCause: .powerOn,
      firmware: FirmwareVersion(major: 1, minor: 2, patch: 3), lineCount: lines, trunkCount: 1,
      capabilities: [.display], display: DisplayGeometry(rows: 2, columns: 16, charset: .latin1),
      ringSize: 512, oldestEvent: oldest, nextEvent: next, tick: BoardTick(milliseconds: tick),
      configurationCRC: 0)
  }

  static func idleLine(_ line: Int) -> LineReport {
    LineReport(
      line: line, state: .onHook, call: nil, answeredTick: nil, leaseMilliseconds: 0, trunk: 0xFF)
  }

  static func offHook(_ number: UInt32, tick: Int64 = 0) -> BoardEvent {
    BoardEvent(
      number: number, tick: BoardTick(milliseconds: tick), kind: .offHook(line: 0))
  }
}
