import FoundationEssentials
import Notation
package import Rating

/// A shop's prices as one file (JSON5): what `cabinactl` imports, exports and quotes from.
///
///     { currency: { code: "CLP", symbol: "$", decimals: 0, rounding: "half-up" },
///       markupPercent: "10",
///       tariffs: [ { prefix: "1006", description: "INTERNAS 02", unit: "minute", price: "200" } ],
///       deck: [ { prefix: "", description: "nacional", price: "100", per: 60, increment: 1 } ] }
///
/// The keys of an entry are described at `TariffRecord`. Amounts are decimal strings. A key that is
/// not known, a value that cannot be billed and a prefix that comes twice are errors.
package struct TariffFile: Hashable, Sendable {
  /// Without a currency in the file amounts have six decimals and the code is XXX, «no currency».
  package var currency: AmountFormat
  package var rounding: Rounding
  /// Millionths of a per cent.
  package var markupPercentMicros: Int64
  package var tariffs: [Tariff]
  package var deck: [Tariff]
  package init(
    currency: AmountFormat, rounding: Rounding, markupPercentMicros: Int64, tariffs: [Tariff],
    deck: [Tariff]
  ) {
    self.currency = currency
    self.rounding = rounding
    self.markupPercentMicros = markupPercentMicros
    self.tariffs = tariffs
    self.deck = deck
  }

  package var book: TariffBook {
    TariffBook(
      rounding: rounding, tariffs: tariffs, deck: deck, markupPercentMicros: markupPercentMicros)
  }

  /// Bytes of a file: three times what a deck of 100,000 prefixes has.
  package static let sizeLimit = 32 << 20

  /// Reads a file's bytes.
  package init(json5 bytes: [UInt8]) throws(TariffFileError) {
    self = try TariffFile.read(json5: bytes).file
  }

  /// Reads a file's bytes.
  /// - Returns: with it what its author should be told, a line each: amounts that look like
  ///   thousands, in a currency with fewer than three decimals, and connection fees finer than the
  ///   currency. And how it says that amounts are
  ///   rounded, nil: it does not say.
  package static func read(
    json5 bytes: [UInt8]
  ) throws(TariffFileError) -> (file: TariffFile, warnings: [FileRemark], rounding: Rounding.Mode?)
  {
    guard bytes.count <= TariffFile.sizeLimit else {
      throw TariffFileError(
        place: "", value: "\(bytes.count) bytes",
        expected: "a file of at most \(TariffFile.sizeLimit >> 20) MiB")
    }
    let text = try TariffFileSyntax.check(bytes, allowsEscapedControls: false)
    do throws(TariffFileError) {
      let record = try TariffFileError.reading(TariffFileRecord.self, fromChecked: text.plain)
      let isDoubtful = record.file.rounding.decimals < 3
      let warnings = isDoubtful ? text.doubtful.warnings(in: bytes) : []
      return (record.file, warnings + record.file.feeWarnings, record.rounding)
    } catch var error {
      error.locate(in: bytes)
      for index in error.further.indices { error.further[index].locate(in: bytes) }
      throw error
    }
  }

  /// The file again, an entry a line; reading it gives an equal value.
  package var json: String {
    var file = JSONObject()
    var currencyObject = JSONObject()
    currencyObject.add("code", currency.code)
    currencyObject.add("symbol", currency.symbol)
    currencyObject.add("decimals", Int64(rounding.decimals))
    currencyObject.add("rounding", rounding.mode.rawValue)
    file.add("currency", currencyObject)
    file.add("markupPercent", Money(micros: markupPercentMicros).decimalText)
    file.add("tariffs", tariffs.map { TariffRecord($0).object }, isOneALine: true)
    file.add("deck", deck.map { TariffRecord($0).object }, isOneALine: true)
    return file.text + "\n"
  }
}

/// The file as it is read.
private struct TariffFileRecord: Decodable {
  let file: TariffFile
  /// nil: the file does not say.
  let rounding: Rounding.Mode?

