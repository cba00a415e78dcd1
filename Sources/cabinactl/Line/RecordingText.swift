import BoothProtocol
import LineRecord

/// A recording in words, for people and for programs.
struct RecordingText {
  private let recording: LineRecording
  private let entries: [Entry]

  private struct Entry {
    var record: LineRecording.Record
    /// Since the one shown before it, and since the first run; microseconds.
    var delta: Int64
    var elapsed: Int64
    var finding: Finding
  }

  /// So many bytes of a rejected run are shown.
  private static let shownBytes = 32

  init(_ recording: LineRecording, only selection: Selection?) {
    self.recording = recording
    var decoders = [LineDecoder](repeating: LineDecoder(), count: recording.lines.count)
    let first = recording.records.first?.run.microseconds ?? 0
    var last = first
    var entries: [Entry] = []
    for record in recording.records {
      let finding = decoders[record.line].take(record.run)
      guard finding != .silence else { continue }
      guard selection?.contains(finding) ?? true else { continue }
      let time = record.run.microseconds
      entries.append(
        Entry(record: record, delta: time - last, elapsed: time - first, finding: finding))
      last = time
    }
    self.entries = entries
  }

  // MARK: For people

  var lines: String {
    // Files that were put together have the same line again and again.
    var heads: [String] = []
    for line in recording.lines {
      let name = line.name.isEmpty ? "a line" : line.name
      let head = line.description.isEmpty ? name : "\(name) (\(line.description))"
      if !heads.contains(head) { heads.append(head) }
    }
    let start = recording.records.first.map {
      ", from \(LocalTime(instant: Int($0.run.microseconds / 1_000_000)).text)"
    }
    let program = recording.program.isEmpty ? "a recording" : recording.program
    return "# \(program): \(heads.joined(separator: ", "))\(start ?? "")\n"
      + entries.map(line).joined()
  }

  private func line(_ entry: Entry) -> String {
    let side = entry.record.run.direction == .toHost ? "board" : "host "
    let name = recording.lines[entry.record.line].name
    let port = recording.lines.contains { $0.name != name } ? name + "  " : ""
    let time = Self.padded(Self.seconds(entry.elapsed), to: 13)
    let delta = Self.padded((entry.delta < 0 ? "" : "+") + Self.seconds(entry.delta), to: 12)
    return "\(time) \(delta)  \(port)\(side)  \(Self.words(entry))\n"
  }

  private static func words(_ entry: Entry) -> String {
    switch entry.finding {
    case .silence: return ""
    case .rejected(let verdict):
      let bytes = entry.record.run.bytes
      let shown = bytes.prefix(shownBytes).map(hexadecimal).joined(separator: " ")
      let rest = bytes.count > shownBytes ? " …" : ""
      return "rejected, \(verdict.rawValue): \(bytes.count) bytes \(shown)\(rest)"
    case .frame(let frame, let message):
      let fields = message.map { MessageField.text($0.fields) } ?? "a type to come"
      let header = frame.headerFields.filter { $0.value != .number(0) }
      return frame.messageName + (fields.isEmpty ? "" : ": " + fields)
        + (header.isEmpty ? "" : " [\(MessageField.text(header))]")
    }
  }

  private static func seconds(_ microseconds: Int64) -> String {
    let fraction = String(microseconds.magnitude % 1_000_000)
    return (microseconds < 0 ? "-" : "") + "\(microseconds.magnitude / 1_000_000)."
      + String(repeating: "0", count: 6 - fraction.utf8.count) + fraction
  }

  private static func padded(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.utf8.count)) + text
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  // MARK: For programs

  var json: String { entries.map(object).joined() }

  private func object(_ entry: Entry) -> String {
    let side = entry.record.run.direction == .toHost ? "board" : "host"
    let port = MessageField.quoted(recording.lines[entry.record.line].name)
    let head =
      "\"time\":\(entry.record.run.microseconds),\"port\":\(port),\"direction\":\"\(side)\""
    switch entry.finding {
    case .silence: return ""
    case .rejected(let verdict):
      let bytes = entry.record.run.bytes.map(Self.hexadecimal).joined()
      return "{\(head),\"rejected\":\"\(verdict.rawValue)\",\"bytes\":\"\(bytes)\"}\n"
    case .frame(let frame, let message):
      let header = MessageField.json(frame.headerFields).dropFirst().dropLast()
      let fields = message.map { MessageField.json($0.fields) } ?? "null"
      return "{\(head),\"message\":\"\(frame.messageName)\",\(header),\"fields\":\(fields)}\n"
    }
  }
}

extension RecordingText.Selection {
  func contains(_ finding: Finding) -> Bool {
    switch finding {
    case .silence: false
    case .rejected: hasRejected
    case .frame(let frame, _):
      MessageType(rawValue: frame.type).map { types.contains($0) } ?? false
    }
  }
}
