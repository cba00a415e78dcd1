import BoothControl
import Notation
import Rating

/// What calls came to, a row for each booth, destination, day or hour.
struct ReportTable {
  struct Row: Hashable, Sendable {
    var name: String
    /// Beside the name; empty: nothing.
    var detail: String
    var sums: CallSums
  }

  /// Of the first column.
  var head: ReportPhrase
  var rows: [Row]
  var total: CallSums

  /// A figure of a row.
  private struct Column {
    var phrase: ReportPhrase
    /// Of what it is a part; nil: of nothing.
    var caption: ReportPhrase?
    /// There is no room for it on a telephone; the summary and the spreadsheet have it.
    var isSpare = false
    /// Stands beside the name where a row is a card.
    var isFirst = false
    var text: (CallSums) -> String
  }

  private func columns(_ context: PageContext) -> [Column] {
    let say = context.say
    let currency = context.currency
    return [
      Column(phrase: .calls) { say.count(Int64($0.calls)) },
      Column(phrase: .answered, isSpare: true) { say.count(Int64($0.answered)) },
      Column(phrase: .time, isSpare: true) { say.minutes($0.seconds) },
      Column(phrase: .charged, isFirst: true) { currency.amount($0.charged) },
      Column(phrase: .collected, isSpare: true) { currency.amount($0.collected) },
      Column(phrase: .due, isSpare: true) { currency.amount($0.due) },
      Column(phrase: .cost, isSpare: true) { currency.amount($0.cost) },
      Column(phrase: .profit) { currency.amount($0.margin) },
      Column(phrase: .margin, caption: .ofCharges, isSpare: true) { $0.marginText(say) },
    ]
  }

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let columns = columns(context)
    return """
      <div class="scroll" tabindex="0" role="region" aria-label="\(say(head))">
      <table class="list report">
      <thead><tr><th scope="col">\(say(head))</th>\
      \(columns.map { column in
        """
        <th scope="col" class="figure\(" spare", when: column.isSpare)">\(say(column.phrase))\
        \(column.caption.map { ReportTable.caption(say($0)) } ?? "")</th>
        """ as HTML
      })</tr></thead>
      <tbody>
      \(rows.map { row($0.name, $0.detail, $0.sums, columns, say) })</tbody>
      <tfoot>\(row(say(ReportPhrase.total), "", total, columns, say))</tfoot>
      </table></div>
      <p class="lead fewer">\(say(ReportPhrase.fewer))</p>

      """
  }

  fileprivate static func caption(_ text: String) -> HTML {
    " <span class=\"by\">\(text)</span>"
  }

  private func row(
    _ name: String, _ detail: String, _ sums: CallSums, _ columns: [Column], _ say: Language
  ) -> HTML {
    """
    <tr><th scope="row"\(" class=\"name\"", when: detail.isEmpty)>\(name)\(" <span class=\"by\">\(detail)</span>", when: !detail.isEmpty)\
    </th>\(columns.map { column in
      """
      <td class="figure\(" spare", when: column.isSpare)\(" first", when: column.isFirst)" \
      data-label="\(say(column.phrase))">\(column.text(sums))</td>
      """ as HTML
    })</tr>

    """
  }
}

/// The totals, beside those of the period before.
struct ReportSummary {
  var period: ReportPeriod
  var comparison: ReportComparison?
  var figures: CallReport

  /// Of a time without calls there is nothing to compare with.
  private var before: CallSums? { figures.before.flatMap { $0.calls > 0 ? $0 : nil } }

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let earlier = comparison?.period.name(context) ?? ""
    let cut = comparison?.shortWords(context).map { say($0) } ?? ""
    return """
      <section class="paper" aria-labelledby="summary">
      <div class="bar"><h2 id="summary">\(say(ReportPhrase.summary))</h2></div>
      <table class="list report summary">
      <thead><tr><th scope="col"><span class="unseen">\(say(ReportPhrase.figure))</span></th>\
      <th scope="col" class="figure">\(period.name(context))\
      \(ReportTable.caption(say(ReportPhrase.soFar)), when: period.contains(context.today))</th>\
      \("""
        <th scope="col" class="figure spare">\(earlier)\
        \(cut.isEmpty ? "" : ReportTable.caption(cut))</th>\
        <th scope="col" class="figure">\(say(ReportPhrase.difference)) \
        <span class="by near">\(say(ReportPhrase.against)) \(earlier) \(cut)</span></th>
        """, when: before != nil)</tr></thead>
      <tbody>
      \(rows(context))</tbody>
      </table>
      \(comparison?.words(context).map { "<p class=\"lead\">\(say($0))</p>\n" as HTML } ?? "",
        when: before != nil)\
      \("<p class=\"lead\">\(say(ReportPhrase.nothingBefore))</p>\n",
        when: before == nil && figures.before != nil)\
      \("""
        <p class="lead">\(say(ReportPhrase.costIsCharge)) \
        <a href="/deck">\(say(PricePhrase.deck))</a></p>

        """, when: figures.total.costIsCharge)</section>

      """
  }

  private func rows(_ context: PageContext) -> [HTML] {
    let say = context.say
    let currency = context.currency
    func count(_ number: Int64) -> String { say.count(number) }
    func money(_ micros: Int64) -> String { currency.amount(Money(micros: micros)) }
    let lines: [(ReportPhrase, (CallSums) -> Int64, (Int64) -> String)] = [
      (.charged, { $0.charged.micros }, money),
      (.cost, { $0.cost.micros }, money),
      (.profit, { $0.margin.micros }, money),
      (.collected, { $0.collected.micros }, money),
      (.due, { $0.due.micros }, money),
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
        "\(say(phrase))", text(value(figures.total)), before.map { text(value($0)) },
        before.flatMap { before in
          tenthsOfPercent(value(figures.total) - value(before), of: value(before))
        }, say)
    }
    rows.insert(
      row(
        "\(say(ReportPhrase.margin))\(ReportTable.caption(say(ReportPhrase.ofCharges)))",
        figures.total.marginText(say), before?.marginText(say), nil,
        say), at: 3)
    return rows
  }

  private func row(
    _ name: HTML, _ now: String, _ before: String?, _ tenths: Int64?, _ say: Language
  ) -> HTML {
    let difference = tenths.map { "\($0 > 0 ? "+" : "")\(say.percent(tenths: $0))" } ?? ""
    return """
      <tr><th scope="row">\(name)</th><td class="figure"><strong>\(now)</strong></td>\
      \(before.map { before in
        // On a telephone it stands below the difference, which says nothing alone.
        """
        <td class="figure spare">\(before)</td>\
        <td class="figure">\(difference) <span class="by near">\(before)</span></td>
        """ as HTML
      } ?? "")</tr>

      """
  }
}

extension CallSums {
  /// With no list of the provider's each call costs what it is charged.
  var costIsCharge: Bool { charged > .zero && cost == charged + waived }
}
