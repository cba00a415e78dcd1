import BoothControl
import Notation
import Rating

/// «¿Cuánto cuesta llamar a…?»: a number tried out.
struct QuotePage {
  var context: PageContext
  var request: QuotePageRequest
  /// nil: nothing was asked, or not rightly.
  var result: QuoteResult?

  private var say: Language { context.say }

  var html: HTML {
    let title = say(PricePhrase.quote)
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: request.address, section: .quote)
    return frame.page(
      """
      \(PriceParts(context).nav(.quote))\
      <div class="bar"><h1>\(title)</h1></div>
      <p class="lead">\(say(QuotePhrase.lead))</p>
      <form class="sheet ask" method="get" action="/quote">
      <div class="columns">\
      \(field("number", .number, request.number, .digits, isRequired: true))\
      \(field("minutes", .minutes, request.minutes, .digits))\
      \(field("seconds", .seconds, request.seconds, .digits))\
      \(field("amount", .amount, request.amount, .amount, .amountHelp,
        suffix: " \(context.currency.symbol)"))\
      \(field("day", .day, request.day, .date, .timeHelp))\
      \(field("time", .time, request.time, .text, .timeHelp))</div>
      <p class="buttons"><button class="main">\(say(QuotePhrase.calculate))</button></p>
      </form>
      \(result.map(answer) ?? "")
      """)
  }

  private func field(
    _ name: String, _ label: QuotePhrase, _ value: String, _ kind: FormField.Kind,
    _ help: QuotePhrase? = nil, suffix: String = "", isRequired: Bool = false
  ) -> HTML {
    FormField(
      name: name, label: say(label) + suffix, kind: kind, value: value,
      help: help.map { say($0) } ?? "", fault: request.faults[name].map { say($0) } ?? "",
      isRequired: isRequired, longest: QuotePageRequest.longestNumber,
      hasFocus: name == (request.faults.keys.sorted().first ?? "number")
    ).html
  }

  // MARK: The answer

  private func answer(_ result: QuoteResult) -> HTML {
    let quote = result.quote
    return """
      <section class="quote" aria-live="polite">
      <h2>\(request.number)\
      \(quote.tariff.map { " <span class=\"place\">\($0.description)</span>" as HTML } ?? "")</h2>
      \(verdict(quote))\
      \(quote.tariff.map { priced(result, $0) } ?? "")
      </section>
      """
  }

  /// What keeps the number from being called, or from being charged.
  private func verdict(_ quote: NumberQuote) -> HTML {
    let isPriced = quote.answer != nil
    let reason: String
    switch quote.dialling {
    case .emergency:
      return "<p class=\"notice\">\(say(QuotePhrase.emergency))</p>\n"
    case .blocked(""): reason = say(QuotePhrase.blockedAll)
    case .blocked(let prefix): reason = "\(say(QuotePhrase.blocked)) «\(prefix)»"
    case .notANumber: reason = say(QuotePhrase.notANumber)
    case .number where isPriced: return ""
    case .number: reason = say(QuotePhrase.unpricedLead)
    }
    // One box: a number may be without a price and not to be dialled besides.
    let start = isPriced ? "" : say(QuotePhrase.unpriced) + " "
    // A price makes no number of what none is, and unblocks none.
    let isMended = quote.dialling.isNumber && !isPriced && context.visitor.may(.owner)
    return """
      <p class="problem">\(start)<span class="detail">\(reason)</span></p>
      \("""
      <p><a class="button" href="/prefixes/new?prefix=\(PercentEncoding.text(quote.rated))">\
      \(say(PricePhrase.priceIt))</a></p>

      """, when: isMended && quote.isDigits)
      """
  }

  private func priced(_ result: QuoteResult, _ tariff: Tariff) -> HTML {
    let words = ExplanationWords(say, context.currency, tellsMinutes: true)
    return """
      <p class="result">\(headline(result, words))</p>
      <dl class="facts">\
      \(facts(result, tariff, words).map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML })</dl>
      \(result.explanation.map { explanation in
        """
        <h3>\(say(QuotePhrase.explanation))</h3>
        \(words.table(of: explanation, label: say(QuotePhrase.explanation)))
        """ as HTML
      } ?? "")
      \(examples(result, words))
      """
  }

  private func headline(_ result: QuoteResult, _ words: ExplanationWords) -> HTML {
    let currency = context.currency
    switch result.quote.answer {
    case .charge(let explanation):
      let seconds = result.talked.secondsBegun
      return """
        \(words.time(seconds: seconds)) \
        \(say([1, 60, 3600].contains(seconds) ? QuotePhrase.costs : .cost)) \
        <strong>\(currency.amount(explanation.charge))</strong>
        """
    case .longestTalk(.unlimited):
      return "<strong>\(say(QuotePhrase.unlimited))</strong>"
    case .longestTalk(.limited(let time)):
      guard time > .zero else { return "<strong>\(say(QuotePhrase.nothing))</strong>" }
      return """
        \(say(QuotePhrase.with)) \(words.priceText(result.amount)) \(say(QuotePhrase.talk)) \
        <strong>\(words.time(seconds: time.milliseconds / 1000))</strong>
        """
    case nil: return ""
    }
  }

  private func facts(
    _ result: QuoteResult, _ tariff: Tariff, _ words: ExplanationWords
  ) -> [(String, String)] {
    let parts = PriceParts(context)
    var facts = [
      (
        say(QuotePhrase.tariff),
        [parts.name(tariff.prefix), tariff.description].filter { !$0.isEmpty }
          .joined(separator: " · ")
      )
    ]
    let plain = say.price(tariff.shownPrice, in: context.currency)
    if let band = result.band {
      // What is charged at that hour comes first; what the number costs at others, beside it.
      let price = UnitPrice(of: band.plan, in: tariff.shownPrice.unit)
      facts.append(
        (
          say(QuotePhrase.unitPrice),
          "\(say.price(price, in: context.currency)), \(words.hours(band))"
        ))
      facts.append((say(QuotePhrase.plainPrice), plain))
    } else {
      facts.append((say(QuotePhrase.unitPrice), plain))
      if !tariff.bands.isEmpty {
        facts.append((say(QuotePhrase.band), say(QuotePhrase.plainHours)))
      }
    }
    if let markup = result.quote.markup {
      facts.append(
        (say(QuotePhrase.fromDeck), "\(say(QuotePhrase.markup)): \(TypedAmount.text(markup)) %"))
    }
    facts.append(
      (
        say(QuotePhrase.answered),
        result.at.map { context.localTime($0).text } ?? say(QuotePhrase.now)
      ))
    if case .number(_, let rated, let carrier) = result.quote.dialling {
      if rated != request.number { facts.append((say(QuotePhrase.rated), rated)) }
      if let carrier { facts.append((say(QuotePhrase.carrier), carrier)) }
    }
    if let explanation = result.explanation {
      facts.append(
        (say(QuotePhrase.billed), words.time(seconds: explanation.billedSeconds)))
    }
    return facts
  }

  private func examples(_ result: QuoteResult, _ words: ExplanationWords) -> HTML {
    guard !result.examples.isEmpty else { return "" }
    return """
      <h3>\(say(QuotePhrase.examples))</h3>
      <dl class="examples">\(result.examples.map {
        """
        <div><dt>\(words.time(seconds: $0.seconds))</dt>\
        <dd>\(context.currency.amount($0.charge))</dd></div>

        """ as HTML
      })</dl>

      """
  }
}