  init(from decoder: any Decoder) throws {
    let fields = try RecordFields(
      from: decoder, knowing: ["currency", "markupPercent", "tariffs", "deck"])
    var faults = TariffFileFaults()
    let currency = try faults.take { try fields.object("currency", CurrencyRecord.self) }
    let markup = try faults.take {
      try fields.money("markupPercent", .zero...Markup.largestPercent)
    }
    let tariffs = try TariffFileRecord.list("tariffs", fields, &faults)
    let deck = try TariffFileRecord.list("deck", fields, &faults)
    TariffFileRecord.checkMarkup((markup ?? .zero).micros, on: deck, &faults)
    try faults.check()
    rounding = currency?.mode
    file = TariffFile(
      currency: currency?.format ?? .none,
      rounding: currency?.rounding ?? Rounding(mode: .halfUp, decimals: 6),
      markupPercentMicros: (markup ?? .zero).micros, tariffs: tariffs.map(\.tariff),
      deck: deck.map(\.tariff))
  }

  /// The entries that can be read, each prefix once, and where in the list they are.
  private static func list(
    _ key: String, _ fields: RecordFields, _ faults: inout TariffFileFaults
  ) throws -> [(index: Int, tariff: Tariff)] {
    let attempts = try faults.take { try fields.list(key, of: TariffAttempt.self) } ?? []
    var places: [String: Int] = [:]
    var list: [(index: Int, tariff: Tariff)] = []
    for (index, attempt) in attempts.enumerated() {
      switch attempt.result {
      case .failure(let fault): faults.add(fault)
      case .success(let tariff):
        if let earlier = places[tariff.prefix] {
          faults.add(
            TariffFileError(
              place: "\(key)[\(index)].prefix", value: tariff.prefix,
              expected: "each prefix once; \(key)[\(earlier)] has it too"))
        } else {
          places[tariff.prefix] = index
          list.append((index, tariff))
        }
      }
    }
    return list
  }

  /// The markup must leave every price of the deck within what a price may be.
  private static func checkMarkup(
    _ percentMicros: Int64, on deck: [(index: Int, tariff: Tariff)],
    _ faults: inout TariffFileFaults
  ) {
    let markup = Markup(percentMicros: percentMicros)
    for (index, entry) in deck {
      do throws(TariffFault) {
        try markup.raise(entry).check()
      } catch {
        faults.add(
          TariffFileError(
            place: "deck[\(index)].\(error.key)", prefix: entry.prefix, value: error.value,
            expected: "\(error.expected), with the markup of "
              + "\(Money(micros: percentMicros).decimalText) %"))
      }
    }
  }
}

extension TariffFileError {
  fileprivate mutating func locate(in bytes: [UInt8]) {
    line = TariffFileSyntax.line(of: located ?? place, in: bytes)
  }
}

private struct CurrencyRecord: Decodable {
  let format: AmountFormat
  let rounding: Rounding
  /// nil: the file does not say, which is half-up.
  let mode: Rounding.Mode?

  init(from decoder: any Decoder) throws {
    let fields = try RecordFields(
      from: decoder, knowing: ["code", "symbol", "decimals", "rounding"])
    let code = try fields.text("code") ?? "XXX"
    guard AmountFormat.isCode(code) else {
      throw fields.fault("code", code, expected: "three capital letters such as CLP")
    }
    let symbol = try fields.text("symbol") ?? "¤"
    guard (1...AmountFormat.maximumSymbolLength).contains(symbol.utf8.count) else {
      throw fields.fault("symbol", symbol, expected: "1 to 8 bytes such as $")
    }
    guard let decimals = try fields.integer("decimals", 0...6) else {
      throw fields.fault("decimals", nil, expected: "0 to 6")
    }
    format = AmountFormat(code: code, symbol: symbol, decimals: Int(decimals))
    mode = try fields.choice("rounding", Rounding.Mode.self)
    rounding = Rounding(mode: mode ?? .halfUp, decimals: Int(decimals))
  }
}
