import BoardConformance
import Commands
import SerialLine

/// What `cabinactl conformance` is asked.
struct ConformanceOrder {
  enum Stimuli: Hashable {
    /// A person is told what to do.
    case ask
    case none
    /// Written a line at a time to this file, in the words of `cabina-sim board`.
    case file(String)
  }

  /// nil with `--list` only.
  var port: String?
  var speed = BaudRate.baud115200
  var run = ConformanceRun.Options()
  var stimuli: Stimuli
  /// Where all that crosses the line is recorded; nil: nowhere.
  var recording: String?
  var isList: Bool
  var isJSON: Bool

  /// - Parameter isAtTerminal: whether a person can be asked.
  init(_ invocation: Invocation, isAtTerminal: Bool) throws(CommandError) {
    isList = invocation.has("--list")
    isJSON = invocation.has("--json")
    run.isQuick = invocation.has("--quick")
    if let level = invocation["--level"].flatMap(ConformanceLevel.init) { run.level = level }
    if let line = invocation["--line"].flatMap({ UInt8($0) }) { run.underTest.line = line - 1 }
    speed = invocation.speed
    if let number = invocation["--number"] { run.underTest.number = number }
    recording = invocation["--record"]
    stimuli =
      switch invocation["--stimuli"] {
      case nil: isAtTerminal ? .ask : .none
      case "ask": .ask
      case "none": .none
      case let path?: .file(path)
      }
    run.hasStimuli = stimuli != .none
    if let without = invocation["--without"] { run.lacks = try Self.watches(without) }
    if let only = invocation["--only"] { run.only = try Self.names(only) }
    port = invocation["PORT"]
    guard port != nil || isList else { throw .usage("falta PUERTO", "PORT is missing") }
  }

  private static func names(_ list: String) throws(CommandError) -> [String] {
    let names = list.split(separator: ",").map(String.init)
    let known = Check.all.map(\.name)
    if let stranger = names.first(where: { !known.contains($0) }) {
      throw .usage(
        "--only: no hay una comprobación «\(stranger)»; --list las tiene todas",
        "--only: no check «\(stranger)»; --list has them all")
    }
    guard !names.isEmpty else {
      throw .usage("--only no nombra ninguna comprobación", "--only names no check")
    }
    return names
  }

  private static func watches(_ list: String) throws(CommandError) -> [Check.Watch] {
    var found: [Check.Watch] = []
    for word in list.split(separator: ",").map(String.init) {
      guard let watch = Check.Watch(rawValue: word) else {
        let known = Check.Watch.allCases.map(\.rawValue).joined(separator: ", ")
        throw .usage(
          "--without «\(word)»: se espera algo de \(known)",
          "--without «\(word)»: expected some of \(known)")
      }
      found.append(watch)
    }
    return found
  }
}
