package import BoothProtocol

// What boards say, as named fields for people and programs: lines and trunks count from 1, and what
// there is none of is left out. `MessageField.text` writes them for people, `namedJSON` for programs.

extension Response {
  package var namedFields: [MessageField] {
    [MessageField("result", code: result)] + detail.namedFields
  }
}

extension Response.Detail {
  fileprivate var namedFields: [MessageField] {
    switch self {
    case .none, .configured, .statistics: fields
    case .lines(_, let reports): [MessageField("lines", .records(reports.map(\.namedFields)))]
    case .lineTest(let report):
      [
        MessageField(
          "hook",
          .code(report.isOffHook ? 1 : 0, meaning: report.isOffHook ? "off hook" : "on hook")),
        MessageField("loopMillivolts", report.loopMillivolts),
        MessageField("loopMicroamps", report.loopMicroamps),
        MessageField("fault", code: report.fault),
      ]
    }
  }
}

extension LineReport {
  package var namedFields: [MessageField] {
    var fields = [MessageField("line", line + 1), MessageField("state", code: state)]
    if let call { fields.append(MessageField("callID", call.rawValue)) }
    if let answeredTick {
      fields.append(MessageField("answeredTick", answeredTick.milliseconds))
    }
    if call != nil { fields.append(MessageField("lease", leaseMilliseconds)) }
    if trunk != LineReport.noTrunk { fields.append(MessageField("trunk", trunk + 1)) }
    return fields
  }
}

extension BoardEvent.Kind {
  /// The name in the specification: `OFF_HOOK`; `type 7E` for one to come.
  package var name: String { MessageType.name(of: type) }

  /// Without the line.
  package var namedFields: [MessageField] {
    fields.map { field in
      guard field.name == "trunk", case .number(let trunk) = field.value else { return field }
      return MessageField("trunk", trunk + 1)
    }
  }
}

extension MessageField {
  /// As a JSON object in which a code is what it stands for: `"state":"off hook"`.
  package static func namedJSON(_ fields: [MessageField]) -> String {
    "{" + fields.map { "\(quoted($0.name)):\($0.namedJSON)" }.joined(separator: ",") + "}"
  }

  private var namedJSON: String {
    switch value {
    case .number(let number): "\(number)"
    case .code(_, let text), .text(let text): Self.quoted(text)
    case .texts(let texts): "[\(texts.map(Self.quoted).joined(separator: ","))]"
    case .records(let records): "[\(records.map(Self.namedJSON).joined(separator: ","))]"
    }
  }
}
