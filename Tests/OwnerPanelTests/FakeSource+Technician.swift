import BoothControl
import BoothProtocol

@testable import OwnerPanel

/// The boards of the tests' shop, and what they are asked.
final class FakeBoards: Sendable {
  struct Asked: Equatable, Sendable {
    var request: TechnicianRequest
    var actor: String
  }

  private struct State {
    var ports: [PortReport] = [busyPort]
    var asked: [Asked] = []
    var answer: TechnicianAnswer? = .refused(.boardGone(wasSent: false))
  }

  private let state = Guarded(State())

  var ports: [PortReport] { state.with { $0.ports } }
  func holds(_ ports: [PortReport]) { state.with { $0.ports = ports } }

  var asked: [Asked] { state.with { $0.asked } }
  /// nil: never answers.
  func answers(_ answer: TechnicianAnswer?) { state.with { $0.answer = answer } }

  fileprivate func ask(_ request: TechnicianRequest, by actor: String) -> TechnicianAnswer? {
    state.with { state in
      state.asked.append(Asked(request: request, actor: actor))
      return state.answer
    }
  }
}

extension FakeSource {
  func ports() -> [PortReport] { boards.ports }

  func technician(
    _ request: TechnicianRequest, by actor: String,
    then: @escaping @Sendable (TechnicianAnswer) -> Void
  ) {
    if let answer = boards.ask(request, by: actor) { then(answer) }
  }
}

/// A board of two lines, the first in a call.
let busyPort: PortReport = {
  var statistics = LinkStatistics()
  statistics.framesReceived = 12
  statistics.crcErrors = 3
  statistics.driftPartsPerBillion = 700_000
  var first = LineStatus(
    report: LineReport(
      line: 0, state: .talking, call: CallID(rawValue: 42).marked,
      answeredTick: BoardTick(milliseconds: 900), leaseMilliseconds: 20_000, trunk: 0))
  first.event = LineStatus.Event(
    kind: .answered(line: 0, call: CallID(rawValue: 42), signal: .setDelay),
    at: WallTime(milliseconds: 1_161_976_694_000))
  first.answerSignal = .setDelay
  var second = LineStatus(
    report: LineReport(
      line: 1, state: .fault, call: nil, answeredTick: nil, leaseMilliseconds: 0, trunk: 0xFF))
  second.test = LineStatus.Test(
    report: LineTestReport(
      isOffHook: false, loopMillivolts: 0, loopMicroamps: 10, fault: .noLoopPower),
    at: WallTime(milliseconds: 1_161_976_694_000))
  guard let uid = BoardUID("0102030405060708090a0b0c") else { fatalError("no number") }
  return PortReport(
    path: "/dev/tty\"0", links: ["/dev/serial/by-id/usb-A"], vendor: "FTDI", model: "FT232R",
    serialNumber: "A50285BI", driver: "ftdi_sio", state: .up, isRecorded: true,
    statistics: statistics,
    board: BoardReport(
      identity: BoardIdentity(
        uid: uid, bootID: 42, resetCause: .brownOut,
        firmware: FirmwareVersion(major: 1, minor: 2, patch: 3), lineCount: 2, trunkCount: 1,
        capabilities: [.display, .lineTest],
        display: DisplayGeometry(rows: 2, columns: 16, charset: .latin1), ringSize: 512,
        oldestEvent: 1, nextEvent: 5, tick: BoardTick(milliseconds: 1000), configurationCRC: 7),
      configurationCRC: 0x0A1B_2C3D, since: WallTime(milliseconds: 1_161_976_694_000),
      tick: BoardTick(milliseconds: 61_000), oldestEvent: 7, nextEvent: 9,
      lines: [first, second]))
}()
