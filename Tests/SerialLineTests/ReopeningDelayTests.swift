import Testing

@testable import SerialLine

@Suite struct ReopeningDelayTests {
  @Test func `each wait is twice the one before, up to two seconds`() {
    var delay = ReopeningDelay()
    #expect((1...8).map { _ in delay.next() } == [100, 200, 400, 800, 1600, 2000, 2000, 2000])
    delay = ReopeningDelay()
    #expect(delay.next() == 100)
  }
}
