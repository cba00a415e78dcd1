import BoothControl
import BoothProtocol
import Rating
import Testing

@Suite struct `An emergency call` {
  static func isCut(_ command: Command) -> Bool {
    if case .cut = command { true } else { false }
  }

  /// Off-hook and 133 on line 0, CONNECT sent.
  static func dialled(_ shop: inout Shop) -> CallID {
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.dial("133")
    return shop.connects.last?.call ?? CallID(rawValue: 0)
  }

  /// A ledger in whose place an older copy was put gives numbers that the board has seen.
  @Test func `is connected under the next number where the board had a call of its first`() {
    var shop = Shop()
    let first = Self.dialled(&shop)
    func refuse(_ call: CallID) {
      let connect = shop.commands.last {
        if case .connect(_, call, _, _, _) = $0 { true } else { false }
      }
      if let connect {
        shop.handle(.boardAnswered(Shop.uid, connect, Response(result: .wrongState)))
      }
    }
    refuse(first)
    #expect(shop.connects.map(\.digits) == ["133", "133"])
    let second = shop.connects[1].call
    #expect(second != first && second.isMarked)
    // A board that says so of any number is not asked for ever.
    refuse(second)
    #expect(shop.connects.count == 2)
    #expect(shop.booth().state == .refused(.boardFault))
  }

  @Test func `is not cut because the link was away while it was set up`() {
    var shop = Shop()
    let call = Self.dialled(&shop)
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 65)
    shop.connect([shop.report(line: 0, .talking, call: call)], caughtUp: false)
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    shop.pass(seconds: 400)
    #expect(!shop.commands.contains(where: Self.isCut))
    shop.hangUp(call)
    #expect(shop.ends.map(\.talked) == [TalkTime(milliseconds: 400_000)])
  }

  @Test func `is not cut however long the trunk takes or the far end rings`() {
    var shop = Shop()
    let call = Self.dialled(&shop)
    shop.pass(seconds: 100)
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.pass(seconds: 300)
    #expect(!shop.commands.contains(where: Self.isCut))
  }

  @Test func `is nobody's to cut`() {
    var shop = Shop()
    let call = Self.dialled(&shop)
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    let request = OwnerRequestID(rawValue: 5)
    let effects = shop.handle(.owner(.cut(BoothNumber("4312")), request))
    #expect(effects.contains(.answer(request, .emergencyCall)))
    shop.pass(seconds: 30)
    #expect(!shop.commands.contains(where: Self.isCut))
  }

  @Test func `that the board dialled is not talked over while its log is read`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.handle(.boardLost(Shop.uid))
    shop.pass(seconds: 7)
    let tones = shop.tones.count
    let call = CallID(rawValue: 0x8000_0001)
    shop.connect([shop.report(line: 0, .seizing, call: call)])
    shop.pass(seconds: 20)
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: "133"))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    #expect(shop.tones.count == tones)
    #expect(shop.booth().state == .talking)
    shop.hangUp(call)
    #expect(shop.ends.map(\.cause) == [.callerHungUp])
    shop.lift(dialling: "1006")
    #expect(shop.connects.last?.digits == "1006")
  }

  @Test(arguments: ["1", "9991"])
  func `is reached after a tap of the hook, whatever was dialled before`(before: String) {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.dial(before)
    shop.event(.flash(line: 0))
    shop.dial("133")
    #expect(shop.connects.last?.digits == "133")
  }

  @Test(arguments: [true, false])
  func `that a board has is not ended by what its log tells of before`(isAnotherCaller: Bool) {
    var shop = Shop()
    let call = CallID(rawValue: 0x0000_4000)
    shop.connect(
      [shop.report(line: 0, .talking, call: call), shop.report(line: 1)], caughtUp: false)
    shop.event(.offHook(line: 0))
    shop.dial("9")
    if isAnotherCaller {
      shop.event(.onHook(line: 0))
      shop.event(.offHook(line: 0))
    } else {
      shop.event(.flash(line: 0))
    }
    shop.dial("133")
    shop.event(.seized(line: 0, call: call, trunk: 0, digits: ""))
    shop.event(.answered(line: 0, call: call, signal: .polarityReversal))
    shop.handle(.boardCaughtUp(Shop.uid))
    #expect(shop.connects.isEmpty)
    #expect(shop.booth().state == .talking)
    shop.pass(seconds: 5)
    shop.hangUp(call)
    #expect(shop.ends.map(\.cause) == [.callerHungUp])
    #expect(shop.ends.map(\.talked) == [.seconds(5)])
  }

  @Test func `is reached from a booth of whose caller nothing is known`() {
    var shop = Shop()
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    #expect(shop.booth().state == .refused(.interrupted))
    #expect(shop.tones.last == .congestion)
    shop.dial("1006")
    shop.pass(seconds: 20)
    #expect(shop.connects.isEmpty)
    shop.event(.flash(line: 0))
    shop.dial("133")
    #expect(shop.connects.last?.digits == "133")
  }

  @Test func `is reached though a call id of another shop is on a line`() {
    var shop = Shop()
    let foreign = CallID(rawValue: 0x7FFF_FFFF)
    shop.connect([
      shop.report(line: 0), shop.report(line: 1, .talking, call: foreign, lease: 9_000),
    ])
    #expect(shop.commands.contains(.cut(line: 1, call: foreign, toneAfter: .congestion)))
    shop.event(.offHook(line: 0))
    shop.dial("133")
    #expect(shop.connects.last?.call == CallID(rawValue: 1).marked)
  }

  @Test func `of another shop's numbering is written under a number of this one`() {
    var shop = Shop()
    let foreign = CallID(rawValue: 0x7FFF_FFFF)
    shop.connect([shop.report(line: 0, .talking, call: foreign), shop.report(line: 1)])
    let written = shop.entries.compactMap { entry -> CallAuthorisation? in
      guard case .callAuthorised(let authorisation) = entry else { return nil }
      return authorisation
    }
    #expect(written.map(\.call) == [CallID(rawValue: 1)])
    #expect(written.map(\.wireCall) == [foreign])
  }

  @Test func `is reached after a wrong number and a pause, and not within a longer number`() {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))
    shop.dial("999")
    shop.dial("133")
    #expect(shop.connects.isEmpty)
    shop.pass(seconds: 2)
    shop.dial("133")
    #expect(shop.connects.map(\.digits) == ["133"])
  }

  @Test(arguments: ["91331", "913345678", "*133", "3133", "99133", "0133"])
  func `is not reached within what is no number`(dialled: String) {
    var shop = Shop()
    shop.connect()
    shop.event(.offHook(line: 0))
    for digit in dialled {
      shop.dial(String(digit))
      shop.pass(seconds: 0.3)
    }
    #expect(shop.connects.isEmpty)
    shop.pass(seconds: 2.5)
    shop.dial("133")
    #expect(shop.connects.map(\.digits) == ["133"])
  }

  @Test func `is reached though the daemon restarted while it was dialled`() {
    var shop = Shop()
    // 1 was told to the daemon before.
    shop.connect([shop.report(line: 0, .offHook), shop.report(line: 1)])
    shop.dial("33")
    #expect(shop.connects.isEmpty)
    shop.dial("133")
    #expect(shop.connects.map(\.digits) == ["133"])
  }
}
