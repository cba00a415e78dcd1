/// Seconds of a call, one after the other, that have the same rate.
struct Stretch {
  /// Index into the tariff's bands; nil: its plan.
  var band: Int?
  /// Index into the steps of that plan.
  var stepIndex: Int
  var step: RateStep
  /// Seconds of talk; `to` is not in it.
  var from: Int64
  var to: Int64

  var seconds: Int64 { to - from }
}

/// Which rate holds in which second of the call. Talk follows true seconds, bands follow the shop's
/// clock: a second of talk belongs to the second of the clock in which it begins.
extension Quote {
  static let week: Int64 = 7 * day
  static let day: Int64 = 86_400
  /// Seconds; the longest talk time there is.
  static let longest = Int64.max / 1000
  /// The end of a stretch that has none; beyond any second that is billed.
  static let never = Int64.max / 2

  func plan(of band: Int?) -> RatePlan { band.map { tariff.bands[$0].plan } ?? tariff.plan }

  /// What a unit costs in a second of the talk, as people are told: where a band holds, what its plan
  /// begins with; else the tariff's own words.
  package func shownPrice(at talk: TalkTime) -> UnitPrice {
    guard let band = band(at: talk.milliseconds / 1000).band else { return tariff.shownPrice }
    return UnitPrice(of: plan(of: band), in: tariff.shownPrice.unit)
  }

  /// From a second of talk to where another rate may hold.
  func stretch(at second: Int64) -> Stretch {
    let (band, clockBorder) = band(at: second)
    let steps = plan(of: band).steps
    var index = 0
    while index + 1 < steps.count, steps[index + 1].afterSeconds <= second { index += 1 }
    let stepBorder = index + 1 < steps.count ? steps[index + 1].afterSeconds : Quote.never
    return Stretch(
      band: band, stepIndex: index, step: steps[index], from: second,
      to: min(stepBorder, clockBorder))
  }

  /// The band that covers a second of talk, and the next second in which another may.
  private func band(at second: Int64) -> (band: Int?, until: Int64) {
    guard !tariff.bands.isEmpty else { return (nil, Quote.never) }
    var until = Quote.never
    var shiftSeconds: Int64 = 0
    for shift in answered.shifts {
      let start = shift.after.secondsBegun
      if start <= second { shiftSeconds = shift.shiftSeconds } else { until = min(until, start) }
    }
    let sinceMonday =
      Int64(answered.weekday - 1) * Quote.day + answered.millisecondsIntoDay / 1000 + second
      + shiftSeconds
    let clock = (sinceMonday % Quote.week + Quote.week) % Quote.week
    let weekday = Int(clock / Quote.day) + 1
    let time = clock % Quote.day
    until = min(until, second + Quote.day - time)

    var found: Int?
    for (index, band) in tariff.bands.enumerated() {
      if time < band.fromSecond {
        until = min(until, second + band.fromSecond - time)
      } else if time < band.toSecond {
        until = min(until, second + band.toSecond - time)
        if found == nil, band.weekdays.contains(weekday) { found = index }
      }
    }
    return (found, until)
  }

  func forEachStretch(from start: Int64, to end: Int64, _ body: (Stretch) -> Void) {
    var second = start
    while second < end {
      var stretch = stretch(at: second)
      stretch.to = min(stretch.to, end)
      body(stretch)
      second = stretch.to
    }
  }

  /// The stretches of the first `end` seconds, and how often each comes: once settled, a week is
  /// looked at once however many there are.
  func forEachStretch(to end: Int64, _ body: (_ stretch: Stretch, _ times: Int64) -> Void) {
    let weeks = tariff.bands.isEmpty ? 0 : max(0, end - settled) / Quote.week
    guard weeks > 1 else { return forEachStretch(from: 0, to: end) { body($0, 1) } }
    forEachStretch(from: 0, to: settled) { body($0, 1) }
    forEachStretch(from: settled, to: settled + Quote.week) { body($0, weeks) }
    forEachStretch(from: settled + weeks * Quote.week, to: end) { body($0, 1) }
  }
}
