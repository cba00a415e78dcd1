import BoothControl
import Glibc
import Rating
import Testing

@testable import OwnerPanel

/// Days by the clock of the system, whose zone is the whole process's: each in one of its own.
@Suite struct SystemDayTests {
  @Test func `a day that has two midnights begins at the first`() async {
    // As in Havana: from 01:00 back to 00:00 on the first Sunday of November.
    await #expect(processExitsWith: .success) {
      setZone("CST5CDT,M3.2.0/0,M11.1.0/1")
      // Of two instants mktime takes the one that is like its last answer: here the second.
      expectStart(2026, 12, 1, is: 1_796_101_200, "00:00:00")
      expectStart(2026, 11, 1, is: 1_793_505_600, "00:00:00")
      expectStart(2026, 11, 2, is: 1_793_595_600, "00:00:00")
      // There it goes from 00:00 to 01:00 in March.
      expectStart(2026, 3, 8, is: 1_772_946_000, "01:00:00")
      expectStart(2026, 3, 9, is: 1_773_028_800, "00:00:00")
    }
  }

  @Test func `a day that ends an hour late, or begins an hour late, as in Santiago`() async {
    await #expect(processExitsWith: .success) {
      setZone("<-04>4<-03>,M9.1.6/24,M4.1.6/24")
      expectStart(2026, 4, 4, is: 1_775_271_600, "00:00:00")
      expectStart(2026, 4, 5, is: 1_775_361_600, "00:00:00")
      expectStart(2026, 9, 6, is: 1_788_667_200, "01:00:00")
      expectStart(2026, 9, 7, is: 1_788_750_000, "00:00:00")
    }
  }
}

private func setZone(_ zone: String) {
  setenv("TZ", zone, 1)
  tzset()
}

private func expectStart(_ year: Int, _ month: Int, _ day: Int, is seconds: Int64, _ time: String) {
  let date = CalendarDay(year: year, month: month, day: day)
  let start = date.map(ShopDay.startOfSystem) ?? WallTime(milliseconds: 0)
  let shown = LocalTime.ofSystem(start)
  guard start.milliseconds == seconds * 1000, shown.day == day, shown.timeText == time else {
    print("\(year)-\(month)-\(day) begins at \(start.milliseconds), \(shown.text)")
    exit(1)
  }
}
