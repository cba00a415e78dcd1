import BoothProtocol
import Rating
import Testing

@testable import BoothControl

struct DisplayGeometryTests {
  @Test(arguments: 0..<3_000 as Range<UInt64>)
  func `every content fills every display exactly, in letters that it has`(seed: UInt64) {
    var random = DialRandom(seed: seed)
    let geometry = DisplayGeometry(
      rows: Int.random(in: 1...4, using: &random), columns: Int.random(in: 0...40, using: &random),
      charset: random.pick([.ascii, .latin1, .sevenSegment]))
    let content = DisplaySample.content(&random)
    let rows = DisplayLayout.rows(
      for: content, geometry: geometry, currency: DisplaySample.currency(&random))
    #expect(rows.count == geometry.rows)
    for row in rows {
      // One code a column: neither accents apart nor line breaks.
      #expect(row.unicodeScalars.count == geometry.columns, "\(content) \(geometry)")
      #expect(row.unicodeScalars.allSatisfy { geometry.charset.has($0) }, "\(row)")
    }
  }

  @Test(arguments: 0..<2_000 as Range<UInt64>)
  func `a total is shown whole or not at all`(seed: UInt64) throws {
    var random = DialRandom(seed: seed)
    let geometry = DisplayGeometry(
      rows: Int.random(in: 1...4, using: &random), columns: Int.random(in: 1...24, using: &random),
      charset: random.pick([.ascii, .latin1, .sevenSegment]))
    let currency = DisplaySample.currency(&random)
    let total = DisplaySample.money(&random)
    let rows = DisplayLayout.rows(
      for: .talking(destination: "", seconds: 0, total: total, hasWarning: false),
      geometry: geometry, currency: currency)
    // The total is what stands last, save for the empty rows below it.
    let row = try #require(rows.last { $0.contains { $0 != " " } })
    let shown = try #require(row.split(separator: " ").last)
    let isDashes = row.allSatisfy { $0 == "-" }
    let written = currency.amount(total).replacing("\u{2212}", with: "-")
    let digits = written.filter { $0.isNumber || $0 == "-" }
    // The sign stands before the symbol, which may be a word of its own.
    let sign = row.contains("-") && !shown.contains("-") ? "-" : ""
    #expect(isDashes || sign + shown.filter { $0.isNumber || $0 == "-" } == digits, "\(row)")
    #expect(isDashes || row.contains("-") == (total < .zero && digits.first == "-"))
    if isDashes { #expect(digits.count + min(currency.decimals, 1) > geometry.columns) }
  }
}

/// Contents, amounts and currencies drawn by lot.
enum DisplaySample {
  static func content(_ random: inout DialRandom) -> DisplayContent {
    let text = text(&random)
    let seconds = random.pick([-1, 0, 9, 68, 3_599, 3_600, 360_000, Int.max])
    let total = money(&random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return .idle(shopName: text)
    case 1: return .disabled
    case 2: return .dialling(digits: random.pick(["", "1", "0322768005", "*21#", text]))
    case 3: return .connecting(number: random.pick(["4375", text]), destination: text)
    case 4:
      return .talking(
        destination: text, seconds: seconds, total: total, hasWarning: .random(using: &random))
    case 5:
      return .ended(
        destination: text, seconds: seconds, total: total, isCharged: .random(using: &random))
    case 6: return .refused(random.pick(Refusal.allCases))
    case 7: return .emergency(number: random.pick(["133", text]))
    default: return .message(text)
    }
  }

  static func text(_ random: inout DialRandom) -> String {
    let parts = [
      "Valparaíso", "n\u{303}", " ", "\r\n", "日本", "👍🏽", "¡", "…", "ß", "a", "\u{301}",
      "\u{AD}", "otorrinolaringología", "-", "12",
    ]
    return (0..<Int.random(in: 0...8, using: &random)).map { _ in random.pick(parts) }.joined()
  }

  static func money(_ random: inout DialRandom) -> Money {
    let limit = random.pick([0, 1_000_000, 1_000_000_000, 1_000_000_000_000, Int64.max - 1])
    return Money(micros: Int64.random(in: -limit...limit, using: &random))
  }

  static func currency(_ random: inout DialRandom) -> AmountFormat {
    random.pick([
      .chileanPeso, AmountFormat(code: "USD", symbol: "US$", decimals: 2),
      AmountFormat(code: "EUR", symbol: "€", decimals: 2),
      AmountFormat(code: "BOB", symbol: "Bs.", decimals: 2),
      AmountFormat(code: "XXX", symbol: "", decimals: 6),
    ])
  }
}

extension DisplayCharset {
  fileprivate func has(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .none: false
    case .ascii: (0x20...0x7E).contains(scalar.value)
    case .latin1: (0x20...0x7E).contains(scalar.value) || (0xA1...0xFF).contains(scalar.value)
    case .sevenSegment: "0123456789 -.".unicodeScalars.contains(scalar)
    }
  }
}
