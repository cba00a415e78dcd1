import BoothControl
import BoothProtocol
import Rating
import Testing

@testable import cabinad

/// What a technician reads in the journal.
@Suite struct `The journal` {
  private static let uid: BoardUID = {
    guard let uid = BoardUID("0102030405060708090a0b0c") else { fatalError("not a uid") }
    return uid
  }()

  private static let anomalies: [Anomaly] =
    Refusal.allCases.map { .refused(BoothNumber("4312"), dialled: "0055", $0) }
    + ([.unknown, .powerOn, .brownOut, .watchdog, .resetPin, .hostCommand, .firmwareFault]
    as [ResetCause]).map { .boardRestarted(uid, $0) }
    + ([.unknownType, .badField, .noSuchLine, .wrongState, .eventRingFull, .notAble]
    as [CommandResult]).map { .commandRefused(uid, .statistics, $0) }
    + commands.map { .commandRefused(uid, $0, .badField) }
    + ([.good, .low, .battery] as [PowerState]).map { .power(uid, $0, millivolts: 11_900) }
    + [
      .unknownBoard(uid), .bootIDRepeated(uid, bootID: 7), .tooManyBoards(uid),
      .unassignedLine(uid, line: 3), .unknownCall(uid, CallID(rawValue: 5)),
      .eventsLost(uid, count: 1), .unknownEvent(uid, type: 99),
      .callEndedUnknown(CallID(rawValue: 5)),
    ]

  private static let commands: [Command] = [
    .tone(line: 0, tone: .congestion, milliseconds: 0),
    .connect(line: 1, call: CallID(rawValue: 5), digits: "1006", grant: .emergency, nextEvent: 1),
    .lease([
      LeaseRenewal(
        line: 1, call: CallID(rawValue: 5), leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)
    ]),
    .cut(line: 1, call: CallID(rawValue: 5), toneAfter: .busy),
    .ring(line: 1, on: true, milliseconds: 0),
    .display(line: 1, row: 0, column: 0, text: "A", clearsRest: true), .lineTest(line: 1),
    .readLines(first: 0), .reset,
  ]

  private static let losses: [LinkLoss] = [
    .portClosed, .silence, .commandUnanswered, .boardRestarted, .refused(.noCommonVersion),
    .refused(.unknownFeature(0x80)), .refused(.unheard), .refused(.malformed),
  ]

  /// Names of this program's own, `wrongState`, and its values as Swift prints them.
  private func isPlain(_ text: String) -> Bool {
    !text.contains(/[a-z][A-Z][a-z]|rawValue|: nil|\(line:/)
  }

  @Test(arguments: anomalies)
  func `says in words what went wrong`(anomaly: Anomaly) {
    #expect(isPlain(anomaly.text), "\(anomaly.text)")
  }

  @Test(arguments: losses)
  func `says in words why a board is gone`(loss: LinkLoss) {
    #expect(isPlain(loss.text), "\(loss.text)")
  }

  @Test func `says a refusal as a sentence`() {
    #expect(
      Anomaly.refused(BoothNumber("4312"), dialled: "0055", .unpriced).text
        == "booth 4312: «0055» refused: the destination has no price")
    #expect(
      Anomaly.commandRefused(Self.uid, Self.commands[1], .wrongState).text
        == "board 0102030405060708090a0b0c refused to connect call 5 on line 2: "
        + "the line is not in a state for it")
  }

  @Test func `says of a call that a board names only what is known of it`() {
    // It may have ended, and be in the ledger.
    #expect(
      Anomaly.unknownCall(Self.uid, CallID(rawValue: 5)).text
        == "board 0102030405060708090a0b0c: call 5 is none that is in progress here; it is cut, "
        + "unless it is an emergency call")
  }

  // MARK: Calls

  private func authorised(
    _ call: UInt32, _ number: String = "1006", isEmergency: Bool = false, isCharged: Bool = true
  ) -> CallAuthorisation {
    let tariff = Tariff.plain(
      prefix: "1006", description: "INTERNAS 02",
      price: UnitPrice(price: Money(micros: 200_000_000), unit: .minute))
    let rounding = Rounding(mode: .halfUp, decimals: 0)
    return CallAuthorisation(
      call: CallID(rawValue: call), wireCall: CallID(rawValue: call), booth: BoothNumber("4312"),
      board: Self.uid, bootID: 1, line: 0, dialled: number, number: number, carrier: nil,
      price: isEmergency
        ? nil : DestinationPrice(charge: tariff, cost: tariff, rounding: rounding),
      isCharged: isCharged, reserved: .zero, nextEvent: 1,
      at: WallTime(milliseconds: 0))
  }

  private func ended(
    _ call: UInt32, _ cause: EndCause = .callerHungUp, talked: Int64? = 68_000,
    suspicions: [Suspicion] = []
  ) -> LedgerEntry {
    .callEnded(
      CallEnd(
        call: CallID(rawValue: call), cause: cause,
        talked: talked.map { TalkTime(milliseconds: $0) }, charge: Money(micros: 1_227_000_000),
        cost: .zero, suspicions: suspicions, at: WallTime(milliseconds: 0)))
  }

  @Test func `has a line for each call's end`() {
    var journal = CallJournal(
      currency: .chileanPeso, open: [OpenCall(authorisation: authorised(3))])
    #expect(journal.lines(for: [.callAuthorised(authorised(4))]) == [])
    #expect(
      journal.lines(for: [ended(3), ended(4, .farEndHungUp, suspicions: [.tooShort])]) == [
        "booth 4312: call 3 to 1006 (INTERNAS 02), 68 s, $ 1.227, hung up",
        "booth 4312: call 4 to 1006 (INTERNAS 02), 68 s, $ 1.227, far end hung up, "
          + "for review: too short",
      ])
    _ = journal.lines(for: [
      .callAuthorised(authorised(5, "133", isEmergency: true, isCharged: false)),
      .callAuthorised(authorised(6, isCharged: false)), .callAuthorised(authorised(7)),
      .callAuthorised(authorised(8, "", isEmergency: true)),
    ])
    #expect(
      journal.lines(for: [ended(5), ended(6), ended(7, .notConnected, talked: nil), ended(9)]) == [
        "booth 4312: call 5 to 133 (emergency), 68 s, uncharged, hung up",
        "booth 4312: call 6 to 1006 (INTERNAS 02), 68 s, uncharged, hung up",
        "booth 4312: call 7 to 1006 (INTERNAS 02), not answered, not connected",
        "call 9, 68 s, $ 1.227, hung up",
      ])
    #expect(
      journal.lines(for: [ended(8, talked: nil, suspicions: [.authorisationLost])]) == [
        "booth 4312: call 8, of which nobody knows to whom, no answer told, hung up, for review: "
          + "the authorisation was lost: destination and price unknown"
      ])
  }

  @Test func `remembers so many calls in progress, and of those the newest`() {
    var journal = CallJournal(currency: .chileanPeso)
    for number in 1...1025 as ClosedRange<UInt32> {
      _ = journal.lines(for: [.callAuthorised(authorised(number))])
    }
    #expect(journal.lines(for: [ended(1)]) == ["call 1, 68 s, $ 1.227, hung up"])
    #expect(journal.lines(for: [ended(2)]).first?.hasPrefix("booth 4312: call 2 ") == true)
    #expect(journal.lines(for: [ended(1025)]).first?.hasPrefix("booth 4312: call 1025 ") == true)
  }
}
