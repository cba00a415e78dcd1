import Rating

/// A call of the seed's, its quote and what the rules say of its first seconds.
struct AgreementCheck {
  let call: RandomCall
  let quote: Quote
  private let reference: SlowReference
  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    call = RandomCall(using: &random)
    quote = Quote(tariff: call.tariff, rounding: call.rounding, answered: call.answered)
    reference = SlowReference(
      tariff: call.tariff, rounding: call.rounding, answered: call.answered,
      seconds: random.pick([120, 240, 240, 700]))
  }

  /// Asks at `cases` instants, until an answer is not what the rules say.
  mutating func firstDisagreement(cases: Int) -> Disagreement? {
    do throws(TariffFault) { try call.tariff.check() } catch {
      return Disagreement(
        caseIndex: 0, talked: .zero, question: "check()", expected: "none", found: "\(error)")
    }
    for index in 0..<cases {
      let whole = Int64.random(in: 0..<Int64(reference.charges.count - 1), using: &random)
      let part: Int64 = random.pick([0, 0, 1, 999, Int64.random(in: 0..<1000, using: &random)])
      let talked = TalkTime(milliseconds: whole * 1000 + part)
      if var found = chargeDisagreement(talked) ?? changeDisagreement(talked)
        ?? talkDisagreement(talked) ?? explanationDisagreement(talked)
      {
        found.caseIndex = index
        return found
      }
    }
    return nil
  }

  private func begun(_ talked: TalkTime) -> Int { Int((talked.milliseconds + 999) / 1000) }

  /// Milliseconds up to which the reference knows what a call costs.
  private var known: Int64 { Int64(reference.charges.count - 1) * 1000 }

  private func chargeDisagreement(_ talked: TalkTime) -> Disagreement? {
    let expected = reference.charges[begun(talked)]
    let found = quote.charge(at: talked).micros
    guard found != expected else { return nil }
    return Disagreement(
      talked: talked, question: "charge(at:)", expected: "\(expected)", found: "\(found)")
  }

  private func changeDisagreement(_ talked: TalkTime) -> Disagreement? {
    let charge = reference.charges[begun(talked)]
    let next = quote.nextChange(after: talked)
    let expected: String
    if let changed = reference.firstSecond(above: charge, from: begun(talked)) {
      // The first instant of the second that makes it dearer.
      let instant = TalkTime(milliseconds: Int64(changed - 1) * 1000 + 1)
      guard next != instant else { return nil }
      expected = "\(instant.milliseconds) ms"
    } else {
      let before = next.map { TalkTime(milliseconds: $0.milliseconds - 1) } ?? .endless
      let isFirst = quote.charge(at: before).micros == charge
      let isDearer = next.map { $0.milliseconds > known && quote.charge(at: $0).micros > charge }
      guard !isFirst || isDearer == false else { return nil }
      expected = "nil, or later than \(known) ms, where charge(at:) changes first"
    }
    return Disagreement(
      talked: talked, question: "nextChange(after:)", expected: expected,
      found: next.map { "\($0.milliseconds) ms" } ?? "nil")
  }

  private mutating func talkDisagreement(_ talked: TalkTime) -> Disagreement? {
    let charge = reference.charges[begun(talked)]
    let coin = [1_000_000, 100_000, 10_000, 1000, 100, 10, 1][call.rounding.decimals]
    let amount =
      charge
      + random.pick([0, 0, -1, 1, -coin, coin, Int.random(in: 0...3_000_000, using: &random)])
    let longest = quote.longestTalk(for: Money(micros: Int64(amount)))
    let expected: TalkLimit?
    if amount < 0 {
      expected = .limited(.zero)
    } else {
      expected = reference.firstSecond(above: amount, from: begun(talked)).map {
        .limited(.seconds(Int64($0) - 1))
      }
    }
    guard longest != expected else { return nil }
    if expected == nil, isLongest(longest, for: amount) { return nil }
    return Disagreement(
      talked: talked, question: "longestTalk(for: \(amount) millionths)",
      expected: expected.map(Disagreement.text)
        ?? "what charge(at:) says: unlimited, or \(known) ms and more",
      found: Disagreement.text(longest))
  }

  /// Of an amount that outlasts what the reference knows: by the charge itself.
  private func isLongest(_ longest: TalkLimit, for amount: Int) -> Bool {
    switch longest {
    case .unlimited: quote.charge(at: .endless).micros <= amount
    case .limited(let limit):
      limit.milliseconds >= known && quote.charge(at: limit).micros <= amount
        && quote.charge(at: TalkTime(milliseconds: limit.milliseconds + 1)).micros > amount
    }
  }

  /// The lines of an explanation sum to the charge, and it bills the seconds of the opened blocks.
  private func explanationDisagreement(_ talked: TalkTime) -> Disagreement? {
    let explanation = quote.explain(at: talked)
    let sum = explanation.lines.reduce(Fraction(top: 0, bottom: 1)) {
      $0 + Fraction(top: $1.amount.numerator, bottom: $1.amount.denominator)
    }
    let charge = Int128(reference.charges[begun(talked)])
    let billed = reference.billed[begun(talked)]
    guard sum.top * 1_000_000 != charge * sum.bottom || explanation.billedSeconds != billed else {
      return nil
    }
    return Disagreement(
      talked: talked, question: "explain(at:)",
      expected: "\(billed) s billed, lines that sum to \(charge) millionths",
      found: "\(explanation.billedSeconds) s billed, lines that sum to "
        + "\(sum.top)/\(sum.bottom): \(explanation.lines.map(\.reason))")
  }
}

/// An answer that is not what the rules say. Amounts are in millionths.
struct Disagreement: CustomStringConvertible {
  var caseIndex = 0
  var talked: TalkTime
  var question: String
  var expected: String
  var found: String

  var description: String {
    "\(question) after \(talked.milliseconds) ms: expected \(expected), found \(found)"
  }

  static func text(_ limit: TalkLimit) -> String {
    switch limit {
    case .unlimited: "unlimited"
    case .limited(let time): "\(time.milliseconds) ms"
    }
  }
}

extension TalkTime {
  fileprivate static let endless = TalkTime(milliseconds: .max)
}
