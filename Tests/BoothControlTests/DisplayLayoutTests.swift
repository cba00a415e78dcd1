import BoothProtocol
import Rating
import Testing

@testable import BoothControl

struct DisplayLayoutTests {
  typealias Golden = (content: DisplayContent, rows: [String])

  private static let talking = DisplayContent.talking(
    destination: "Valparaíso", seconds: 68, total: pesos(227), hasWarning: false)
  private static let warned = DisplayContent.talking(
    destination: "Valparaíso", seconds: 725, total: pesos(1_856), hasWarning: true)
  private static let ended = DisplayContent.ended(
    destination: "Valparaíso", seconds: 68, total: pesos(227), isCharged: true)
  private static let uncharged = DisplayContent.ended(
    destination: "Valparaíso", seconds: 68, total: .zero, isCharged: false)

  @Test(
    arguments: [
      (.idle(shopName: "Locutorio Ñuñoa"), ["Locutorio Ñuñoa ", "  CABINA LIBRE  "]),
      (.idle(shopName: "Centro de Llamados Sur"), ["   Centro de    ", "  Llamados Sur  "]),
      (.disabled, ["     CABINA     ", " DESHABILITADA  "]),
      (.dialling(digits: ""), ["MARQUE EL NÚMERO", "                "]),
      (.dialling(digits: "0322768"), ["MARCANDO        ", "0322768         "]),
      (.dialling(digits: "00525551234567890"), ["MARCANDO        ", "0525551234567890"]),
      (
        .connecting(number: "0322768005", destination: "Valparaíso"),
        ["Valparaíso      ", "0322768005      "]
      ),
      (.connecting(number: "4375", destination: ""), ["LLAMANDO        ", "4375            "]),
      (talking, ["Valparaíso      ", "1:08       $ 227"]),
      (warned, ["QUEDA POCO SALDO", "12:05    $ 1.856"]),
      (ended, ["FIN DE LLAMADA  ", "1:08       $ 227"]),
      (uncharged, ["SIN COBRAR      ", "1:08         $ 0"]),
      (.refused(.boothDisabled), ["     CABINA     ", " DESHABILITADA  "]),
      (.refused(.noBalance), ["   SIN SALDO    ", "                "]),
      (.refused(.noCredit), ["  SIN CRÉDITO   ", "                "]),
      (.refused(.unpriced), ["  DESTINO SIN   ", "     TARIFA     "]),
      (.refused(.blocked), ["NÚMERO BLOQUEADO", "                "]),
      (.refused(.notANumber), ["NÚMERO NO VÁLIDO", "                "]),
      (.refused(.dialledTooSlowly), ["TIEMPO AGOTADO, ", "MARQUE DE NUEVO "]),
      (.refused(.trunkBusy), ["LÍNEAS OCUPADAS ", "                "]),
      (.refused(.boardFault), [" FALLA DE LÍNEA ", "                "]),
      (.refused(.storageFault), ["    FUERA DE    ", "    SERVICIO    "]),
      (.emergency(number: "133"), [" EMERGENCIA 133 ", "                "]),
      (
        .message("¡Feliz\nNavidad! Hoy 20 % menos"),
        ["¡Feliz Navidad! ", " Hoy 20 % menos "]
      ),
    ] as [Golden])
  func `two rows of sixteen letters`(golden: Golden) {
    #expect(rows(golden.content, 2, 16) == golden.rows)
  }

  @Test(
    arguments: [
      (
        .idle(shopName: "Locutorio Ñuñoa"),
        ["  Locutorio Ñuñoa   ", "    CABINA LIBRE    ", blank, blank]
      ),
      (.disabled, ["CABINA DESHABILITADA", blank, blank, blank]),
      (.dialling(digits: "0322"), ["MARCANDO            ", "0322                ", blank, blank]),
      (
        .connecting(number: "0322768005", destination: "Valparaíso"),
        ["LLAMANDO            ", "Valparaíso          ", "0322768005          ", blank]
      ),
      (talking, ["Valparaíso          ", "TIEMPO          1:08", "TOTAL          $ 227", blank]),
      (
        warned,
        [
          "Valparaíso          ", "TIEMPO         12:05", "TOTAL        $ 1.856",
          "QUEDA POCO SALDO    ",
        ]
      ),
      (
        uncharged,
        [
          "LLAMADA SIN COBRAR  ", "Valparaíso          ", "TIEMPO          1:08",
          "TOTAL            $ 0",
        ]
      ),
      (.refused(.unpriced), [" DESTINO SIN TARIFA ", blank, blank, blank]),
      (.emergency(number: "132"), ["   EMERGENCIA 132   ", blank, blank, blank]),
    ] as [Golden])
  func `four rows of twenty letters`(golden: Golden) {
    #expect(rows(golden.content, 4, 20) == golden.rows)
  }

