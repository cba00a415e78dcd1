import BoothControl
import BoothProtocol
import Ledger
import Rating
import Testing

@Suite struct CallTests {
  let shop: Shop

  init() throws { shop = try Shop() }

  @Test func `a call goes from authorised to ended in one row`() throws {
    #expect(shop.store(payment(10_000), .callAuthorised(authorisation(1))))
    #expect(shop.store(seizedEvent(1, 1), seized(1)))
    #expect(shop.store(answeredEvent(2, 1), answered(1)))
    let reader = try shop.reader()
    let open = try reader.calls(CallQuery(), limit: 10).rows
    #expect(open.count == 1)
    #expect(open.first?.endedAt == nil)
    #expect(open.first?.answeredAt == at(9000))
    #expect(open.first?.charge == .zero)

    #expect(
      shop.store(
        releasedEvent(3, 1), .callEnded(callEnd(1, suspicions: [.answerNotSignalled, .tooShort]))))
    let row = try #require(try reader.calls(CallQuery(), limit: 10).rows.first)
    #expect(row.id == CallID(rawValue: 1))
    #expect(row.booth == BoothNumber("4312"))
    #expect(row.number == "1006")
    #expect(row.dialled == "1881006")
    #expect(row.carrier == "188")
    #expect(row.destination == "INTERNAS 02")
    #expect(row.price == UnitPrice(price: pesos(200), unit: .minute))
    #expect(row.authorisedAt == manualTime)
    #expect(row.answeredAt == at(9000))
    #expect(row.endedAt == at(80_000))
    #expect(row.endCause == .callerHungUp)
    #expect(row.talked == .seconds(68))
    #expect(row.seconds == 68)
    #expect(row.charge == pesos(227))
    #expect(row.cost == pesos(113))
    #expect(row.isCharged)
    #expect(!row.isEmergency)
    #expect(row.suspicions == [.answerNotSignalled, .tooShort])
    #expect(try reader.price(ofCall: 1) == internal02)
    #expect(try shop.ledger.restore().balance == pesos(10_000 - 113))
  }

  @Test(arguments: [(0, 0), (1, 1), (1000, 1), (1001, 2), (67_000, 67), (67_001, 68)])
  func `a second begun counts`(milliseconds: Int64, seconds: Int64) throws {
    #expect(
      shop.store(
        .callAuthorised(authorisation(1)),
        .callEnded(callEnd(1, talked: milliseconds, charge: 0, cost: 0))))
    #expect(try shop.reader().calls(CallQuery(), limit: 1).rows.first?.seconds == seconds)
  }

  @Test(arguments: EndCause.allCases)
  func `every cause comes back`(cause: EndCause) throws {
    #expect(
      shop.store(
        .callAuthorised(authorisation(1)),
        .callEnded(callEnd(1, cause: cause, suspicions: Suspicion.allCases))))
    let row = try shop.reader().call(key: 1)
    #expect(row?.endCause == cause)
    #expect(row?.suspicions == Suspicion.allCases)
  }

  @Test func `an emergency call has no price and an unanswered one no duration`() throws {
    #expect(
      shop.store(
        .callAuthorised(authorisation(1, price: nil, isCharged: false)),
        .callEnded(callEnd(1, cause: .notConnected, talked: nil, charge: 0, cost: 0))))
    let row = try #require(try shop.reader().call(key: 1))
    #expect(row.isEmergency)
    #expect(row.talked == nil)
    #expect(row.seconds == 0)
    #expect(row.destination == "")
    #expect(try shop.reader().price(ofCall: 1) == nil)
    #expect(try shop.ledger.restore().balance == nil)
  }

  @Test func `an uncharged call costs the customer nothing and the balance its cost`() throws {
    #expect(
      shop.store(
        payment(1856), .callAuthorised(authorisation(1, isCharged: false)),
        .callEnded(callEnd(1, charge: 0, cost: 113))))
    #expect(try shop.reader().call(key: 1)?.isCharged == false)
    #expect(try shop.ledger.restore().balance == pesos(1743))
  }

  @Test func `a second end changes neither the call nor the balance`() throws {
    #expect(shop.store(payment(1000), .callAuthorised(authorisation(1))))
    #expect(shop.store(releasedEvent(1, 1), .callEnded(callEnd(1))))
    let before = try shop.reader().call(key: 1)
    #expect(
      shop.store(
        event(2, .boot(.powerOn)),
        .callEnded(callEnd(1, cause: .power, talked: 500_000, charge: 9999, cost: 555))))
    #expect(shop.store(.callEnded(callEnd(1, charge: 1, cost: 1))))
    #expect(try shop.reader().call(key: 1) == before)
    #expect(try shop.ledger.restore().balance == pesos(887))
    #expect(shop.rejections == [])
  }

  @Test func `the tick a call was heard at only moves forward`() throws {
    #expect(shop.store(.callAuthorised(authorisation(1)), seized(1), answered(1)))
    for (tick, expected) in [(20_000, 20_000), (15_000, 20_000), (25_000, 25_000)] {
      #expect(shop.store(heard(1, tick: Int64(tick))))
      let call = try shop.ledger.restore().openCalls.first
      #expect(call?.lastHeardTick == BoardTick(milliseconds: Int64(expected)))
    }
  }

  @Test func `the first answer stays`() throws {
    #expect(shop.store(.callAuthorised(authorisation(1)), seized(1, tick: 5), answered(1)))
    #expect(shop.store(seized(1, tick: 6), answered(1, tick: 9999, signal: .setDelay)))
    let call = try shop.ledger.restore().openCalls.first
    #expect(call?.seizedTick == BoardTick(milliseconds: 5))
    #expect(call?.answeredTick == BoardTick(milliseconds: 9000))
    #expect(call?.signal == .polarityReversal)
  }

  @Test func `a price is written once however many calls are made at it`() throws {
    #expect(shop.store(.callAuthorised(authorisation(1))))
    #expect(shop.store(.callAuthorised(authorisation(2))))
    #expect(shop.store(.callAuthorised(authorisation(3, price: price(richTariff)))))
    #expect(try shop.ledger.write { try $0.integer("SELECT count(*) FROM quotes") } == 2)
    // And by a ledger that was opened anew.
    shop.ledger.close()
    let again = try Shop(shop.scratch)
    #expect(again.store(.callAuthorised(authorisation(4))))
    #expect(try again.ledger.write { try $0.integer("SELECT count(*) FROM quotes") } == 2)
    #expect(try again.reader().price(ofCall: 3) == price(richTariff))
    #expect(try again.reader().price(ofCall: 4) == internal02)
  }

  @Test func `a call that a board dialled keeps the name the board has for it`() throws {
    let own: UInt32 = 0x8000_0001
    #expect(shop.store(.callAuthorised(authorisation(5))))
    for (number, from) in [(board, UInt32(7)), (board, 8), (otherBoard, 7)].enumerated() {
      #expect(
        shop.store(
          .callAuthorised(
            authorisation(
              UInt32(6 + number), booth: "431\(number)", price: nil, isCharged: false,
              board: from.0,
              bootID: from.1, wireCall: own))))
    }
    #expect(shop.rejections.isEmpty)
    let restored = try shop.ledger.restore()
    #expect(restored.openCalls.map(\.authorisation.call.rawValue) == [5, 6, 7, 8])
    #expect(restored.openCalls.map(\.authorisation.wireCall.rawValue) == [5, own, own, own])
    #expect(restored.lastCallID == CallID(rawValue: 8))
  }

  /// Of an emergency call whose daemon was killed before it wrote it down.
  @Test func `a call that is adopted keeps the number that a daemon before gave it`() throws {
    #expect(
      shop.store(
        .callAuthorised(authorisation(6, price: nil, isCharged: false, wireCall: 5))))
    let restored = try shop.ledger.restore()
    #expect(restored.openCalls.map(\.authorisation.wireCall.rawValue) == [5])
  }

  /// Its daemon was killed before it wrote it down, and the board has told of it since.
  @Test func `the number of a call that only its board tells of is not given again`() throws {
    #expect(shop.store(.callAuthorised(authorisation(5))))
    #expect(shop.store(seizedEvent(41, 9)))
    #expect(shop.store(seizedEvent(42, 0x8000_0001)))
    #expect(try shop.ledger.restore().lastCallID == CallID(rawValue: 9))
    #expect(shop.store(seizedEvent(43, CallID(rawValue: 11).marked.rawValue)))
    #expect(try shop.ledger.restore().lastCallID == CallID(rawValue: 11))
  }

  @Test func `another shop's number, of a call that was adopted, is not counted on from`() throws {
    let foreign = CallID.last.marked.rawValue
    #expect(
      shop.store(
        .callAuthorised(authorisation(5, price: nil, isCharged: false, wireCall: foreign)),
        seizedEvent(41, foreign)))
    #expect(try shop.ledger.restore().lastCallID == CallID(rawValue: 5))
  }

  @Test func `a number beyond the last one is refused`() throws {
    #expect(shop.store(.callAuthorised(authorisation(CallID.last.rawValue))))
    #expect(shop.rejections.isEmpty)
    #expect(shop.store(.callAuthorised(authorisation(CallID.last.rawValue + 1))))
    #expect(shop.rejections.count == 1)
  }

  @Test func `what was promised for a call may be lost, and it comes back so`() throws {
    #expect(shop.store(.callAuthorised(authorisation(6, price: nil, wireCall: 5))))
    #expect(try shop.ledger.restore().openCalls.map(\.authorisation.isLost) == [true])
    #expect(
      shop.store(
        .callEnded(callEnd(6, charge: 0, cost: 0, suspicions: [.authorisationLost]))))
    let row = try #require(try shop.reader().calls(CallQuery(), limit: 10).rows.first)
    #expect(!row.isEmergency)
    #expect(row.suspicions == [.authorisationLost])
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `one boot of a board cannot have two calls of one name`() throws {
    let own: UInt32 = 0x8000_0001
    #expect(shop.store(.callAuthorised(authorisation(5, price: nil, wireCall: own))))
    #expect(shop.store(.callAuthorised(authorisation(6, price: nil, wireCall: own))))
    #expect(shop.rejections.count == 1)
  }

  @Test func `a list has the price of the hour in which a call was answered`() throws {
    let shop = try Shop()
    let tariff = price(richTariff)
    for (call, weekday) in [(1, 5), (2, 6)] as [(UInt32, Int)] {
      let clock = CivilTime(weekday: weekday, millisecondsIntoDay: 3_600_000)
      #expect(
        shop.store(
          .callAuthorised(authorisation(call, price: tariff, at: at(Int64(call)))), seized(call),
          .callAnswered(
            CallID(rawValue: call), tick: BoardTick(milliseconds: 9000), at: at(9000),
            clock: clock, signal: .polarityReversal)))
    }
    #expect(shop.store(.callAuthorised(authorisation(3, price: tariff, at: at(3)))))
    let rows = try shop.reader().calls(CallQuery(), limit: 10).rows
    // Not answered: the plain one. On a Saturday that of the week-end.
    #expect(rows.map(\.price?.price) == [pesos(24), pesos(1), pesos(24)])
    #expect(rows.allSatisfy { $0.price?.unit == .minute })
  }
}
