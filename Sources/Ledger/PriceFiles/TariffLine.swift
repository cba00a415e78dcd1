import Notation
import Rating

/// Makes a tariff of a line's fields.
package struct TariffLine {
  let columns: TariffColumns
  /// For a file that has no column for it.
  var perSeconds: Int64?
  var hasDecimalComma = false
  /// `1.500` is one and a half for sure.
  var hasDecimalsForSure = false
  /// Digits put before every prefix.
  var prepended = ""
  /// Whose numbers are dialled otherwise than those of abroad; nil: none is told apart.
  var home: HomeCountry?

  /// What is wrong with a line.
  package struct Fault: Error, Equatable {
    package let remark: FileRemark

    /// For the command line.
    package var reason: String { remark.commandLine }

    /// `english` nil: a page says what the command line says, for there is no option in it.
    package init(reason: String, spanish: String, english: String? = nil) {
      remark = FileRemark(english: english ?? reason, spanish: spanish, commandLine: reason)
    }
  }

  /// With the digits that are put before it.
  func prefix(_ fields: [String]) throws(Fault) -> String {
    guard let text = columns[.prefix, of: fields] else { throw missing(.prefix) }
    // A price of every number is nothing to slip in by an empty field.
    guard !text.isEmpty else {
      throw Fault(
        reason: "prefix: it is empty, expected digits",
        spanish: "el prefijo está vacío; se esperan cifras")
    }
    let digits = text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard !digits.isEmpty, digits.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }) else {
      throw Fault(
        reason: "prefix «\(text)»: expected digits",
        spanish: "prefijo «\(text)»: se esperan cifras")
    }
    if let home, digits.utf8.starts(with: home.code.utf8) {
      let rest = String(digits.dropFirst(home.code.utf8.count))
      // Without the code nothing is left that tells it from abroad.
      guard !rest.isEmpty else {
        throw Fault(
          reason: "prefix «\(text)»: all of the home country; expected its areas, each in a line",
          spanish: "prefijo «\(text)»: es todo el propio país; se esperan sus zonas, una por línea")
      }
      return home.trunk + rest
    }
    // `53` is an area, `+53` is Cuba: how a country is dialled from here, the file does not say.
    guard digits == text || !prepended.isEmpty else {
      throw Fault(
        reason:
          "prefix «\(text)»: what is dialled for the +? --prepend 00, or what else it is, says so",
        spanish: "prefijo «\(text)»: diga en «Anteponer a cada prefijo» qué se marca en vez del +, "
          + "como 00",
        english:
          "prefix «\(text)»: say in «Put before each prefix» what is dialled for the +, such "
          + "as 00")
    }
    // `0052` of a list whose others are `52`; no country's code and no area begins with a 0.
    guard !prepended.hasPrefix("0") || !digits.hasPrefix(prepended) else {
      throw Fault(
        reason: "prefix «\(text)»: begins with \(prepended) already; expected one for --prepend",
        spanish: "prefijo «\(text)»: ya empieza con \(prepended); se espera uno sin él",
        english: "prefix «\(text)»: begins with \(prepended) already; expected one without it")
    }
    return prepended + digits
  }

  func tariff(_ fields: [String]) throws(Fault) -> Tariff {
    // A decimal comma that parts two cells makes another price of the one that is read.
    let count = columns.names.count
    guard fields.dropFirst(count).allSatisfy(\.trimmed.isEmpty) else {
      throw Fault(
        reason: "\(fields.count) cells: expected \(count), as many as there are columns; a comma "
          + "within a cell needs quotes around it, a column that is not read a heading or -",
        spanish:
          "\(fields.count) celdas: se esperan \(count), una por columna; una coma dentro de una "
          + "celda va entre comillas")
    }
    let prefix = try prefix(fields)
    guard let priceText = columns[.price, of: fields], !priceText.isEmpty else {
      throw missing(.price)
    }
    let per = try perSeconds(fields)
    let (first, increment) = try blocks(fields)
    let price = try money(priceText, .price)
    var steps = [
      RateStep(afterSeconds: 0, price: price, perSeconds: per, incrementSeconds: first)
    ]
    if first != increment {
      steps.append(
        RateStep(afterSeconds: first, price: price, perSeconds: per, incrementSeconds: increment))
    }
    let fee = columns[.connectionFee, of: fields].flatMap { $0.isEmpty ? nil : $0 }
    let plan = RatePlan(
      connectionFee: try fee.map { text throws(Fault) in try money(text, .connectionFee) } ?? .zero,
      steps: steps)
    let tariff = Tariff(
      prefix: prefix, description: try description(fields),
      shownPrice: UnitPrice(of: plan, in: per == 1 ? .second : .minute), plan: plan)
    do throws(TariffFault) { try tariff.check() } catch {
      throw Fault(
        reason: "\(error.key) «\(error.value)»: expected \(error.expected)",
        spanish: "\(Self.spanish(error.key)) «\(error.value)»: se espera "
          + ExpectedWords.spanish(error.expected))
    }
    return tariff
  }

  private func description(_ fields: [String]) throws(Fault) -> String {
    let text = SpreadsheetText.plain(columns[.description, of: fields] ?? "")
    guard !text.hasControls else {
      throw Fault(
        reason: "description «\(text.visible)»: expected no control characters",
        spanish: "descripción «\(text.visible)»: no puede tener caracteres invisibles ni de control"
      )
    }
    return text
  }

  /// What a page says of an amount with a mark that is not the one of decimals: where it is said to
  /// be one, and if it may stand between thousands what is written for those.
  private static func advice(_ text: String) -> (spanish: String, english: String) {
    let marks = text.filter { $0 == "," || $0 == "." }
    guard marks.count == 1, let mark = marks.first else {
      return ("no se espera nada entre los miles", "expected nothing between thousands")
    }
    let (signo, sign) = mark == "," ? ("Coma", "Comma") : ("Punto", "Point")
    guard DoubtfulAmount.isLikeThousands(text.replacing(",", with: ".")) else {
      return ("elija los decimales abajo: «\(signo)»", "choose the decimals below: «\(sign)»")
    }
    let whole = text.filter { $0 != mark }
    let units = whole.dropLast(3)
    var decimals = whole.suffix(3)
    while decimals.count > 2, decimals.last == "0" { decimals.removeLast() }
    let exact = "\(units)\(mark)\(decimals)"
    return (
      "¿\(exact) o \(whole)? si son decimales, elija los decimales abajo: «\(signo)»; si son miles, "
        + "escriba \(whole)",
      "\(exact) or \(whole)? if they are decimals, choose the decimals below: «\(sign)»; if they "
        + "are thousands, write \(whole)"
    )
  }

  private func missing(_ name: TariffColumns.Name) -> Fault {
    Fault(
      reason: "there is no \(name.rawValue)", spanish: "falta \(name.spanish)")
  }

  /// A decimal point and nothing between thousands; or with `hasDecimalComma` a comma, and points
  /// between thousands where they can be nothing else. Of `1.500` nobody could say what it is, unless
  /// he says that decimals stand there.
  private func money(
    _ given: String, _ name: TariffColumns.Name
  ) throws(Fault) -> Money {
    let text = hasDecimalComma ? DecimalComma.withoutThousands(given) : given
    let other: Character = hasDecimalComma ? "." : ","
    func fault(_ reason: String) -> Fault {
      let advice = Self.advice(text)
      return Fault(
        reason: "\(name.rawValue) «\(text)»: \(reason)",
        spanish: "\(name.spanish) «\(text)»: \(advice.spanish)",
        english: "\(name.rawValue) «\(text)»: \(advice.english)")
    }
    guard !text.contains(other) else {
      if !hasDecimalComma, DoubtfulAmount.isLikeThousands(text.replacing(",", with: ".")) {
        let whole = text.filter { $0 != "," }
        throw fault(
          "is it \(whole)? write it so; or do decimals stand behind the comma? "
            + "--decimal-comma --decimals says so")
      }
      throw fault(
        "expected "
          + (hasDecimalComma
            ? "a decimal comma, and no point between thousands unless decimals follow"
            : "a decimal point (for a decimal comma, --decimal-comma) and nothing between thousands")
      )
    }
    let pointed = hasDecimalComma ? text.replacing(",", with: ".") : text
    if !hasDecimalsForSure, DoubtfulAmount.isLikeThousands(pointed) {
      let whole = pointed.filter { $0 != "." }
      throw fault("is it \(whole)? write it so; or are it decimals? --decimals says so")
    }
    do throws(MoneyError) {
      return try Money(price: pointed)
    } catch {
      throw Fault(
        reason: "\(name.rawValue) «\(text)»: expected \(error.expected)",
        spanish:
          "\(name.spanish) «\(text)»: se espera un monto de hasta seis decimales, no mayor que "
          + Money.largestPrice.decimalText)
    }
  }

  private static let units: [String: Int64] = [
    "minute": 60, "minutes": 60, "minuto": 60, "minutos": 60, "min": 60, "m": 60, "second": 1,
    "seconds": 1, "segundo": 1, "segundos": 1, "seg": 1, "sec": 1, "s": 1,
  ]

  private func perSeconds(_ fields: [String]) throws(Fault) -> Int64 {
    guard let text = columns[.per, of: fields], !text.isEmpty else {
      guard let perSeconds else { throw missing(.per) }
      return perSeconds
    }
    var per = Self.units[text.lowercased()] ?? 0
    if per == 0 { per = try seconds(text, .per, "minute, second, or so many seconds") }
    // Two columns that say two things of one price.
    if let headed = columns.perSeconds, headed != per {
      throw Fault(
        reason:
          "per «\(text)»: expected \(headed) seconds, for which the price's heading says it is",
        spanish: "unidad «\(text)»: el título del precio dice que es por \(headed) segundos")
    }
    return per
  }

  /// Of a call: its first block and what follows. `60/1` in the one column is both.
  private func blocks(_ fields: [String]) throws(Fault) -> (first: Int64, increment: Int64) {
    let text = columns[.increment, of: fields] ?? ""
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map {
      String($0).trimmed
    }
    let firstText = columns[.firstBlock, of: fields] ?? ""
    if parts.count == 2, firstText.isEmpty {
      return (
        try seconds(parts[0], .increment, "seconds, or two such as 60/1"),
        try seconds(parts[1], .increment, "seconds, or two such as 60/1")
      )
    }
    let increment = text.isEmpty ? 1 : try seconds(text, .increment, "whole seconds")
    let first = firstText.isEmpty ? increment : try seconds(firstText, .firstBlock, "whole seconds")
    return (first, increment)
  }

  private func seconds(
    _ text: String, _ name: TariffColumns.Name, _ expected: String
  ) throws(Fault) -> Int64 {
    guard let seconds = Int64(text), TariffLimits.blockSeconds.contains(seconds),
      text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else {
      throw Fault(
        reason: "\(name.rawValue) «\(text)»: expected \(expected)",
        spanish: name == .per
          ? "unidad «\(text)»: se espera minuto, segundo o cuántos segundos"
          : "\(name.spanish) «\(text)»: se esperan segundos enteros, o dos como 60/1")
    }
    return seconds
  }

  /// Of a key of a tariff; one that no column has stays as it is.
  private static func spanish(_ key: String) -> String {
    TariffColumns.Name(rawValue: key)?.spanish ?? key
  }
}

extension TariffColumns.Name {
  /// As the pages call it.
  var spanish: String {
    switch self {
    case .prefix: "prefijo"
    case .description: "descripción"
    case .price: "precio"
    case .per: "unidad"
    case .firstBlock: "primer bloque"
    case .increment: "incremento"
    case .connectionFee: "cargo de conexión"
    }
  }
}