  @Test func `three rows give the warning the place of the destination`() {
    #expect(
      rows(Self.talking, 3, 16) == ["Valparaíso      ", "TIEMPO      1:08", "TOTAL      $ 227"])
    #expect(
      rows(Self.warned, 3, 16) == ["QUEDA POCO SALDO", "TIEMPO     12:05", "TOTAL    $ 1.856"])
    #expect(
      rows(Self.ended, 3, 16) == ["FIN DE LLAMADA  ", "TIEMPO      1:08", "TOTAL      $ 227"])
  }

  @Test(
    arguments: [
      (.idle(shopName: "Locutorio Ñuñoa"), 8, "Locutori"), (.disabled, 8, "CERRADA"),
      (.disabled, 4, "CERR"), (.dialling(digits: "0322768005"), 8, "22768005"),
      (.dialling(digits: ""), 8, " MARQUE"), (.refused(.unpriced), 16, "   SIN TARIFA"),
      (.refused(.unpriced), 8, "S/TARIFA"), (.refused(.noBalance), 8, "S/SALDO"),
      (.emergency(number: "133"), 8, "  133"), (talking, 16, "1:08       $ 227"),
      (warned, 16, "12:05!   $ 1.856"), (warned, 8, " $ 1.856"), (talking, 8, "1:08 227"),
      (warned, 7, "$ 1.856"), (warned, 6, "$1.856"), (warned, 5, "1.856"), (warned, 4, "1856"),
      (warned, 3, "---"),
    ] as [(DisplayContent, Int, String)])
  func `one row of letters`(content: DisplayContent, columns: Int, row: String) {
    let padded = row + String(repeating: " ", count: columns - row.count)
    #expect(rows(content, 1, columns) == [padded])
  }

  @Test(
    arguments: [
      (Self.talking, "     227"), (Self.warned, "    1856"), (Self.ended, "     227"),
      (Self.uncharged, "       0"), (.idle(shopName: "Sur 21"), "        "),
      (.disabled, "        "),
      (.dialling(digits: "0322"), "        "), (.refused(.noBalance), "        "),
      (.emergency(number: "133"), "        "), (.message("14 feb."), "        "),
      (talkingFor(12_345_678), "12345678"), (talkingFor(123_456_789), "--------"),
      (talkingFor(-1_234), "   -1234"),
    ] as [(DisplayContent, String)])
  func `a meter of eight digits shows the total and nothing else`(
    content: DisplayContent, row: String
  ) {
    #expect(rows(content, 1, 8, .sevenSegment) == [row])
    #expect(rows(content, 2, 8, .sevenSegment) == [row, "        "])
  }

  @Test func `a currency with decimals keeps them`() {
    let content = DisplayContent.talking(
      destination: "", seconds: 59, total: Money(micros: 1_234_560_000), hasWarning: false)
    let dollars = AmountFormat(code: "USD", symbol: "US$", decimals: 2)
    func row(_ columns: Int, _ charset: DisplayCharset) -> [String] {
      DisplayLayout.rows(
        for: content,
        geometry: DisplayGeometry(rows: 1, columns: columns, charset: charset), currency: dollars)
    }
    #expect(row(17, .latin1) == ["0:59 US$ 1.234,56"])
    #expect(row(16, .latin1) == ["0:59 US$1.234,56"])
    #expect(row(12, .latin1) == ["0:59 1234,56"])
    #expect(row(11, .latin1) == ["US$1.234,56"])
    #expect(row(7, .latin1) == ["1234,56"])
    #expect(row(6, .latin1) == ["------"])
    #expect(row(8, .sevenSegment) == [" 1234.56"])
    #expect(row(6, .sevenSegment) == ["------"])
  }

  @Test func `a symbol that the display lacks is left out`() {
    let euros = AmountFormat(code: "EUR", symbol: "€", decimals: 2)
    let geometry = DisplayGeometry(rows: 1, columns: 12, charset: .latin1)
    let content = DisplayContent.ended(
      destination: "", seconds: 5, total: Money(micros: 1_500_000), isCharged: true)
    #expect(
      DisplayLayout.rows(for: content, geometry: geometry, currency: euros) == ["0:05    1,50"])
  }

  @Test(arguments: [
    (0, "0:00"), (7, "0:07"), (60, "1:00"), (3_599, "59:59"), (3_600, "1:00:00"),
    (36_125, "10:02:05"), (-1, "0:00"),
  ])
  func `the time of a call`(seconds: Int, text: String) {
    let content = DisplayContent.talking(
      destination: "", seconds: seconds, total: .zero, hasWarning: false)
    let row = rows(content, 4, 20)[1]
    #expect(row.hasPrefix("TIEMPO ") && row.hasSuffix(" " + text))
  }

  @Test(arguments: [(0, 16), (-1, 16), (2, -1)])
  func `without a display there is nothing to lay out`(rowCount: Int, columns: Int) {
    #expect(rows(Self.talking, rowCount, columns).isEmpty)
    #expect(rows(Self.talking, 2, 16, .none).isEmpty)
  }
}

private let blank = String(repeating: " ", count: 20)

private func pesos(_ amount: Int64) -> Money { Money(micros: amount * 1_000_000) }

private func talkingFor(_ amount: Int64) -> DisplayContent {
  .talking(destination: "Valdivia", seconds: 725, total: pesos(amount), hasWarning: false)
}

private func rows(
  _ content: DisplayContent, _ rows: Int, _ columns: Int, _ charset: DisplayCharset = .latin1
) -> [String] {
  DisplayLayout.rows(
    for: content, geometry: DisplayGeometry(rows: rows, columns: columns, charset: charset),
    currency: .chileanPeso)
}
