/// Finds where a board's clock stands and how fast it runs, from what PING and PONG tell.
///
/// A tick was read somewhere between the sending of the PING and the coming of the PONG, so the
/// exchange that took least time says most: of the last 16 that one counts, and the best of each 16
/// is kept for some 17 minutes to tell the rate.
struct ClockEstimator {
  struct Sample: Hashable {
    var sent: Moment
    var received: Moment
    var tick: BoardTick

    var roundTrip: Int64 { received.milliseconds(since: sent) }
    /// The likeliest moment of the tick, half a round trip from either end.
    var moment: Moment { sent.advanced(byMilliseconds: roundTrip / 2) }
  }

  private static let recentLimit = 16
  private static let historyLimit = 64
  /// A rate is believed when it cannot be wrong by more than this.
  private static let rateErrorLimit: Int64 = 100_000
  /// No clock worth the name is off by more than 1 %.
  private static let driftLimit: Int64 = 10_000_000
  /// A smaller change of the clock is not worth telling: a reading is good to a millisecond.
  private static let tellingChange: Int64 = 2
  /// How far a tick may be outside what the one before lets expect and be the same boot's.
  private static let tolerance: Int64 = 5_000

  private(set) var clock: BoardClock
  private let first: Sample
  private(set) var latest: Sample
  private(set) var driftPartsPerBillion: Int64 = 0
  private var recent: [Sample]
  private var history: [Sample] = []
  private var sinceHistory = 1

  init(_ first: Sample) {
    self.first = first
    latest = first
    recent = [first]
    clock = BoardClock(tick: first.tick, moment: first.moment, driftPartsPerBillion: 0)
  }

  /// Takes a sample in; true when `clock` has changed by something that matters.
  mutating func add(_ sample: Sample) -> Bool {
    latest = sample
    if recent.count == Self.recentLimit { recent.removeFirst() }
    recent.append(sample)
    var best = sample
    for other in recent where other.roundTrip < best.roundTrip { best = other }
    keep(best)
    estimateDrift(upTo: best)
    let error = best.tick.milliseconds(since: clock.tick(at: best.moment))
    guard error.magnitude >= Self.tellingChange else { return false }
    clock = BoardClock(
      tick: best.tick, moment: best.moment, driftPartsPerBillion: driftPartsPerBillion)
    return true
  }

  /// False when the clock has leapt, so that this cannot be the same boot, or has since the first
  /// sample run faster or slower than any clock does.
  func isPlausible(_ sample: Sample) -> Bool {
    let sinceFirst = sample.received.milliseconds(since: first.sent).magnitude
    let drift = Int64(sinceFirst / (1_000_000_000 / UInt64(Self.driftLimit)))
    return fits(sample, after: latest, within: Self.tolerance)
      && fits(sample, after: first, within: Self.tolerance + drift)
  }

  private func fits(_ sample: Sample, after other: Sample, within tolerance: Int64) -> Bool {
    let elapsed = sample.tick.milliseconds(since: other.tick)
    let least = sample.sent.milliseconds(since: other.received) - tolerance
    let most = sample.received.milliseconds(since: other.sent) + tolerance
    return least <= elapsed && elapsed <= most
  }

  private mutating func keep(_ best: Sample) {
    sinceHistory += 1
    guard sinceHistory >= Self.recentLimit else { return }
    sinceHistory = 0
    if history.count == Self.historyLimit { history.removeFirst() }
    history.append(best)
  }

  private mutating func estimateDrift(upTo best: Sample) {
    guard let oldest = history.first else { return }
    let baseline = best.moment.milliseconds(since: oldest.moment)
    // Each end can be wrong by half its round trip, and by the half millisecond of its rounding.
    let error = (best.roundTrip + oldest.roundTrip) / 2 + 1
    guard baseline > 0, error * 1_000_000_000 / baseline <= Self.rateErrorLimit else { return }
    let gain = best.tick.milliseconds(since: oldest.tick) - baseline
    let drift = gain * 1_000_000_000 / baseline
    driftPartsPerBillion = min(max(drift, -Self.driftLimit), Self.driftLimit)
  }
}
