/// Why a payload cannot be read: the frame is dropped and counted.
package enum MessageFault: Error, Hashable, Sendable {
  /// The payload ends within the fields every message of this type has.
  case truncated(type: UInt8)
  /// No such type in this class (of events there is no such: an unknown one is
  /// `BoardEvent.unknown`).
  case unknownType(UInt8)
  /// A command holds a value that means nothing.
  case badValue(type: UInt8, field: String)
}

/// Takes little-endian fields from the front of a payload. What is left over at the end is ignored:
/// later versions append fields.
struct PayloadReader {
  private let type: UInt8
  private let payload: [UInt8]
  /// How many of its bytes are taken.
  private var place = 0

  init(_ payload: [UInt8], type: UInt8) {
    self.type = type
    self.payload = payload
  }

  mutating func byte() throws(MessageFault) -> UInt8 {
    guard place < payload.count else { throw .truncated(type: type) }
    defer { place += 1 }
    return payload[place]
  }

  mutating func bytes(_ count: Int) throws(MessageFault) -> [UInt8] {
    guard payload.count - place >= count else { throw .truncated(type: type) }
    defer { place += count }
    return Array(payload[place..<(place + count)])
  }

  mutating func u16() throws(MessageFault) -> Int {
    let low = Int(try byte())
    return low | Int(try byte()) << 8
  }

  mutating func u32() throws(MessageFault) -> UInt32 {
    let low = UInt32(try u16())
    return low | UInt32(try u16()) << 16
  }

  mutating func remainder() -> [UInt8] {
    defer { place = payload.count }
    return Array(payload[place...])
  }

  /// A value of an enumeration that must be known.
  mutating func value<Value: RawRepresentable<UInt8>>(
    _ field: String
  ) throws(MessageFault) -> Value {
    guard let value = Value(rawValue: try byte()) else { throw bad(field) }
    return value
  }

  func bad(_ field: String) -> MessageFault { .badValue(type: type, field: field) }
}

/// Why something cannot be put on the wire: it was not sent.
package enum EncodingFault: Error, Hashable, Sendable {
  case outOfRange(field: String, value: Int, allowed: ClosedRange<Int>)
  /// Something other than 0-9, *, #, A-D.
  case notDigits(field: String, text: String)
}

/// Puts little-endian fields at the end of a payload, each within its range.
struct PayloadWriter {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(Frame.maximumPayload) }

  mutating func byte(
    _ field: String, _ value: Int, in allowed: ClosedRange<Int> = 0...255
  ) throws(EncodingFault) {
    bytes.append(UInt8(try checked(field, value, allowed)))
  }

  mutating func byte(_ value: some RawRepresentable<UInt8>) { bytes.append(value.rawValue) }

  mutating func u16(
    _ field: String, _ value: Int, in allowed: ClosedRange<Int> = 0...65535
  ) throws(EncodingFault) {
    integer(UInt16(try checked(field, value, allowed)))
  }

  mutating func integer(_ value: some FixedWidthInteger & UnsignedInteger) {
    for shift in stride(from: 0, to: value.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

  /// A count of digits and the digits.
  mutating func digits(
    _ field: String, _ text: String, count allowed: ClosedRange<Int>
  ) throws(EncodingFault) {
    guard text.utf8.allSatisfy(DialDigit.isValid) else {
      throw .notDigits(field: field, text: text)
    }
    try byte("\(field) count", text.utf8.count, in: allowed)
    append(text.utf8)
  }

  private func checked(
    _ field: String, _ value: Int, _ allowed: ClosedRange<Int>
  ) throws(EncodingFault) -> Int {
    guard allowed.contains(value) else {
      throw .outOfRange(field: field, value: value, allowed: allowed)
    }
    return value
  }
}

/// The digits a telephone has, in ASCII.
enum DialDigit {
  static func isValid(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "D"),
      UInt8(ascii: "*"), UInt8(ascii: "#"):
      true
    default: false
    }
  }

  /// `bytes` as text, without those that are no digits.
  static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.filter(isValid), as: Unicode.ASCII.self)
  }
}
