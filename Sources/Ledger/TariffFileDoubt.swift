import Rating

/// Something in a tariff file that is right but may be meant otherwise: where points stand between
/// thousands, `"1.500"` is fifteen hundred; in a tariff file it is one and a half.
struct TariffFileDoubt: Hashable {
  /// From 1.
  let line: Int
  /// `price`
  let key: String
  /// `1.500`
  let text: String

  /// `1.5`: what is billed, in a way that leaves no doubt.
  private var taken: String { (try? Money(price: text))?.tariffText ?? text }
  /// `1500`
  private var other: String { text.filter { $0 != "." } }

  var remark: FileRemark {
    FileRemark(
      english: "line \(line): \(key) «\(text)» is taken as \(taken), since a point stands before "
        + "decimals; if \(other) is meant write \"\(other)\", else \"\(taken)\"",
      spanish: "línea \(line): \(key) «\(text)» se lee como \(taken), porque el punto va antes de "
        + "los decimales; si es \(other), escriba \"\(other)\"; si no, \"\(taken)\"")
  }
}

/// An amount whose point may stand between thousands.
package enum DoubtfulAmount {
  /// One to three digits, the first not 0, and after a point three more: `1.500`.
  package static func isLikeThousands(_ text: String) -> Bool {
    DoubtfulAmounts.isLikeThousands(Array("\"\(text)\"".utf8)[...])
  }
}

/// The amounts of a file that look like thousands, in the order in which they stand there.
struct DoubtfulAmounts {
  /// Of the first ones.
  private var found: [(key: [UInt8], value: Range<Int>)] = []
  private(set) var count = 0

  /// As many as a person reads of a deck whose every price is written so.
  static let most = 20

  private static let keys = ["price", "connectionFee", "maximumCharge"].map { Array($0.utf8) }

  /// A key of an object, and its value as it stands there.
  mutating func pass(_ key: [UInt8], _ value: ArraySlice<UInt8>) {
    guard DoubtfulAmounts.isLikeThousands(value), DoubtfulAmounts.keys.contains(key) else { return }
    count += 1
    if found.count < DoubtfulAmounts.most {
      found.append((key, (value.startIndex + 1)..<(value.endIndex - 1)))
    }
  }

  /// In quotes one to three digits, the first not 0, and after a point three more.
  static func isLikeThousands(_ value: ArraySlice<UInt8>) -> Bool {
    let text = value.dropFirst().dropLast()
    guard (5...7).contains(text.count), value.first == value.last, let first = text.first,
      first != UInt8(ascii: "0")
    else { return false }
    let point = text.endIndex - 4
    return text.indices.allSatisfy { index in
      index == point ? text[index] == UInt8(ascii: ".") : text[index] &- UInt8(ascii: "0") < 10
    }
  }

  func warnings(in bytes: [UInt8]) -> [FileRemark] {
    var warnings = found.map { key, value in
      TariffFileDoubt(
        line: TariffFileSyntax.line(at: value.lowerBound, in: bytes),
        key: String(decoding: key, as: UTF8.self),
        text: String(decoding: bytes[value], as: UTF8.self)
      ).remark
    }
    let more = count - found.count
    if more > 0 {
      warnings.append(
        FileRemark(
          english: "and \(more) more amounts like these", spanish: "y \(more) montos más como estos"
        ))
    }
    return warnings
  }
}

extension TariffFile {
  /// A connection fee is added after the rounding: one that is finer than the currency makes charges
  /// that nobody can pay, and what is collected of them is rounded.
  package var feeWarnings: [FileRemark] {
    let markup = Markup(percentMicros: markupPercentMicros)
    let finer = (tariffs + deck.map(markup.raise)).filter { tariff in
      let fees = [tariff.plan.connectionFee] + tariff.bands.map(\.plan.connectionFee)
      return !fees.allSatisfy { $0.micros.isMultiple(of: currency.smallest.micros) }
    }
    guard !finer.isEmpty else { return [] }
    let prefixes = finer.prefix(DoubtfulAmounts.most).map(\.prefix).joined(separator: ", ")
    let isCut = finer.count > DoubtfulAmounts.most
    let more = isCut ? " and \(finer.count) prefixes in all" : ""
    let todos = isCut ? " y otros, \(finer.count) prefijos en total" : ""
    let least = currency.smallest.decimalText
    return [
      FileRemark(
        english: "connectionFee of \(prefixes)\(more): finer than \(least), the "
          + "smallest that \(currency.code) has; it is added after the rounding, so charges will be "
          + "no sums that can be paid, and what is collected is rounded",
        spanish: "cargo de conexión de \(prefixes)\(todos): más fino que \(least), lo menos que se "
          + "puede pagar; se suma después del redondeo, así que los cobros no se podrán pagar justos "
          + "y lo que se recibe se redondea")
    ]
  }
}

extension Money {
  /// The exact amount as a tariff file has it: with a fourth decimal where three would look like
  /// thousands.
  var tariffText: String {
    let text = decimalText
    return DoubtfulAmounts.isLikeThousands(Array("'\(text)'".utf8)[...]) ? text + "0" : text
  }
}
