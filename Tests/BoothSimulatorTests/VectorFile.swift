import FoundationEssentials
import Testing

/// The vectors of `firmware-protocol/vectors`, as the C codec is held to them.
enum VectorFile {
  struct Frames: Decodable {
    var valid: [Valid]
    var rejected: [Rejected]
  }

  struct Valid: Decodable, CustomTestStringConvertible {
    var name: String
    var message: String?
    var direction: Direction
    var `class`: UInt8
    var seq: UInt8
    var ack: UInt8
    var session: UInt8
    var type: UInt8
    var payload: Hex
    var fields: [String: Field]
    var wire: Hex
    /// false: bytes of a version to come follow the last field.
    var canonical: Bool?

    var testDescription: String { name }
  }

  struct Rejected: Decodable, CustomTestStringConvertible {
    var name: String
    var direction: Direction
    var why: String
    var wire: Hex

    var testDescription: String { name }
  }

  struct Stream: Decodable, CustomTestStringConvertible {
    var name: String
    var direction: Direction
    var chunks: [Hex]
    var frames: [Hex]

    var testDescription: String { name }
  }

  enum Direction: String, Decodable {
    case host, board
  }

  /// Bytes, written as hexadecimal digits.
  struct Hex: Hashable, Decodable {
    var bytes: [UInt8]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      let text = Array(try container.decode(String.self))
      guard text.count.isMultiple(of: 2) else { throw Malformed.hex }
      bytes = try stride(from: 0, to: text.count, by: 2).map {
        guard let byte = UInt8(String(text[$0...$0 + 1]), radix: 16) else { throw Malformed.hex }
        return byte
      }
    }
  }

  /// The value of a field: a number, a text, or a list.
  enum Field: Decodable {
    case number(UInt32)
    case text(String)
    case texts([String])
    case records([[String: UInt32]])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(UInt32.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let texts = try? container.decode([String].self) {
        self = .texts(texts)
      } else {
        self = .records(try container.decode([[String: UInt32]].self))
      }
    }
  }

  enum Malformed: Error {
    case hex
    case field(String)
  }

  static func read<Content: Decodable>(_ name: String) throws -> Content {
    let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let file = URL(filePath: "/\(path)/firmware-protocol/vectors/\(name)")
    return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
  }

  static func frames() throws -> Frames { try read("frames.json") }
  static func streams() throws -> [Stream] { try read("streams.json") }
}
