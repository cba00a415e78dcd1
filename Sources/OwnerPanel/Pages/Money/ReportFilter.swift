import Notation
import Rating

/// Which days a report is about: a few that are asked for often, and any others.
struct ReportFilter {
  var period: ReportPeriod
  /// What of `parameters` makes no sense; then `period` has nothing of them.
  var faults = FieldFaults()
  var parameters = Parameters()

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let kinds: [(ReportPeriod.Kind, ReportPhrase)] = [
      (.day, .day), (.week, .week), (.month, .month), (.year, .year), (.range, .range),
    ]
    let until = "\(say(ReportPhrase.to)) \(say(ReportPhrase.toHelp))"
    let choices = kinds.map { FormField.Choice($0.0.rawValue, say($0.1)) }
    return """
      <p class="periods">\(ready(context).map { link($0.0, $0.1, say) })</p>
      <form class="filter" method="get" action="/report">
      \(field("period", say(ReportPhrase.period), .choice(choices), period.kind.rawValue, say))\
      \(field("from", say(ReportPhrase.from), .day, period.first.description, say))\
      \(field("to", until, .day, period.last.description, say))\
      <input type="hidden" name="shown" value="\(period.last.description)">\
      <button>\(say(.show))</button>
      </form>

      """
  }

  private func field(
    _ name: String, _ label: String, _ kind: FilterField.Kind, _ value: String, _ say: Language
  ) -> HTML {
    let shown = faults.typed(name) ?? (faults.isEmpty ? value : parameters[name] ?? "")
    return FilterField(
      name: name, label: label, kind: kind, value: shown, fault: faults.words(name, say)
    ).html
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
    periods.append((.thisYear, ReportPeriod(.year, with: today)))
    return periods
  }

  private func link(_ phrase: ReportPhrase, _ ready: ReportPeriod, _ say: Language) -> HTML {
    """
    <a href="/report?\(ready.query)"\(" aria-current=\"page\"", when: ready == period && faults.isEmpty)>\
    \(say(phrase))</a>
    """
  }
}
