import BoardConformance
import SerialLine

/// The command line of `cabinactl conformance`.
struct ConformanceArguments {
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

  private static let valued = [
    "--level", "--line", "--speed", "--stimuli", "--only", "--number", "--record",
    "--without",
  ]
  private static let flags = ["--list", "--json", "--quick"]

  /// - Parameter isAtTerminal: whether a person can be asked.
  init(_ arguments: [String], isAtTerminal: Bool) throws(UsageError) {
    let (operands, words) = Self.divided(arguments)
    var options = try OptionValues(words, taking: Self.valued, flags: Self.flags)
    isList = options.has("--list")
    isJSON = options.has("--json")
    run.isQuick = options.has("--quick")
    if let level = options.take("--level") {
      guard let known = ConformanceLevel(rawValue: level) else {
        throw UsageError(message: "--level «\(level)»: expected minimum, display or metering")
      }
      run.level = known
    }
    if let line = options.take("--line") {
      guard let number = UInt8(line), (1...32).contains(number) else {
        throw UsageError(message: "--line «\(line)»: expected 1…32")
      }
      run.underTest.line = number - 1
    }
    if let speed = options.take("--speed") {
      guard let baud = Int(speed).flatMap(BaudRate.init) else {
        throw UsageError(message: "--speed «\(speed)»: expected 115200 or 230400")
      }
      self.speed = baud
    }
    if let number = options.take("--number") {
      guard (1...6).contains(number.utf8.count), number.utf8.allSatisfy(Self.isDigit) else {
        throw UsageError(message: "--number «\(number)»: expected 1…6 of 0-9 * # A-D")
      }
      run.underTest.number = number
    }
    recording = options.take("--record")
    stimuli = Self.stimuli(options.take("--stimuli"), isAtTerminal: isAtTerminal)
    run.hasStimuli = stimuli != .none
    if let without = options.take("--without") { run.lacks = try Self.watches(without) }
    if let only = options.take("--only") { run.only = try Self.names(only) }
    guard operands.count <= 1 else {
      throw UsageError(message: "«\(operands[1])» is one too many")
    }
    port = operands.first
    guard port != nil || isList else { throw UsageError(message: "expected a port") }
  }

  /// Operands, and options with their values.
  private static func divided(_ arguments: [String]) -> (operands: [String], options: [String]) {
    var operands: [String] = []
    var options: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument.hasPrefix("-") {
        options.append(argument)
        if valued.contains(argument), let value = rest.popFirst() { options.append(value) }
      } else {
        operands.append(argument)
      }
    }
    return (operands, options)
  }

  private static func stimuli(_ value: String?, isAtTerminal: Bool) -> Stimuli {
    switch value {
    case nil: isAtTerminal ? .ask : .none
    case "ask": .ask
    case "none": .none
    case let path?: .file(path)
    }
  }

  private static func names(_ list: String) throws(UsageError) -> [String] {
    let names = list.split(separator: ",").map(String.init)
    let known = Check.all.map(\.name)
    if let stranger = names.first(where: { !known.contains($0) }) {
      throw UsageError(message: "--only: no check «\(stranger)»; --list has them all")
    }
    guard !names.isEmpty else { throw UsageError(message: "--only names no check") }
    return names
  }

  private static func watches(_ list: String) throws(UsageError) -> [Check.Watch] {
    var found: [Check.Watch] = []
    for word in list.split(separator: ",").map(String.init) {
      guard let watch = Check.Watch(rawValue: word) else {
        let known = Check.Watch.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError(message: "--without «\(word)»: expected some of \(known)")
      }
      found.append(watch)
    }
    return found
  }

  private static func isDigit(_ byte: UInt8) -> Bool { "0123456789*#ABCD".utf8.contains(byte) }
}
