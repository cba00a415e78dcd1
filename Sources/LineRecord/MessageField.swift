/// A field of a message by its name in the specification, for those who read recordings.
package struct MessageField: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case number(Int64)
    /// A number that stands for something.
    case code(Int64, meaning: String)
    case text(String)
    case texts([String])
    case records([[MessageField]])
  }

  package var name: String
  package var value: Value

  init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }

  init(_ name: String, _ value: some BinaryInteger) {
    self.init(name, .number(Int64(value)))
  }

  init(_ name: String, _ text: String) { self.init(name, .text(text)) }

  /// An enumeration's value: its own name, in words, says what it stands for.
  init<Code: RawRepresentable<UInt8>>(_ name: String, code: Code) {
    self.init(name, .code(Int64(code.rawValue), meaning: Self.words("\(code)")))
  }

  /// The names of the bits that are set.
  init<Bits: OptionSet>(
    _ name: String, bits: Bits, _ names: KeyValuePairs<Bits.Element, String>
  ) where Bits.RawValue: BinaryInteger {
    let set = names.filter { bits.contains($0.key) }.map(\.value)
    self.init(
      name, .code(Int64(bits.rawValue), meaning: set.isEmpty ? "none" : set.joined(separator: ", "))
    )
  }

  /// `farEndHungUp` as «far end hung up».
  static func words(_ name: String) -> String {
    var words = ""
    for scalar in name.unicodeScalars {
      if (65...90).contains(scalar.value) {
        words += " "
        words.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value + 32)))
      } else {
        words.unicodeScalars.append(scalar)
      }
    }
    return words
  }
}

extension MessageField {
  /// `cause 1 (caller hung up)`
  package var text: String {
    switch value {
    case .number(let number): "\(name) \(number)"
    case .code(let number, let meaning): "\(name) \(number) (\(meaning))"
    case .text(let text): "\(name) \(Self.quoted(text))"
    case .texts(let texts): "\(name) [\(texts.map(Self.quoted).joined(separator: ", "))]"
    case .records(let records):
      "\(name) [\(records.map { "(\(Self.text($0)))" }.joined(separator: ", "))]"
    }
  }

  package static func text(_ fields: [MessageField]) -> String {
    fields.map(\.text).joined(separator: ", ")
  }

  /// As a member of a JSON object, with the number of a code.
  package static func json(_ fields: [MessageField]) -> String {
    "{" + fields.map { "\(quoted($0.name)):\($0.json)" }.joined(separator: ",") + "}"
  }

  private var json: String {
    switch value {
    case .number(let number), .code(let number, _): "\(number)"
    case .text(let text): Self.quoted(text)
    case .texts(let texts): "[\(texts.map(Self.quoted).joined(separator: ","))]"
    case .records(let records): "[\(records.map(Self.json).joined(separator: ","))]"
    }
  }

  /// In quotation marks, as JSON has it; control characters never reach a terminal.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C:
        quoted += "\\"
        quoted.unicodeScalars.append(scalar)
      case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
