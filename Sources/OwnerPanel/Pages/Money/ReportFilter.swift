import Rating

/// Which days a report is about: a few that are asked for often, and any others.
struct ReportFilter {
  var period: ReportPeriod

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let kinds: [(ReportPeriod.Kind, ReportPhrase)] = [
      (.day, .day), (.week, .week), (.month, .month), (.range, .range),
    ]
    return """
      <p class="periods">\(ready(context).map { link($0.0, $0.1, say) })</p>
      <form class="filter" method="get" action="/report">
      <label><span>\(say(ReportPhrase.period))</span> <select name="period">\
      \(kinds.map { kind, phrase in
        """
        <option value="\(kind.rawValue)"\(attribute: "selected", when: kind == period.kind)>\
        \(say(phrase))</option>
        """ as HTML
      })</select></label>
      <label><span>\(say(ReportPhrase.from))</span> \
      <input type="date" name="from" value="\(period.first.description)" maxlength="10"></label>
      <label><span>\(say(ReportPhrase.to)) \(say(ReportPhrase.toHelp))</span> \
      <input type="date" name="to" value="\(period.last.description)" maxlength="10"></label>
      <button>\(say(.show))</button>
      </form>

      """
  }

  private func ready(_ context: PageContext) -> [(ReportPhrase, ReportPeriod)] {
    let today = context.today
    var periods: [(ReportPhrase, ReportPeriod)] = [(.today, ReportPeriod(.day, with: today))]
    if let yesterday = today.advanced(byDays: -1) {
      periods.append((.yesterday, ReportPeriod(.day, with: yesterday)))
    }
    periods += [
      (.thisWeek, ReportPeriod(.week, with: today)),
      (.thisMonth, ReportPeriod(.month, with: today)),
    ]
    if let month = today.firstOfMonthBefore {
      periods.append((.lastMonth, ReportPeriod(.month, with: month)))
    }
    return periods
  }

  private func link(_ phrase: ReportPhrase, _ ready: ReportPeriod, _ say: Language) -> HTML {
    """
    <a href="/report?\(ready.query)"\(" aria-current=\"page\"", when: ready == period)>\
    \(say(phrase))</a>
    """
  }
}
