import BoothProtocol
import LineRecord
import Notation

/// A recording in words, for people and for programs.
struct RecordingText {
  private let recording: LineRecording
  private let texts: [FrameText]

  init(_ recording: LineRecording, only selection: Selection?) {
    self.recording = recording
    var decoders = [LineDecoder](repeating: LineDecoder(), count: recording.lines.count)
    var clock = FrameClock()
    var texts: [FrameText] = []
    if let first = recording.records.first { clock.begin(at: first.run.microseconds) }
    for record in recording.records {
      let finding = decoders[record.line].take(record.run)
      guard finding != .silence else { continue }
      guard selection?.contains(finding) ?? true else { continue }
      texts.append(
        clock.text(record.run, port: recording.lines[record.line].name, finding))
    }
    self.texts = texts
  }

  // MARK: For people

  func lines(_ times: FrameText.Times, _ say: Language) -> String {
    // Files that were put together have the same line again and again.
    var heads: [String] = []
    for line in recording.lines {
      let name = line.name.isEmpty ? say("una línea", "a line") : line.name
      let head = line.description.isEmpty ? name : "\(name) (\(line.description))"
      if !heads.contains(head) { heads.append(head) }
    }
    let start = recording.records.first.map {
      say(", desde ", ", from ")
        + LocalTime(instant: Int($0.run.microseconds / 1_000_000)).text
    }
    let program =
      recording.program.isEmpty ? say("una grabación", "a recording") : recording.program
    let isOfSeveral = recording.lines.contains { $0.name != recording.lines[0].name }
    return "# \(program): \(heads.joined(separator: ", "))\(start ?? "")\n"
      + texts.map { $0.line(times, showsPort: isOfSeveral) }.joined()
  }

  // MARK: For programs

  var json: String { texts.map(\.object).joined() }
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
