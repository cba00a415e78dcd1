import BoothProtocol
import LineRecord

/// What crossed a line in one run, in words, for people and for programs.
struct FrameText {
  /// What stands in front of it.
  enum Times {
    /// Seconds since the first, and since the one before.
    case both
    /// Since the one before alone.
    case delta
    /// The time of day.
    case absolute
  }

  let run: LineRun
  let port: String
  let finding: Finding
  /// Since the one shown before it, and since the first run; microseconds.
  let delta: Int64
  let elapsed: Int64

  /// So many bytes of a rejected run are shown.
  private static let shownBytes = 32

  /// With its end.
  func line(_ times: Times, showsPort: Bool) -> String {
    let side = run.direction == .toHost ? "board" : "host "
    return "\(time(times))  \(showsPort ? port + "  " : "")\(side)  \(words)\n"
  }

  private func time(_ times: Times) -> String {
    let delta = Self.padded((delta < 0 ? "" : "+") + Self.seconds(delta), to: 12)
    switch times {
    case .both: return "\(Self.padded(Self.seconds(elapsed), to: 13)) \(delta)"
    case .delta: return delta
    case .absolute:
      let second = LocalTime(instant: Int(run.microseconds / 1_000_000))
      return second.text + Self.seconds(run.microseconds % 1_000_000).dropFirst()
    }
  }

  private var words: String {
    switch finding {
    case .silence: return ""
    case .rejected(let verdict):
      let shown = run.bytes.prefix(Self.shownBytes).map(Self.hexadecimal)
        .joined(separator: " ")
      let rest = run.bytes.count > Self.shownBytes ? " …" : ""
      return "rejected, \(verdict.rawValue): \(run.bytes.count) bytes \(shown)\(rest)"
    case .frame(let frame, let message):
      let fields = message.map { MessageField.text($0.fields) } ?? "a type to come"
      let header = frame.headerFields.filter { $0.value != .number(0) }
      return frame.messageName + (fields.isEmpty ? "" : ": " + fields)
        + (header.isEmpty ? "" : " [\(MessageField.text(header))]")
    }
  }

  /// A JSON object on a line.
  var object: String {
    let side = run.direction == .toHost ? "board" : "host"
    let head =
      "\"time\":\(run.microseconds),\"port\":\(MessageField.quoted(port)),\"direction\":\"\(side)\""
    switch finding {
    case .silence: return ""
    case .rejected(let verdict):
      let bytes = run.bytes.map(Self.hexadecimal).joined()
      return "{\(head),\"rejected\":\"\(verdict.rawValue)\",\"bytes\":\"\(bytes)\"}\n"
    case .frame(let frame, let message):
      let header = MessageField.json(frame.headerFields).dropFirst().dropLast()
      let fields = message.map { MessageField.json($0.fields) } ?? "null"
      return "{\(head),\"message\":\"\(frame.messageName)\",\(header),\"fields\":\(fields)}\n"
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
}

/// How long after the first run, and after the one shown before it, each is.
struct FrameClock {
  private var first: Int64?
  private var last: Int64?

  /// The first run, shown or not.
  mutating func begin(at time: Int64) { (first, last) = (first ?? time, last ?? time) }

  mutating func text(_ run: LineRun, port: String, _ finding: Finding) -> FrameText {
    begin(at: run.microseconds)
    defer { last = run.microseconds }
    return FrameText(
      run: run, port: port, finding: finding, delta: run.microseconds - (last ?? 0),
      elapsed: run.microseconds - (first ?? 0))
  }
}
