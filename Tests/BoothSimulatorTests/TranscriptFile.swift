import FoundationEssentials
import Testing

/// The sessions of `firmware-protocol/vectors/transcripts.json`, as a board is held to them.
struct TranscriptFile: Decodable {
  /// How far from its time a board may do something.
  var toleranceMilliseconds: Int64
  var transcripts: [Transcript]

  struct Transcript: Decodable, CustomTestStringConvertible {
    var name: String
    var halves: [VectorFile.Direction]
    var board: Board
    var steps: [Step]
    /// Nothing more happens until then.
    var end: Int64

    var testDescription: String { name }
  }

  /// What the board is made of.
  struct Board: Decodable {
    var uid: VectorFile.Hex
    var bootID: UInt32
    var resetCause: UInt8
    var lines: Int
    var trunks: Int
    var capabilities: UInt32
    var ring: UInt16
    /// At the transcript's time 0.
    var tick: UInt32
    /// The payload of CONFIGURE in its memory.
    var kept: VectorFile.Hex
  }

  /// One of: a frame (`from`), bytes on the line (`to`), `hardware`, `does`; the rest is the host's.
  struct Step: Decodable {
    var at: Int64
    var from: VectorFile.Direction?
    var to: VectorFile.Direction?
    var wire: VectorFile.Hex?
    var lost: Bool?
    var hardware: String?
    var does: String?
    var line: Int?
    var offHook: Bool?
    var digit: String?
    var signal: UInt8?
    var bootID: UInt32?
    var resetCause: UInt8?
    var trunk: Int?
    var digits: String?
    var tone: Int?
    var row: Int?
    var column: Int?
    var text: String?
  }

  static func read() throws -> TranscriptFile { try VectorFile.read("transcripts.json") }

  static func boards() throws -> [Transcript] {
    try read().transcripts.filter { $0.halves.contains(.board) }
  }
}

extension TranscriptFile.Step {
  /// What comes to the board over the line, if anything does.
  var received: [UInt8]? {
    to == .board || from == .host && lost != true ? wire?.bytes : nil
  }

  /// What the board must do to its hardware.
  var action: ReferenceBoard.Action? {
    get throws {
      switch does {
      case nil: nil
      case "seize":
        .seize(line: try known(line), trunk: try known(trunk), digits: try known(digits))
      case "release": .release(line: try known(line), trunk: try known(trunk))
      case "tone": .tone(try known(tone), line: try known(line))
      case "display":
        .display(
          line: try known(line), row: try known(row), column: try known(column),
          text: try known(text))
      case "reset": .reset
      case let word?: throw VectorFile.Malformed.field(word)
      }
    }
  }

  func known<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw VectorFile.Malformed.field("at \(at)") }
    return value
  }
}
