import BoothProtocol
import LineRecord

/// The body of `POST /boards/{uid}/commands`,
/// `{"command":"LINE_TEST","fields":{"line":"1"},"force":false}`; all but the command may be left
/// out.
struct CommandRequest: Hashable, Sendable {
  var command: Command
  /// For the journal.
  var text: String
  var isForced: Bool

  private struct Body: Decodable {
    var command: String
    var fields: [String: String]?
    var force: Bool?
  }

  init(body: [UInt8]) throws(Outcome) {
    let decoded = try RequestBody.decode(
      Body.self, from: body, fields: ["command", "fields", "force"],
      example: #"{"command":"LINE_TEST","fields":{"line":"1"}}"#)
    let fields = decoded.fields ?? [:]
    do throws(CommandFault) {
      command = try Command(named: decoded.command, fields: fields)
    } catch { throw .badBody("\(error)") }
    let given = (NamedCommand.named(decoded.command)?.fields ?? []).compactMap { field in
      fields[field.name].map { "\(field.name)=\($0)" }
    }
    text = ([command.type.name] + given).joined(separator: " ")
    isForced = decoded.force ?? false
  }
}

extension TrafficQuery {
  /// `?after=17&port=/dev/ttyUSB0&wait=10`; each may be left out.
  init(_ parameters: Parameters) throws(Outcome) {
    self.init(
      after: try LedgerRequest.number("after", parameters, 0...Int.max).map(Int64.init),
      port: parameters["port"],
      waitSeconds: try LedgerRequest.number("wait", parameters, 0...10) ?? 0)
  }
}
