import Notation
import Testing

@Suite struct WeekdayTests {
  @Test func `each day has a short name of its own in both languages`() {
    #expect(Weekday.allCases.map(\.rawValue) == Array(1...7))
    #expect(Set(Weekday.allCases.map(\.words.spanish)).count == 7)
    #expect(Set(Weekday.allCases.map(\.words.english)).count == 7)
    #expect(Weekday.wednesday.words == Words("mié", "Wed"))
  }
}
