import BoothControl
import BoothProtocol
import Foundation
import Ledger
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// Records as a ledger writes them, and what the page makes of each kind.
@Suite final class AuditWordsTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "audit-words-\(UUID().uuidString)")
  private let time = WallTime(milliseconds: 1_161_976_694_000)

  deinit { try? FileManager.default.removeItem(at: folder) }

  private var origin: AuditOrigin { AuditOrigin(actor: "maria (web 192.168.1.20)", at: time) }

  /// One of everything that a shop does.
  private func records() throws -> [AuditRecord] {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent("cabina.sqlite").path
    let ledger = try Ledger(path: path) { _ in }
    let prices = TariffFile(
      currency: .chileanPeso, rounding: Rounding(mode: .halfUp, decimals: 0),
      markupPercentMicros: 12_500_000, tariffs: [tariff], deck: [tariff])
    try ledger.replacePrices(prices, by: origin)
    for list in PriceList.allCases {
      try ledger.savePrefix(rich, in: list, by: origin)
      try ledger.deletePrefixes([rich.prefix], from: list, by: origin)
    }
    _ = try ledger.otherCurrency(than: .chileanPeso, by: origin)
    try ledger.setBalanceWarning(pesos(12_345), by: origin)
    try ledger.set(
      [(.shopName, "Sur"), (.pageLanguage, "es"), (.boothName(BoothNumber("4312")), "MESÓN")],
      by: origin)
    try ledger.noteConfiguration([(key: "[shop] coin", value: "10")], by: origin)
    _ = try ledger.saveUser("eva", role: .cashier, passwordHash: "x", by: origin)
    try ledger.removeUser("eva", by: origin)
    _ = ledger.submit(LedgerBatch(number: 1, entries: trade))
    ledger.close()
    let reader = try LedgerReader(path: path)
    defer { reader.close() }
    #expect(try reader.verify().complaints == [])
    let last = try #require(try reader.auditHead()).number
    return try (1...last).compactMap { try reader.auditDetail($0, limit: 0)?.record }
  }

  private let tariff = Tariff.plain(
    prefix: "1006", description: "INTERNAS 02",
    price: UnitPrice(price: pesos(1_200), unit: .minute))

  private let rich = Tariff(
    prefix: "44", description: "REINO UNIDO",
    shownPrice: UnitPrice(price: pesos(24), unit: .minute),
    plan: RatePlan(
      connectionFee: pesos(12_345),
      steps: [
        RateStep(afterSeconds: 0, price: pesos(24), perSeconds: 60, incrementSeconds: 30),
        RateStep(afterSeconds: 60, price: pesos(12), perSeconds: 60, incrementSeconds: 10),
      ]),
    bands: [
      Band(
        weekdays: [6, 7], fromSecond: 0, toSecond: 86_400,
        plan: RatePlan(
          connectionFee: .zero,
          steps: [
            RateStep(afterSeconds: 0, price: pesos(1), perSeconds: 60, incrementSeconds: 60)
          ]))
    ], graceSeconds: 3, maximumCharge: pesos(12_345))

  private var trade: [LedgerEntry] {
    let booth = BoothNumber("4312")
    let price = DestinationPrice(
      charge: tariff, cost: tariff, rounding: Rounding(mode: .halfUp, decimals: 0))
    func call(_ number: UInt32, talked: Int64?, charge: Int64) -> [LedgerEntry] {
      let id = CallID(rawValue: number)
      return [
        .callAuthorised(
          CallAuthorisation(
            call: id, wireCall: id, booth: booth,
            board: BoardUID(bytes: Array(1...12)) ?? { fatalError("12 bytes") }(), bootID: 1,
            line: 0, dialled: "1006", number: "1006", carrier: nil, price: price,
            isCharged: true, reserved: .zero, nextEvent: 0, at: time)),
        .callEnded(
          CallEnd(
            call: id, cause: .callerHungUp, talked: talked.map(TalkTime.init(milliseconds:)),
            charge: pesos(charge), cost: pesos(charge), suspicions: [], at: time)),
      ]
    }
    return [
      .payment(
        amount: pesos(500_000), reference: "transferencia 12", paidOn: CalendarDay("2006-10-26"),
        actor: origin.actor, at: time),
      .payment(
        amount: pesos(-12_345), reference: "un error", actor: origin.actor,
        at: WallTime(milliseconds: time.milliseconds + 1)),
      .boothChanged(
        booth, isDisabled: true, nextCallIsUncharged: true, actor: origin.actor, at: time),
      .deposit(booth, amount: pesos(15_000), actor: origin.actor, at: time),
    ] + call(1, talked: 600_000, charge: 12_000) + call(2, talked: 60_000, charge: 1_200)
      + call(3, talked: nil, charge: 0) + [
        .callReviewed(
          CallReview(
            call: CallID(rawValue: 2), booth: booth, charge: pesos(1_200), verdict: .waived,
            note: "se oía mal", actor: origin.actor), at: time),
        .ticketClosed(
          Ticket(
            number: 1, booth: booth,
            account: BoothAccount(credit: pesos(15_000), charged: pesos(12_000), calls: 1),
            payable: pesos(12_000), received: nil, at: time), actor: origin.actor),
      ]
  }

  /// Of an upgrade, which a new ledger has not been through.
  private let upgrades =
    [
      ("payments", "1017"), ("booth 4312", "disabled, next call charged"), ("markup deck", "12.5"),
      ("rounding amounts", "half-down, 0 decimals"), ("warning balance", "12345"),
      ("user eva", "cashier"),
      ("deck import", "12345 rows, sha256 \(String(repeating: "9a", count: 32))"),
    ].map { ("version 6", $0.0, $0.1) } + [
      ("version 7", "calls", "12345 calls, \(String(repeating: "9a", count: 32))")
    ]

  private func row(_ record: AuditRecord) -> AuditRow {
    AuditRow(
      number: record.number, at: record.at, actor: record.actor, action: record.action,
      subject: record.subject, before: record.before, after: record.after, hash: "3f9a")
  }

  /// Words of the records that no Spanish page has.
  private static let english: Set<Substring> = [
    "paid", "on", "at", "balance", "credit", "booth", "call", "calls", "of", "in", "advance",
    "payable", "received", "due", "waived", "stands", "enabled", "disabled", "next", "charged",
    "uncharged", "decimals", "rows", "row", "sha256", "new", "password", "owner", "cashier", "deck",
    "prefix", "prefixes", "sat", "sun", "minute", "second", "unit", "price", "description", "steps",
    "bands",
    "per",
    "after", "increment", "half-up", "half-down", "cost", "ms", "not", "answered", "payment",
    "deposit", "amounts", "cabinad", "null", "days", "from", "to",
  ]

  @Test func `every kind of record has its words, in Spanish and in English`() throws {
    #expect(AuditRecord.actions == Set(AuditAction.known.map(\.name)))
    var rows = try records().map(row)
    rows += upgrades.map { action, subject, after in
      AuditRow(
        number: 1, at: time, actor: "cabinad", action: action, subject: subject, before: nil,
        after: after, hash: "3f9a")
    }
    #expect(Set(rows.map(\.action)) == AuditRecord.actions)
    var context = context()
    for row in rows where row.action != "configuration" {
      for language in Language.allCases {
        context.say = language
        let text = AuditText(context, row.action, row.subject)
        let words = [text.subject, text.actor(row.actor), language(AuditAction(name: row.action))]
        let told = [row.before, row.after].compactMap { $0.map(text.full) } + words
        let page = told.joined(separator: " | ")
        #expect(!page.contains("12345") && !page.contains("15000"), "\(page)")
        #expect(!page.contains("sha256") && !page.contains("9a9a"), "\(page)")
        guard language == .spanish else { continue }
        let found = Set(page.split { !($0.isLetter || $0.isNumber || $0 == "-") })
          .intersection(Self.english)
        #expect(found.isEmpty, "\(row.action): \(found) in «\(page)»")
      }
    }
  }

  @Test func `a booth has its name, and one that is gone its number`() {
    #expect(AuditText(context(), "booth", "4312").subject == "CABINA 01")
    #expect(AuditText(context(), "version 6", "booth 4312").subject == "CABINA 01")
    #expect(AuditText(context(), "booth", "4399").subject == "cabina 4399")
    #expect(AuditText(context(in: .english), "booth", "4399").subject == "booth 4399")
  }

  @Test(arguments: [
    (
      "payment", "", "balance 0: 25000 paid on 2006-10-26 «balance paid»",
      "saldo $ 0: pagado $ 25.000 el 26-10-2006 «balance paid»",
      "balance $ 0: paid $ 25.000 on 26-10-2006 «balance paid»"
    ),
    (
      "credit", "", "credit 1000: 1000 paid at booth 4312",
      "crédito $ 1.000: pagado $ 1.000 en CABINA 01",
      "credit $ 1.000: paid $ 1.000 at CABINA 01"
    ),
    (
      "credit", "", "credit 1000: 1000 paid at booth 4399",
      "crédito $ 1.000: pagado $ 1.000 en la cabina 4399",
      "credit $ 1.000: paid $ 1.000 at booth 4399"
    ),
    (
      "booth", "4312", "disabled, next call charged", "deshabilitada, próxima llamada con cobro",
      "disabled, next call charged"
    ),
    ("review", "", "waived: call paid", "anulada: call paid", "waived: call paid"),
    (
      "ticket", "", "booth 4312: 2 calls of 1854, 0 in advance",
      "CABINA 01: 2 llamadas por $ 1.854", "CABINA 01: 2 calls of $ 1.854"
    ),
    (
      "ticket", "", "booth 4399: 2 calls of 1854, 0 in advance",
      "cabina 4399: 2 llamadas por $ 1.854", "booth 4399: 2 calls of $ 1.854"
    ),
    (
      "ticket", "", "1850 payable, 2000 received, 1850 due", "total $ 1.850, recibido $ 2.000",
      "total $ 1.850, received $ 2.000"
    ),
    (
      "ticket", "", "1850 payable, -150 due", "total $ 1.850, devuelto $ 150",
      "total $ 1.850, given back $ 150"
    ),
    ("user set", "eva", "owner, new password", "Dueño, contraseña nueva", "Owner, new password"),
    ("deck import", "deck", "1234 rows, sha256 9abb", "1.234 prefijos", "1.234 prefixes"),
    (
      "version 6", "rounding amounts", "up, 2 decimals", "siempre hacia arriba, 2 decimales",
      "always up, 2 decimals"
    ),
    (
      "prefix set", "1006",
      #"{"prefix":"1006","description":"INTERNAS 02","unit":"minute","price":"1200.5"}"#,
      "INTERNAS 02, $ 1.200,50 x min", "INTERNAS 02, $ 1.200,50 per min"
    ),
    (
      "prefix set", "44",
      #"{"prefix":"44","steps":[{"after":0,"price":"24","per":60,"increment":30},"#
        + #"{"after":60,"price":"12","per":30}],"bands":[{"days":"sat,sun","from":"22:00","unit":"minute","#
        + #""price":"9"}]}"#,
      "tramos $ 24,00 x min de a 30 s; $ 12,00 por 30 s después de 60 s, "
        + "horarios $ 9,00 x min días sáb–dom desde 22:00",
      "steps $ 24,00 per min in steps of 30 s; $ 12,00 per 30 s after 60 s, "
        + "hours $ 9,00 per min days Sat–Sun from 22:00"
    ),
    ("configuration", "[shop] name", "balance paid", "balance paid", "balance paid"),
    ("payment", "", "«", "«", "«"), ("ticket", "", "booth", "booth", "booth"),
    ("newer thing", "", "12 things", "12 things", "12 things"),
  ])
  func `what the program wrote is read in the page's language, what people wrote as it is`(
    action: String, subject: String, text: String, spanish: String, english: String
  ) {
    var context = context()
    for (language, words) in [(Language.spanish, spanish), (.english, english)] {
      context.say = language
      let read = AuditText(context, action, subject).full(text)
      #expect(read.replacing("\u{a0}", with: " ") == words)
    }
  }
}
