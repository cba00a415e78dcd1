import Rating

/// What calls came to, a row for each booth, destination, day or hour.
struct ReportTable {
  struct Row: Hashable, Sendable {
    var name: String
    /// Beside the name; empty: nothing.
    var detail: String
    var sums: ReportSums
  }

  /// Of the first column.
  var head: ReportPhrase
  var rows: [Row]
  var total: ReportSums

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let heads: [ReportPhrase] = [
      .calls, .answered, .time, .charged, .collected, .due, .cost, .margin, .marginShare,
    ]
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(say(head))">
      <table class="list report">
      <thead><tr><th scope="col">\(say(head))</th>\
      \(heads.map { "<th scope=\"col\" class=\"figure\">\(say($0))</th>" as HTML })</tr></thead>
      <tbody>
      \(rows.map { row($0.name, $0.detail, $0.sums, context) })</tbody>
      <tfoot>\(row(say(ReportPhrase.total), "", total, context))</tfoot>
      </table></div>

      """
  }

  private func row(
    _ name: String, _ detail: String, _ sums: ReportSums, _ context: PageContext
  ) -> HTML {
    let say = context.say
    let currency = context.currency
    let figures = [
      say.count(Int64(sums.calls)), say.count(Int64(sums.answered)), say.minutes(sums.seconds),
      currency.amount(sums.charged), currency.amount(sums.collected), currency.amount(sums.due),
      currency.amount(sums.cost), currency.amount(sums.margin), sums.marginText(say),
    ]
    return """
      <tr><th scope="row">\(name)\(" <span class=\"by\">\(detail)</span>", when: !detail.isEmpty)\
      </th>\(figures.map { "<td class=\"figure\">\($0)</td>" as HTML })</tr>

      """
  }
}

/// The totals, beside those of the period before.
struct ReportSummary {
  var figures: ReportFigures

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    return """
      <section class="paper" aria-labelledby="summary">
      <div class="bar"><h2 id="summary">\(say(ReportPhrase.summary))</h2></div>
      <table class="list report">
      <thead><tr><th scope="col">\(say(ReportPhrase.summary))</th><th scope="col" class="figure">\(say(ReportPhrase.now))</th>\
      <th scope="col" class="figure">\(say(ReportPhrase.before))</th>\
      <th scope="col" class="figure">\(say(ReportPhrase.difference))</th></tr></thead>
      <tbody>
      \(rows(context))</tbody>
      </table></section>

      """
  }

  private func rows(_ context: PageContext) -> [HTML] {
    let say = context.say
    let currency = context.currency
    func count(_ number: Int64) -> String { say.count(number) }
    func money(_ micros: Int64) -> String { currency.amount(Money(micros: micros)) }
    let lines: [(ReportPhrase, (ReportSums) -> Int64, (Int64) -> String)] = [
      (.charged, { $0.charged.micros }, money),
      (.collected, { $0.collected.micros }, money),
      (.due, { $0.due.micros }, money),
      (.cost, { $0.cost.micros }, money),
      (.margin, { $0.margin.micros }, money),
      (.calls, { Int64($0.calls) }, count),
      (.answered, { Int64($0.answered) }, count),
      (.time, { $0.seconds }, say.minutes),
      (.averageCall, { $0.answered > 0 ? $0.charged.micros / Int64($0.answered) : 0 }, money),
      (.waived, { $0.waived.micros }, money),
      (.uncharged, { Int64($0.uncharged) }, count),
      (.emergencies, { Int64($0.emergencies) }, count),
    ]
    var rows = lines.map { phrase, value, text in
      row(
        say(phrase), text(value(figures.total)), figures.before.map { text(value($0)) },
        figures.before.flatMap { before in
          tenthsOfPercent(value(figures.total) - value(before), of: value(before))
        }, say)
    }
    rows.insert(
      row(
        say(ReportPhrase.marginShare), figures.total.marginText(say),
        figures.before?.marginText(say), nil, say), at: 5)
    return rows
  }

  private func row(
    _ name: String, _ now: String, _ before: String?, _ tenths: Int64?, _ say: Language
  ) -> HTML {
    let difference = tenths.map { "\($0 > 0 ? "+" : "")\(say.percent(tenths: $0))" }
    return """
      <tr><th scope="row">\(name)</th><td class="figure"><strong>\(now)</strong></td>\
      <td class="figure">\(before ?? CardView.nothing)</td>\
      <td class="figure">\(difference ?? CardView.nothing)</td></tr>

      """
  }
}
