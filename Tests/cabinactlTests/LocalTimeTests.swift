import Glibc
import Rating
import Testing

@testable import cabinactl

/// One at a time: the time zone is the whole process's.
@Suite(.serialized)
enum CommandLineTests {}

extension CommandLineTests {
  /// The shop's clock.
  struct LocalTimeTests {
    /// Santiago's rules of 2024 in the form that needs no time zone files: back an hour on the first
    /// Sunday of April at 24:00 of the Saturday, on again in September.
    private static let santiago = "<-04>4<-03>,M9.1.6/24,M4.1.6/24"

    private func inZone<Result>(_ zone: String, _ body: () throws -> Result) rethrows -> Result {
      let before = getenv("TZ").map { String(cString: $0) }
      setenv("TZ", zone, 1)
      tzset()
      defer {
        if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
        tzset()
      }
      return try body()
    }

    @Test(
      arguments: [
        ("2012-02-02T17:30:00", 4, 63_000_000), ("2012-02-05 00:00", 7, 0),
        ("2024-02-29T23:59:59", 4, 86_399_000),
      ] as [(String, Int, Int64)])
    func `a time is a weekday and a time of day`(
      text: String, weekday: Int, milliseconds: Int64
    ) throws {
      let clock = try inZone("UTC0") { try LocalTime(argument: text, of: "--at").civilTime }
      #expect(clock == CivilTime(weekday: weekday, millisecondsIntoDay: milliseconds))
    }

    @Test(
      arguments: [
        ("Bogus/Zone", false), ("CLT", false), (":CLT4", false), ("UTC0", true), ("", true),
        (santiago, true), ("CLT4CLST", true), (":UTC", true),
      ] as [(String, Bool)])
    func `a time zone that is not known is told, and UTC taken`(zone: String, isKnown: Bool) throws
    {
      let outcome = try inZone(zone) {
        try quote(
          "quote --tariffs FILE --number 7 --at 2012-02-02T17:30:00 --seconds 5",
          prices: QuoteCommandTests.prices)
      }
      #expect(outcome.status == .done)
      let said = "cabinactl: TZ «\(zone)»: no time zone that is known; UTC is taken\n"
      #expect(outcome.complaint == (isKnown ? "" : said))
    }

    @Test func `a day begins at its first instant, where the clock skips midnight too`() throws {
      try inZone(LocalTimeTests.santiago) {
        // At 24:00 of Saturday, 7 September 2024, the clock shows 01:00 of the Sunday.
        let day = try LocalTime(dayOrTime: "2024-09-08", of: "--since")
        #expect(day.text == "2024-09-08 01:00:00" && day.timestamp == "2024-09-08T04:00:00Z")
        #expect(throws: CommandError.self) {
          try LocalTime(dayOrTime: "2024-09-08T00:30", of: "--since")
        }
        // On 6 April 2024 the last hour comes twice, on the day before none does.
        #expect(
          try LocalTime(dayOrTime: "2024-04-06", of: "").timestamp == "2024-04-06T03:00:00Z")
        #expect(
          try LocalTime(dayOrTime: "2024-04-07", of: "").timestamp == "2024-04-07T04:00:00Z")
      }
    }

    @Test func `the clock is put back in April`() throws {
      let clock = try inZone(LocalTimeTests.santiago) {
        try LocalTime(argument: "2024-04-06T23:30:00", of: "--at").civilTime
      }
      #expect(
        clock
          == CivilTime(
            weekday: 6, millisecondsIntoDay: 84_600_000,
            shifts: [CivilTime.Shift(after: .seconds(1800), shiftSeconds: -3600)]))
    }

    @Test func `the clock is put on in September, and an hour is not there`() throws {
      let clock = try inZone(LocalTimeTests.santiago) {
        try LocalTime(argument: "2024-09-07T12:00:00", of: "--at").civilTime
      }
      #expect(clock.shifts == [CivilTime.Shift(after: .seconds(43_200), shiftSeconds: 3600)])
      #expect(throws: CommandError.self) {
        try inZone(LocalTimeTests.santiago) {
          try LocalTime(argument: "2024-09-08T00:30:00", of: "--at")
        }
      }
    }

    @Test(arguments: [
      "", "2012-02-02", "2012-02-02T", "2012-2-2T17:30:00", "2012-02-02T17:30:00Z",
      "2012-02-02T24:00:00", "2012-13-02T17:30:00", "2012-02-02T17:60:00", "2012-02-02T17:30:0x",
      "12012-02-02T17:30:00", "2012-02-02T17:30:00.5", "-2012-02-02T17:30",
    ])
    func `what is no time is refused`(text: String) {
      #expect(throws: CommandError.self) { try LocalTime(argument: text, of: "--at") }
    }

    @Test func `a time is written as it was read`() throws {
      let text = try inZone(LocalTimeTests.santiago) {
        try LocalTime(argument: "2012-02-02T07:03:09", of: "--at").text
      }
      #expect(text == "2012-02-02 07:03:09")
    }
  }
}
