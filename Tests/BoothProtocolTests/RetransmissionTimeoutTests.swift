import Testing

@testable import BoothProtocol

struct RetransmissionTimeoutTests {
  @Test func `nothing measured: 200 ms, doubling to two seconds`() {
    var timeout = RetransmissionTimeout()
    var waits = [timeout.milliseconds]
    for _ in 0..<5 {
      timeout.backOff()
      waits.append(timeout.milliseconds)
    }
    #expect(waits == [200, 400, 800, 1600, 2000, 2000])
    #expect(timeout.smoothedMicroseconds == nil)
  }

  @Test(
    arguments: [
      // The first: R + 4 × R / 2.
      ([100], 300),
      // SRTT 112.5, RTTVAR 0.75 × 50 + 0.25 × 100 = 62.5.
      ([100, 200], 363),
      ([0], 50), ([3], 50), ([17], 51), ([900], 2000),
    ] as [([Int64], Int64)])
  func `the wait is that of RFC 6298`(roundTrips: [Int64], wait: Int64) {
    var timeout = RetransmissionTimeout()
    for roundTrip in roundTrips { timeout.measured(roundTripMilliseconds: roundTrip) }
    #expect(timeout.milliseconds == wait)
  }

  @Test func `steady answers bring the wait down to them, and a measured one ends the doubling`() {
    var timeout = RetransmissionTimeout()
    timeout.measured(roundTripMilliseconds: 100)
    timeout.backOff()
    #expect(timeout.milliseconds == 600)
    for _ in 0..<60 { timeout.measured(roundTripMilliseconds: 100) }
    #expect(timeout.milliseconds == 101)
    #expect(timeout.smoothedMicroseconds == 100_000)
  }
}
