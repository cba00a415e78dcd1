import BoothProtocol
import FoundationEssentials

/// The vectors that every implementation of the wire is held to: `firmware-protocol/vectors`.
enum Vectors {
  struct Frames: Decodable {
    var valid: [Valid]
    var rejected: [Rejected]
  }

  struct Valid: Decodable {
    var name: String
    /// nil: a type to come.
    var message: String?
    var direction: Side
    var `class`: UInt8
    var seq: UInt8
    var ack: UInt8
    var session: UInt8
    var type: UInt8
    var payload: String
    var fields: [String: Field]?
    var wire: String
    /// false: there are bytes after the last field.
    var canonical: Bool?
  }

  struct Rejected: Decodable {
    var name: String
    var direction: Side
    var why: String
    var wire: String
  }

  struct Stream: Decodable {
    var name: String
    var direction: Side
    var chunks: [String]
    var frames: [String]
  }

  enum Side: String, Decodable {
    case host, board

    var direction: Frame.Direction { self == .host ? .hostToBoard : .boardToHost }
  }

  static func frames() throws -> Frames { try read("frames.json") }

  static func streams() throws -> [Stream] { try read("streams.json") }

  static func read<Content: Decodable>(_ name: String) throws -> Content {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("firmware-protocol/vectors/\(name)")
    return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
  }
}

/// A value of a field in the vectors.
enum Field: Hashable, Decodable {
  case number(Int)
  case text(String)
  case list([Field])
  case record([String: Field])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([Field].self) {
      self = .list(list)
    } else {
      self = .record(try container.decode([String: Field].self))
    }
  }

  static func of(_ value: some BinaryInteger) -> Field { .number(Int(value)) }
  static func of(_ value: some RawRepresentable<UInt8>) -> Field { .number(Int(value.rawValue)) }
  static func of(_ call: CallID?) -> Field { .number(Int(call?.rawValue ?? 0)) }
  static func of(_ tick: BoardTick?) -> Field { .number(Int(tick?.milliseconds ?? 0)) }
}
