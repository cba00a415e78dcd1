import Notation
import Rating
import Testing

@testable import OwnerPanel

/// A charge in words, as quotes and calls show it.
@Suite struct ExplanationWordsTests {
  private let spanish = ExplanationWords(.spanish, .chileanPeso)
  private let english = ExplanationWords(.english, .chileanPeso)

  private func explain(
    _ tariff: Tariff, seconds: Int64, rounding: Rounding.Mode = .halfUp,
    at time: CivilTime = CivilTime(weekday: 6, millisecondsIntoDay: 0)
  ) -> Explanation {
    Quote(tariff: tariff, rounding: Rounding(mode: rounding, decimals: 0), answered: time)
      .explain(at: .seconds(seconds))
  }

  private let internas = Tariff.plain(
    prefix: "1006", description: "INTERNAS 02", price: perMinute(200))

  @Test func `the manual's 68 seconds are told second by second`() {
    let explanation = explain(internas, seconds: 68)
    #expect(
      spanish.lines(of: explanation) == [
        .init(words: "68 s, a $ 200,00 x min", amount: "≈ $ 226,67"),
        .init(words: "Redondeo a $ 1", amount: "≈ $ 0,33"),
      ])
    #expect(
      english.lines(of: explanation).map(\.words) == [
        "68 s at $ 200,00 per min", "Rounded to $ 1",
      ])
    #expect(spanish.table(of: explanation, label: "<x>").text.contains("$ 227"))
    #expect(spanish.table(of: explanation, label: "<x>").text.contains("&lt;x&gt;"))
  }

  @Test func `whole minutes are blocks`() {
    let mexico = Tariff.plain(
      prefix: "52", description: "MEXICO", price: perMinute(120), incrementSeconds: 60)
    #expect(
      spanish.lines(of: explain(mexico, seconds: 61)) == [
        .init(words: "2 bloques de 60 s, a $ 120,00 x min", amount: "$ 240,00")
      ])
    #expect(
      spanish.lines(of: explain(mexico, seconds: 3)).map(\.words) == [
        "1 bloque de 60 s, a $ 120,00 x min"
      ])
  }

  @Test func `bands, steps, fee, maximum and grace have their words`() {
    var tariff = internas
    tariff.plan.connectionFee = pesos(25)
    tariff.plan.steps.append(
      RateStep(
        afterSeconds: 60, price: Money(micros: 500_000), perSeconds: 30, incrementSeconds: 30))
    tariff.maximumCharge = pesos(200)
    tariff.graceSeconds = 3
    let lines = spanish.lines(of: explain(tariff, seconds: 90))
    #expect(
      lines == [
        .init(words: "60 s, a $ 200,00 x min", amount: "$ 200,00"),
        .init(words: "1 bloque de 30 s desde el segundo 61, a $ 0,50 por 30 s", amount: "$ 0,50"),
        .init(words: "Cobro máximo de $ 200,00", amount: "−$ 0,50"),
        .init(words: "Cargo de conexión", amount: "$ 25,00"),
      ])
    #expect(
      spanish.lines(of: explain(tariff, seconds: 3)) == [
        .init(words: "Gratis hasta 3 s", amount: "$ 0,00")
      ])

    tariff.bands = [
      Band(weekdays: [6, 7], fromSecond: 0, toSecond: 86_400, plan: internas.plan)
    ]
    #expect(
      spanish.lines(of: explain(tariff, seconds: 60)).map(\.words) == [
        "60 s, a $ 200,00 x min (sáb–dom 00:00–24:00)"
      ])
    #expect(
      english.lines(of: explain(tariff, seconds: 60)).map(\.words) == [
        "60 s at $ 200,00 per min (Sat–Sun 00:00–24:00)"
      ])
  }

  @Test func `days are ranges where they follow each other`() {
    #expect(spanish.days([1, 2, 3, 4, 5]) == "lun–vie")
    #expect(spanish.days([1, 3, 4, 7]) == "lun, mié–jue, dom")
    #expect(english.days([6]) == "Sat")
  }

  @Test func `each way of rounding says which, and fine amounts are not shown as nothing`() {
    let up = spanish.lines(of: explain(internas, seconds: 68, rounding: .up)).last
    let down = spanish.lines(of: explain(internas, seconds: 68, rounding: .down)).last
    #expect(up?.words == "Redondeo hacia arriba, a $ 1")
    #expect(down?.words == "Redondeo hacia abajo, a $ 1")
    #expect(down?.amount == "≈ −$ 0,67")
    let cheap = Tariff.plain(
      prefix: "1", description: "", price: UnitPrice(price: Money(micros: 100), unit: .minute))
    #expect(spanish.lines(of: explain(cheap, seconds: 60)).first?.amount == "$ 0,0001")
  }

  @Test func `time is told in hours, minutes and seconds`() {
    #expect(spanish.time(seconds: 0) == "0 s")
    #expect(spanish.time(seconds: 68) == "1 min 8 s")
    #expect(spanish.time(seconds: 7200) == "2 h")
  }

  @Test func `every word is there in both languages`() {
    for phrase in ExplanationPhrase.allCases {
      #expect(phrase.words.spanish != phrase.words.english)
    }
  }
}
