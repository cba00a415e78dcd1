import BoothControl
import BoothProtocol
import LineRecord
import Notation

/// What the technician's paths answer: ports, boards and lines, answers of boards, and bytes. Lines
/// and trunks count from 1.
enum TechnicianJSON {
  /// `GET /boards`:
  ///
  ///     {"ports":[{"port":"/dev/ttyUSB0","links":["/dev/serial/by-id/…"],"vendor":"FTDI",
  ///      "model":"FT232R","serialNumber":"A50285BI","driver":"ftdi_sio","status":"up",
  ///      "reason":null,"reasonText":null,"recorded":false,"statistics":{…},"board":{…}}]}
  ///
  /// `statistics`: as in `/links`; null where the port is not open. `board` is null unless `status`
  /// is up.
  static func ports(
    _ ports: [PortReport], of shop: ShopConfiguration, in say: Language
  ) -> JSON {
    ["ports": .array(ports.map { port($0, of: shop, in: say) })]
  }

  private static func port(
    _ port: PortReport, of shop: ShopConfiguration, in say: Language
  ) -> JSON {
    let reason = port.state.reason
    return [
      "port": .text(port.path),
      "links": .array(port.links.map { .text($0) }),
      "vendor": .text(port.vendor),
      "model": .text(port.model),
      "serialNumber": .text(port.serialNumber),
      "driver": .text(port.driver),
      "status": .text(port.state.code),
      "reason": .text(reason?.code),
      "reasonText": .text(reason.map { say($0.words) }),
      "recorded": .bool(port.isRecorded),
      "statistics": port.statistics.map {
        ShopJSON.link(
          LinkReport(
            port: port.path, board: port.board?.identity.uid.description, statistics: $0))
      } ?? .null,
      "board": port.board.map { board($0, of: shop) } ?? .null,
    ]
  }

  private static func board(_ board: BoardReport, of shop: ShopConfiguration) -> JSON {
    let identity = board.identity
    return [
      "uid": .text(identity.uid.description),
      "bootID": .text(hexadecimal(identity.bootID)),
      "resetCause": .text(identity.resetCause.name),
      "firmware": .text(identity.firmware.description),
      "lineCount": .integer(Int64(identity.lineCount)),
      "trunkCount": .integer(Int64(identity.trunkCount)),
      "capabilities": .array(identity.capabilities.names.map { .text($0) }),
      "display": identity.hasDisplay
        ? [
          "rows": .integer(Int64(identity.display.rows)),
          "columns": .integer(Int64(identity.display.columns)),
          "charset": .text(identity.display.charset.name),
        ] : .null,
      "ringSize": .integer(Int64(identity.ringSize)),
      "oldestEvent": .integer(Int64(board.oldestEvent)),
      "nextEvent": .integer(Int64(board.nextEvent)),
      "configurationCRC": .text(hexadecimal(board.configurationCRC)),
      "configurationAsWanted": .bool(
        board.configurationCRC == shop.boardConfiguration.configurationCRC),
      "since": .text(LocalTime.timestamp(board.since)),
      "tick": .integer(board.tick.milliseconds),
      "lines": .array(
        board.lines.map { line($0, booth: shop.booth(on: $0.report.line, of: identity.uid)) }),
    ]
  }

  private static func line(_ line: LineStatus, booth: BoothNumber?) -> JSON {
    [
      "line": .integer(Int64(line.report.line + 1)),
      "booth": .text(booth?.text),
      "state": .text(line.report.state.name),
      "offHook": line.isOffHook.map(JSON.bool) ?? .null,
      "call": line.report.call.map { .integer(Int64($0.unmarked.rawValue)) } ?? .null,
      "lease": line.report.call == nil ? .null : .integer(Int64(line.report.leaseMilliseconds)),
      "trunk": line.report.trunk == LineReport.noTrunk
        ? .null : .integer(Int64(line.report.trunk + 1)),
      "event": line.event.map { event in
        [
          "name": .text(event.kind.name),
          "fields": .written(MessageField.namedJSON(event.kind.namedFields)),
          "at": .text(LocalTime.timestamp(event.at)),
        ]
      } ?? .null,
      "answerSignal": .text(line.answerSignal?.name),
      "test": line.test.map { test in
        [
          "offHook": .bool(test.report.isOffHook),
          "loopMillivolts": .integer(Int64(test.report.loopMillivolts)),
          "loopMicroamps": .integer(Int64(test.report.loopMicroamps)),
          "fault": .text(test.report.fault.name),
          "at": .text(LocalTime.timestamp(test.at)),
        ]
      } ?? .null,
    ]
  }

  /// `POST /boards/{uid}/commands`:
  ///
  ///     {"command":"LINE_TEST","result":"done","answer":{"hook":"on hook",
  ///      "loopMillivolts":48000,"loopMicroamps":0,"fault":"cleared"},"microseconds":2140,
  ///      "sendings":1}
  static func command(_ report: CommandReport) -> JSON {
    let fields = report.response.namedFields.filter { $0.name != "result" }
    return [
      "command": .text(report.command.type.name),
      "result": .text(report.response.result.name),
      "answer": .written(MessageField.namedJSON(fields)),
      "microseconds": .integer(report.microseconds),
      "sendings": .integer(Int64(report.sendings)),
    ]
  }

  /// `GET /traffic`:
  ///
  ///     {"runs":[{"number":17,"time":1161980294000123,"port":"/dev/ttyUSB0","from":"board",
  ///      "bytes":"0003…00"}],"next":17,"lost":0}
  static func traffic(_ report: TrafficReport) -> JSON {
    [
      "runs": .array(
        report.runs.map { run in
          [
            "number": .integer(run.number),
            "time": .integer(run.microseconds),
            "port": .text(run.port),
            "from": .text(run.isFromBoard ? "board" : "host"),
            "bytes": .text(hexadecimal(run.bytes)),
          ]
        }),
      "next": .integer(report.next),
      "lost": report.lost.map(JSON.integer) ?? .null,
    ]
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func hexadecimal(_ number: UInt32) -> String {
    hexadecimal([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
  }
}

extension ShopConfiguration {
  fileprivate func booth(on line: Int, of board: BoardUID) -> BoothNumber? {
    booths.first { $0.line == line && ($0.board == nil || $0.board == board) }?.number
  }
}
