import BoothProtocol
import Rating
import Testing

@testable import BoothControl

/// The start, the partial and the critical timer of RFC 3435, each with a length of its own, and
/// the pound that makes the last one needless. The map has 100 and 100x, and abroad by `00`.
struct DialTimerTests {
  private func shop() -> Shop {
    var shop = Shop {
      $0.startTimerSeconds = 9
      $0.partialTimerSeconds = 7
      $0.criticalTimerSeconds = 3
    }
    shop.connect()
    shop.event(.offHook(line: 0))
    return shop
  }

  @Test func `the start timer runs from the hook to the first digit`() {
    var shop = shop()
    shop.pass(seconds: 8.9)
    #expect(shop.booth().state == .offHook)
    shop.pass(seconds: 0.2)
    #expect(shop.booth().state == .refused(.dialledTooSlowly))
  }

  @Test func `the first digit ends the start timer, and each one begins the partial timer`() {
    var shop = shop()
    shop.pass(seconds: 8.8)
    for digit in ["0", "2", "5"] {
      shop.dial(digit)
      shop.pass(seconds: 6.9)
    }
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .dialling(digits: "025"))
    shop.pass(seconds: 0.2)
    #expect(shop.booth().state == .refused(.dialledTooSlowly))
    #expect(shop.connects.isEmpty)
  }

  @Test func `the critical timer connects what could still have grown`() {
    var shop = shop()
    shop.dial("100")
    shop.pass(seconds: 2.9)
    #expect(shop.connects.isEmpty)
    shop.pass(seconds: 0.2)
    #expect(shop.connects.map(\.digits) == ["100"])
  }

  @Test func `a digit within the critical timer is part of the number, which then waits for none`()
  {
    var shop = shop()
    shop.dial("100")
    shop.pass(seconds: 2.9)
    shop.dial("6")
    #expect(shop.connects.map(\.digits) == ["1006"])
  }

  @Test func `a pound ends the number at once, and is not sent`() {
    let abroad = Tariff.perMinute("00", "MUNDO", 500)
    var shop = Shop(tariffs: [abroad]) { $0.criticalTimerSeconds = 3 }
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.dial("00525551234")
    #expect(shop.connects.isEmpty)
    shop.dial("#")
    #expect(shop.connects.map(\.digits) == ["00525551234"])
  }
}
