import BoothProtocol
import LineRecord
import Notation

/// What is known of a board and its lines, whichever way it was asked; in the daemon's names, so that
/// programs read the same of both.
struct BoardDescription: Decodable, Hashable {
  struct Display: Decodable, Hashable {
    var rows: Int
    var columns: Int
    var charset: String
  }

  var uid: String
  var bootID: String
  var resetCause: String
  var firmware: String
  var lineCount: Int
  var trunkCount: Int
  var capabilities: [String]
  var display: Display?
  var ringSize: Int
  var oldestEvent: Int64
  var nextEvent: Int64
  var configurationCRC: String
  /// nil: nobody here knows what is wanted.
  var configurationAsWanted: Bool?
  /// nil: of a session of this program's.
  var since: String?
  var tick: Int64
  var lines: [LineDescription]
}

struct LineDescription: Decodable, Hashable {
  struct Event: Decodable, Hashable {
    var name: String
    var fields: [String: FactValue]
    /// nil: it is not known when it was.
    var at: String?
  }

  struct Test: Decodable, Hashable {
    var offHook: Bool
    var loopMillivolts: Int64
    var loopMicroamps: Int64
    var fault: String
    var at: String?
  }

  /// From 1.
  var line: Int
  var booth: String?
  var state: String
  var offHook: Bool?
  var call: Int64?
  var lease: Int64?
  var trunk: Int64?
  var event: Event?
  var answerSignal: String?
  var test: Test?
}

extension BoardSession {
  /// The board, and how its lines are now.
  func description() throws(BoardSessionError) -> BoardDescription {
    try look(patienceMilliseconds: Self.patienceMilliseconds).board
  }

  /// The same, with what the board itself said of its lines.
  func look(
    patienceMilliseconds: Int
  ) throws(BoardSessionError) -> (reports: [LineReport], board: BoardDescription) {
    let reports = try readLines(patienceMilliseconds: patienceMilliseconds)
    guard let identity else { throw .lost(.silence) }
    return (reports, BoardDescription(identity, reports, events))
  }
}

extension BoardDescription {
  /// Of a session of this program's own.
  init(_ identity: BoardIdentity, _ reports: [LineReport], _ events: [BoardEvent]) {
    self.init(
      uid: identity.uid.description, bootID: Self.hexadecimal(identity.bootID),
      resetCause: identity.resetCause.name, firmware: identity.firmware.description,
      lineCount: identity.lineCount, trunkCount: identity.trunkCount,
      capabilities: identity.capabilities.names,
      display: identity.hasDisplay
        ? Display(
          rows: identity.display.rows, columns: identity.display.columns,
          charset: identity.display.charset.name) : nil,
      ringSize: identity.ringSize, oldestEvent: Int64(identity.oldestEvent),
      nextEvent: Int64(identity.nextEvent),
      configurationCRC: Self.hexadecimal(identity.configurationCRC), configurationAsWanted: nil,
      since: nil, tick: identity.tick.milliseconds,
      lines: reports.map { report in
        LineDescription(report, events.last { $0.kind.line == report.line })
      })
  }

  private static func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.utf8.count) + digits
  }
}

extension LineDescription {
  init(_ report: LineReport, _ event: BoardEvent?) {
    line = report.line + 1
    state = report.state.name
    switch report.state {
    case .onHook, .ringing: offHook = false
    case .offHook, .seizing, .connected, .talking, .released: offHook = true
    case .fault: offHook = nil
    }
    call = report.call.map { Int64($0.unmarked.rawValue) }
    lease = report.call == nil ? nil : Int64(report.leaseMilliseconds)
    trunk = report.trunk == LineReport.noTrunk ? nil : Int64(report.trunk + 1)
    self.event = event.map { event in
      Event(name: event.kind.name, fields: FactValue.record(event.kind.namedFields))
    }
    if case .answered(_, _, let signal)? = event?.kind { answerSignal = signal.name }
  }

  var isInCall: Bool { ["seizing", "connected", "talking"].contains(state) }
}

// MARK: For programs

extension BoardDescription {
  /// `port`: where it is.
  func json(port: String) -> JSON {
    [
      "port": .text(port), "uid": .text(uid), "bootID": .text(bootID),
      "resetCause": .text(resetCause), "firmware": .text(firmware),
      "lineCount": .integer(Int64(lineCount)), "trunkCount": .integer(Int64(trunkCount)),
      "capabilities": .array(capabilities.map { .text($0) }),
      "display": display.map { display in
        [
          "rows": .integer(Int64(display.rows)), "columns": .integer(Int64(display.columns)),
          "charset": .text(display.charset),
        ]
      } ?? .null,
      "ringSize": .integer(Int64(ringSize)), "oldestEvent": .integer(oldestEvent),
      "nextEvent": .integer(nextEvent), "configurationCRC": .text(configurationCRC),
      "configurationAsWanted": configurationAsWanted.map(JSON.bool) ?? .null,
      "since": .text(since), "tick": .integer(tick),
    ]
  }
}

extension LineDescription {
  var json: JSON {
    [
      "line": .integer(Int64(line)), "booth": .text(booth), "state": .text(state),
      "offHook": offHook.map(JSON.bool) ?? .null, "call": call.map(JSON.integer) ?? .null,
      "lease": lease.map(JSON.integer) ?? .null, "trunk": trunk.map(JSON.integer) ?? .null,
      "event": event.map { event in
        [
          "name": .text(event.name), "fields": FactValue.record(event.fields).json,
          "at": .text(event.at),
        ]
      } ?? .null,
      "answerSignal": .text(answerSignal),
      "test": test.map { test in
        [
          "offHook": .bool(test.offHook), "loopMillivolts": .integer(test.loopMillivolts),
          "loopMicroamps": .integer(test.loopMicroamps), "fault": .text(test.fault),
          "at": .text(test.at),
        ]
      } ?? .null,
    ]
  }
}
