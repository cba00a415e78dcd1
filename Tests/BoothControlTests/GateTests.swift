import BoothControl
import BoothProtocol
import Rating
import Testing

@Suite struct `The gate` {
  @Test func `refuses a disabled booth with a tone and a reason, and enables it again`() {
    var shop = Shop()
    shop.connect()
    let effects = shop.handle(
      .owner(.disable(BoothNumber("4312")), OwnerRequestID(rawValue: 9)))
    #expect(effects.contains(.answer(OwnerRequestID(rawValue: 9), .done)))
    shop.event(.offHook(line: 0))
    #expect(shop.tones.last == .refusal)
    shop.dial("1006")
    shop.pass(seconds: 5)
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.boothDisabled))
    shop.event(.onHook(line: 0))
    shop.handle(.owner(.enable(BoothNumber("4312")), OwnerRequestID(rawValue: 10)))
    shop.lift(dialling: "1006")
    #expect(shop.connects.count == 1)
  }

  @Test func `keeps the number it refused until the next caller lifts`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "0551234567")
    shop.pass(seconds: 20)
    guard case .refused = shop.booth().state else {
      Issue.record("\(shop.booth().state)")
      return
    }
    #expect(shop.booth().refusedNumber.hasPrefix("055"))
    shop.event(.onHook(line: 0))
    shop.event(.offHook(line: 0))
    #expect(shop.booth().refusedNumber == "")
  }

  @Test func `holds for a booth that is disabled while it dials`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.dial("10")
    shop.handle(.owner(.disable(BoothNumber("4312")), OwnerRequestID(rawValue: 1)))
    #expect(shop.tones.last == .refusal)
    shop.dial("06")
    shop.pass(seconds: 5)
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.boothDisabled))
  }

  @Test func `answers the owner only when the change is on disk`() {
    var shop = Shop()
    shop.connect()
    shop.commitsAtOnce = false
    let request = OwnerRequestID(rawValue: 3)
    let before = shop.handle(.owner(.disable(BoothNumber("4312")), request))
    #expect(!before.contains(.answer(request, .done)))
    #expect(shop.booth().isDisabled)
    let after = shop.handle(.committed(upTo: shop.submitted))
    #expect(after.contains(.answer(request, .done)))
  }

  @Test(arguments: [0, -5] as [Int64])
  func `refuses every priced call when there is no balance`(pesos: Int64) {
    var shop = Shop(balance: .pesos(pesos))
    shop.connect()
    shop.lift(dialling: "1006")
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.noBalance))
    #expect(shop.tones.last == .refusal)
  }

  @Test func `asks for no balance where none is kept`() {
    var shop = Shop(balance: nil)
    shop.connect()
    shop.lift(dialling: "1006")
    #expect(shop.connects.count == 1)
    #expect(
      shop.connects.first?.grant
        == .leased(
          leaseMilliseconds: 20_000, talkLimitMilliseconds: nil))
  }

  @Test func `refuses a destination without a tariff`() {
    var shop = Shop(tariffs: [.perMinute("02", "SANTIAGO CHILE", 50)])
    shop.connect()
    shop.lift(dialling: "1006")
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.unpriced))
  }

  @Test func `refuses a blocked number`() {
    var shop = Shop { $0.blockedPrefixes = ["100"] }
    shop.connect()
    shop.lift(dialling: "1006")
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.blocked))
  }

  @Test(arguments: ["*", "#", "*21", "A"])
  func `refuses star codes`(digits: String) {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: digits)
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.notANumber))
  }

  @Test func `refuses who does not dial in time`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.pass(seconds: 15.9)
    #expect(shop.booth().state == .offHook)
    shop.pass(seconds: 0.2)
    #expect(shop.booth().state == .refused(.dialledTooSlowly))
  }

  @Test func `promises nothing while the disk refuses, save emergency calls`() {
    var shop = Shop()
    shop.connect()
    shop.commitsAtOnce = false
    shop.handle(.storageFailed("database or disk is full"))
    shop.lift(dialling: "1006")
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .refused(.storageFault))
    shop.lift(dialling: "133", line: 1)
    #expect(shop.connects.map(\.digits) == ["133"])
    shop.event(.onHook(line: 0))
    shop.commitsAtOnce = true
    shop.handle(.storageRecovered)
    shop.lift(dialling: "1006")
    #expect(shop.connects.map(\.digits) == ["133", "1006"])
  }

  @Test func `never connects a call whose authorisation the ledger refused for good`() {
    var shop = Shop()
    shop.connect()
    shop.commitsAtOnce = false
    shop.lift(dialling: "1006")
    shop.handle(.rejected(batch: shop.submitted, "call 1 is written already"))
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.connects.isEmpty)
    #expect(shop.ends.isEmpty)
    #expect(shop.booth().state == .refused(.storageFault))
  }

  @Test(arguments: ["131", "132", "133"])
  func `lets an emergency number through everything`(number: String) {
    var shop = Shop(tariffs: [], balance: .zero) {
      $0.blockedPrefixes = ["1", number]
      $0.blocksAll = true
    }
    shop.connect()
    shop.handle(.owner(.disable(BoothNumber("4312")), OwnerRequestID(rawValue: 1)))
    shop.commitsAtOnce = false
    shop.event(.offHook(line: 0))
    shop.dial(number)
    #expect(shop.connects.map(\.digits) == [number])
    #expect(shop.connects.map(\.grant) == [.emergency])
    shop.commitsAtOnce = true
    let call = shop.connects[0].call
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.pass(seconds: 300)
    shop.hangUp(call)
    #expect(shop.ends.map(\.charge) == [.zero])
    #expect(shop.ends.map(\.cost) == [.zero])
  }

  @Test func `takes a hook flash for neither a hang-up nor a new call`() {
    var shop = Shop()
    shop.connect()
    shop.call("1006")
    shop.event(.flash(line: 0))
    #expect(shop.booth().state == .talking)
    #expect(shop.ends.isEmpty)
    shop.dial("099123")
    #expect(shop.connects.count == 1)
  }

  @Test func `takes an opened loop for advice, which is acknowledged at once and ends nothing`() {
    var shop = Shop()
    shop.connect()
    let call = shop.call("1006")
    shop.commitsAtOnce = false
    let opened = shop.nextEvent
    shop.event(.loopOpen(line: 0))
    #expect(shop.acknowledged == opened)
    #expect(shop.booth().state == .talking)
    #expect(shop.ends.isEmpty)
    shop.event(.released(line: 0, call: call, cause: .callerHungUp, pulses: 0))
    #expect(shop.acknowledged == opened)
  }
}