/// What the prices answered about a number.
struct QuoteResult: Hashable, Sendable {
  var quote: NumberQuote
  /// Of the question, or as long as its amount lasts.
  var talked = TalkTime.zero
  /// Of the question.
  var amount = Money.zero
  /// What `talked` costs; nil: it has no end, or there is no price.
  var explanation: Explanation?
  /// In which the call is answered; nil: none.
  var band: Band?
  /// nil: now.
  var at: WallTime?
  var examples: [Example] = []

  struct Example: Hashable, Sendable {
    var seconds: Int64
    var charge: Money
  }

  private static let exampleSeconds: [Int64] = [30, 60, 180, 300, 600, 1800]

  init(_ source: any PanelSource, _ number: String, _ question: QuoteQuestion, at: WallTime?) {
    self.at = at
    quote = source.quote(number, question, at: at)
    guard quote.tariff != nil else { return }
    func explain(_ time: TalkTime) -> Explanation? {
      guard case .charge(let explanation)? = source.quote(number, .charge(time), at: at).answer
      else { return nil }
      return explanation
    }
    switch question {
    case .charge(let time): talked = time
    case .longestTalk(let amount):
      self.amount = amount
      if case .longestTalk(.limited(let time))? = quote.answer { talked = time }
    }
    if talked > .zero { explanation = explain(talked) }
    // The first second of talk has the rate, and the band, of the answer.
    if case .talk(let rate)? = explain(.seconds(max(1, (quote.tariff?.graceSeconds ?? 0) + 1)))?
      .lines.first?.reason
    {
      band = rate.band
    }
    examples = Self.exampleSeconds.compactMap { seconds in
      explain(.seconds(seconds)).map { Example(seconds: seconds, charge: $0.charge) }
    }
  }
}

extension NumberClass {
  fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
}

extension NumberQuote {
  /// A prefix could be made of it.
  fileprivate var isDigits: Bool {
    (1...16).contains(rated.utf8.count) && rated.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 }
  }
}
