import Rating
import Testing

@Suite struct CalendarDayTests {
  @Test(arguments: ["2006-10-27", "2000-02-29", "0001-01-01", "9999-12-31", "1900-02-28"])
  func `a day is read and written alike`(text: String) throws {
    #expect(try #require(CalendarDay(text)).description == text)
  }

  @Test(arguments: [
    "", "2006-10-2", "2006-10-270", "2006/10/27", "27-10-2006", "2006-02-29", "1900-02-29",
    "2006-04-31", "2006-00-10", "2006-13-10", "2006-10-00", "0000-01-01", "200x-10-10",
    "+006-10-10", "2006-10-1 ",
  ])
  func `what is no day is refused`(text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test func `days are in the order of the calendar`() {
    let days = ["1999-12-31", "2000-01-01", "2000-01-02", "2000-02-01"].compactMap {
      CalendarDay($0)
    }
    #expect(days.count == 4)
    #expect(days.reversed().sorted() == days)
    #expect(CalendarDay(year: 2000, month: 1, day: 2) == days[2])
    #expect(CalendarDay(year: -1, month: 1, day: 1) == nil)
  }
}
