import BoothControl
import BoothProtocol
import Testing

@testable import cabinad

@Suite struct `The calendar` {
  private func now(_ milliseconds: Int64, wall: Int64) -> Now {
    Now(moment: Moment(milliseconds: milliseconds), wall: WallTime(milliseconds: wall))
  }

  @Test(
    arguments: [
      // A box without a clock of its own learns the time; a small correction; a step back.
      (60_000, 1_700_000_000_000, true), (60_000, 62_000, false), (60_000, -86_400_000, true),
      // Nothing but time passes: the rules were read for two years.
      (86_400_000, 86_400_000, false), (301 * 86_400_000, 301 * 86_400_000, true),
    ] as [(Int64, Int64, Bool)])
  func `is read anew when the wall clock was set or its end comes near`(
    elapsed: Int64, shown: Int64, isOutdated: Bool
  ) {
    let watch = CalendarWatch(at: now(0, wall: 0))
    #expect(watch.isOutdated(at: now(elapsed, wall: shown)) == isOutdated)
  }
}
