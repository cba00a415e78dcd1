import Rating

/// What a charge takes to compute, beside finding its price, which comes before it.
struct QuoteBenchmark {
  /// A deck of one price a minute, marked up.
  let book: TariffBook
  let numbers: [String]
  let lookup: Timing
  /// SQLite's best way to find the prefix alone.
  let anyOf: Timing

  private static let seconds: Int64 = 1000

  var table: TimingTable {
    var table = TimingTable(title: "a quote, beside a look-up in the same deck")
    table.add("longest prefix", lookup)
    table.add("charge, a price a minute", charge(plain), against: lookup)
    table.add("charge, fee, 3 steps, 3 bands, maximum", charge(rich), against: lookup)
    table.add(
      "next change, the same",
      timing(rich) { quote, talked in
        Int(truncatingIfNeeded: quote.nextChange(after: talked)?.milliseconds ?? 0)
      }, against: lookup)
    table.add(
      "longest talk for a sum, the same",
      timing(rich) { quote, talked in
        let sum = Money(micros: talked.milliseconds * 3000)
        guard case .limited(let time) = quote.longestTalk(for: sum) else { return 0 }
        return Int(truncatingIfNeeded: time.milliseconds)
      }, against: lookup)
    table.add("number to charge, by the deck", numberToCharge, against: lookup)
    table.add("SQLite, prefix IN (…), no charge", anyOf, against: lookup)
    return table
  }

  private func charge(_ tariff: Tariff) -> Timing {
    timing(tariff) { quote, talked in Int(truncatingIfNeeded: quote.charge(at: talked).micros) }
  }

  /// One quote, asked after 1 to 1000 seconds.
  private func timing(_ tariff: Tariff, _ ask: (Quote, TalkTime) -> Int) -> Timing {
    let quote = Quote(tariff: tariff, rounding: book.rounding, answered: answered)
    return Timing(rounds: 15, operations: Int(Self.seconds)) {
      (1...Self.seconds).reduce(0) { $0 &+ ask(quote, .seconds($1)) }
    }
  }

  private var numberToCharge: Timing {
    Timing(rounds: 15, operations: numbers.count) {
      numbers.reduce(0) { sum, number in
        guard let price = book.price(of: number) else { return sum &+ 1 }
        let quote = Quote(
          tariff: price.charge, rounding: price.rounding, answered: answered)
        return sum &+ Int(truncatingIfNeeded: quote.charge(at: .seconds(68)).micros)
      }
    }
  }

  /// Ten minutes before a band begins.
  private var answered: CivilTime {
    CivilTime(weekday: 4, millisecondsIntoDay: 64_200_000)
  }

  private var plain: Tariff {
    Tariff.plain(
      prefix: "", description: "",
      price: UnitPrice(price: Money(micros: 200_000_000), unit: .minute))
  }

  private var rich: Tariff {
    let steps = [(0, 60), (60, 30), (300, 6)].map { after, increment in
      RateStep(
        afterSeconds: after, price: Money(micros: 200_000_000 - after * 100_000), perSeconds: 60,
        incrementSeconds: increment)
    }
    let evening = RatePlan(
      connectionFee: .zero,
      steps: [
        RateStep(
          afterSeconds: 0, price: Money(micros: 100_000_000), perSeconds: 60, incrementSeconds: 1)
      ])
    let bands = [(0, 28_800), (64_800, 79_200), (79_200, 86_400)].map { from, to in
      Band(weekdays: [1, 2, 3, 4, 5], fromSecond: from, toSecond: to, plan: evening)
    }
    var tariff = plain
    tariff.plan = RatePlan(connectionFee: Money(micros: 50_000_000), steps: steps)
    tariff.bands = bands
    tariff.maximumCharge = Money(micros: 100_000_000_000)
    return tariff
  }
}
