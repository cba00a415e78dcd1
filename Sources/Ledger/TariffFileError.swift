import FoundationEssentials
import Notation
import Rating

/// What in a tariff file cannot be read, and what was expected there; with it what else is wrong.
package struct TariffFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// `tariffs[2].steps[0].price`; empty: the file as a whole.
  package var place: String
  /// Of the file, from 1, where what is wrong stands or where its entry begins; nil: the place says
  /// it, or there is no file.
  package var line: Int?
  /// Of the entry that it is in, where that is known.
  package var prefix: String?
  /// What stands there; nil: nothing does.
  package var value: String?
  package var expected: String
  /// What is to be looked for in the file, where that is not the place.
  var located: String?
  /// What else is wrong with the file, in the order in which it was found.
  package var further: [TariffFileError] = []
  /// How many more there are, which are not told.
  package var untold = 0

  init(
    place: String, prefix: String? = nil, value: String?, expected: String, located: String? = nil
  ) {
    self.place = place
    self.prefix = prefix
    self.value = value
    self.expected = expected
    self.located = located
  }

  package var description: String {
    let more = untold > 0 ? ["and \(untold) more"] : []
    return ([alone] + further.map(\.alone) + more).joined(separator: "\n")
  }

  var alone: String {
    var text = line.map { place.isEmpty ? "line \($0)" : "line \($0), \(place)" } ?? place
    if let prefix = prefix?.shown(atMost: 40) {
      text += text.isEmpty ? "prefix «\(prefix)»" : " (prefix «\(prefix)»)"
    }
    if !text.isEmpty { text += ": " }
    let found = value.map { "«\($0.shown(atMost: 80))»" } ?? "missing"
    return text + found + ": expected \(expected)"
  }

  /// Reads a record, with every error as one of these.
  static func reading<Record: Decodable>(
    _ type: Record.Type, from bytes: [UInt8]
  ) throws(TariffFileError) -> Record {
    try reading(
      type, fromChecked: TariffFileSyntax.check(bytes, allowsEscapedControls: true).plain)
  }

  /// Of a text that has passed `TariffFileSyntax.check`.
  static func reading<Record: Decodable>(
    _ type: Record.Type, fromChecked plain: [UInt8]
  ) throws(TariffFileError) -> Record {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    do {
      return try decoder.decode(type, from: Data(plain))
    } catch let error as TariffFileError {
      throw error
    } catch DecodingError.dataCorrupted(let context) {
      throw TariffFileError(
        place: TariffFileError.place(context.codingPath), value: context.debugDescription,
        expected: "JSON5")
    } catch {
      throw TariffFileError(place: "", value: "\(error)", expected: "JSON5")
    }
  }

  static func place(_ path: [any CodingKey], _ key: String? = nil) -> String {
    var text = ""
    for step in path {
      if let index = step.intValue {
        text += "[\(index)]"
      } else {
        text += text.isEmpty ? step.stringValue : ".\(step.stringValue)"
      }
    }
    guard let key else { return text }
    return text.isEmpty ? key : "\(text).\(key)"
  }
}
