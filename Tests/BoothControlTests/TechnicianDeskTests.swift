import BoothControl
import BoothProtocol
import Testing

@Suite struct `What technicians ask` {
  private static let board = Shop.uid
  private static let response = Response(result: .done)

  private var desk = TechnicianDesk()

  private mutating func at(
    _ milliseconds: Int64, _ input: TechnicianDesk.Input
  ) -> [TechnicianDesk.Effect] {
    desk.handle(input, at: Moment(milliseconds: milliseconds))
  }

  private func asked(
    _ command: Command, number: UInt64 = 1, isForced: Bool = false,
    use: LinesInUse? = LinesInUse()
  ) -> TechnicianDesk.Input {
    .asked(
      BoardCommand(board: Self.board, command: command, text: "", isForced: isForced),
      number: number, use: use)
  }

  private func refused(
    _ refusal: TechnicianRefusal, _ number: UInt64 = 1
  ) -> [TechnicianDesk.Effect] {
    [.answer(number: number, .failure(refusal))]
  }

  @Test mutating func `is asked of the board, and answered with how long it took in all`() {
    #expect(
      at(0, asked(.statistics)) == [.ask(Self.board, number: 1, .statistics)])
    #expect(at(0, .sent(number: 1, microseconds: 5_000)) == [])
    #expect(at(9, .sent(number: 1, microseconds: 205_000)) == [])
    #expect(
      at(9, .told(number: 1, Self.response, microseconds: 206_500)) == [
        .answer(
          number: 1,
          .success(
            CommandReport(
              command: .statistics, response: Self.response, microseconds: 201_500, sendings: 2)))
      ])
    #expect(desk.deadline == nil)
    // Twice is once.
    #expect(at(9, .told(number: 1, Self.response, microseconds: 207_000)) == [])
  }

  @Test mutating func `goes to a board one at a time`() {
    _ = at(0, asked(.statistics))
    #expect(at(1, asked(.statistics, number: 2)) == refused(.boardBusy, 2))
    _ = at(2, .told(number: 1, Self.response, microseconds: 1))
    #expect(
      at(3, asked(.statistics, number: 3)) == [.ask(Self.board, number: 3, .statistics)])
    // What came late is not of another's.
    #expect(at(4, .told(number: 1, Self.response, microseconds: 1)) == [])
  }

  @Test mutating func `bears on no call`() {
    let other = LinesInUse(inCall: [1], offHook: [0, 1])
    let own = LinesInUse(inCall: [0, 1], offHook: [0, 1])
    let onLine: [Command] = [
      .tone(line: 0, tone: .busy, milliseconds: 0), .lineTest(line: 0),
      .ring(line: 0, on: true, milliseconds: 0),
      // What a booth is shown while it talks is its total.
      .display(line: 0, row: 0, column: 0, text: "PRUEBA", clearsRest: false),
    ]
    for (index, command) in onLine.enumerated() {
      let number = UInt64(index) * 2
      #expect(
        at(0, asked(command, number: number, use: own)) == refused(.lineInCall(1), number))
      #expect(
        at(0, asked(command, number: number + 1, use: other))
          == [.ask(Self.board, number: number + 1, command)])
      _ = at(0, .told(number: number + 1, Self.response, microseconds: 0))
    }
    #expect(at(0, asked(.reset, use: own)) == refused(.callsOnBoard(2)))
    #expect(
      at(0, asked(.reset, isForced: true, use: own))
        == [.ask(Self.board, number: 1, .reset)])
    // A call for help is nobody's to end, whatever is forced.
    let help = LinesInUse(inCall: [0, 4], forHelp: [4])
    _ = at(0, .told(number: 1, Self.response, microseconds: 0))
    for isForced in [false, true] {
      #expect(
        at(0, asked(.reset, number: 6, isForced: isForced, use: help))
          == refused(.lineForHelp(5), 6))
    }
    // Somebody may be dialling for help.
    let lifted = LinesInUse(offHook: [2, 5])
    #expect(at(0, asked(.reset, number: 7, use: lifted)) == refused(.lineOffHook(3), 7))
    #expect(
      at(0, asked(.reset, number: 8, isForced: true, use: lifted))
        == [.ask(Self.board, number: 8, .reset)])
    let decided: [Command] = [
      .cut(line: 0, call: CallID(rawValue: 1), toneAfter: .busy), .lease([]),
      .connect(
        line: 0, call: CallID(rawValue: 1), digits: "1", grant: .emergency, nextEvent: 1),
    ]
    for command in decided {
      #expect(
        at(0, asked(command, number: 9, isForced: true))
          == refused(.daemonDecides(command.type), 9))
    }
  }

  @Test(arguments: [false, true])
  func `says whether the board may have done what it did not answer`(wasSent: Bool) {
    let ends: [(TechnicianDesk.Input, TechnicianRefusal)] = [
      (.withdrawn(number: 1), .callBegan(wasSent: wasSent)),
      (.boardLost(Self.board), .boardGone(wasSent: wasSent)),
    ]
    for (input, refusal) in ends {
      var tests = self
      _ = tests.at(0, asked(.reset))
      if wasSent { _ = tests.at(0, .sent(number: 1, microseconds: 0)) }
      #expect(tests.at(5, input) == refused(refusal))
      #expect(tests.desk.deadline == nil)
    }
    // What is given up is not sent any more, or it would be done after its asker was told so.
    var tests = self
    _ = tests.at(0, asked(.reset))
    if wasSent { _ = tests.at(0, .sent(number: 1, microseconds: 0)) }
    #expect(tests.desk.deadline == Moment(milliseconds: 10_000))
    #expect(tests.at(9_999, .timer) == [])
    #expect(
      tests.at(10_000, .timer)
        == [.withdraw(Self.board, number: 1)] + refused(.boardSilent(wasSent: wasSent)))
    #expect(tests.desk.deadline == nil)
  }

  @Test mutating func `needs a board`() {
    #expect(
      at(0, asked(.statistics, use: nil)) == refused(.boardGone(wasSent: false)))
    _ = at(0, asked(.statistics))
    let other = BoardUID("ffffffffffffffffffffffff")
    #expect(other.map { at(1, .boardLost($0)) } == [])
  }
}

@Suite struct `The lines of a board in a call` {
  @Test func `are so from the authorisation to the end`() {
    var shop = Shop()
    #expect(shop.exchange.linesInUse(of: Shop.uid) == nil)
    shop.connect()
    #expect(shop.exchange.linesInUse(of: Shop.uid) == LinesInUse())
    shop.commitsAtOnce = false
    shop.lift(dialling: "1005")
    // It is still on its way to the disk: a restart now would end what is about to begin.
    #expect(shop.connects.isEmpty && shop.exchange.linesInUse(of: Shop.uid)?.inCall == [0])
    shop.commitsAtOnce = true
    shop.handle(.committed(upTo: shop.submitted))
    #expect(shop.exchange.linesInUse(of: Shop.uid)?.inCall == [0])
    shop.event(.onHook(line: 0))
    guard let call = shop.connects.first?.call else {
      Issue.record("no call was connected")
      return
    }
    shop.event(.released(line: 0, call: call, cause: .callerHungUp, pulses: 0))
    #expect(shop.exchange.linesInUse(of: Shop.uid) == LinesInUse())
    shop.handle(.boardLost(Shop.uid))
    #expect(shop.exchange.linesInUse(of: Shop.uid) == nil)
  }

  @Test func `are those too that nobody here knows of`() {
    var shop = Shop()
    // An emergency call that the board connected by itself; its log is still to be read.
    let call = CallID(rawValue: 0x8000_0001)
    shop.connect(
      [shop.report(line: 0), shop.report(line: 1, .talking, call: call)], caughtUp: false)
    #expect(shop.exchange.linesInUse(of: Shop.uid)?.inCall == [1])
    #expect(shop.exchange.linesInUse(of: Shop.uid)?.forHelp == [1])
  }

  @Test func `are for help where the number is, and only there`() {
    var shop = Shop()
    shop.connect()
    shop.lift(dialling: "131")
    #expect(shop.exchange.linesInUse(of: Shop.uid)?.forHelp == [0])
    var other = Shop()
    other.connect()
    other.lift(dialling: "1005")
    #expect(other.exchange.linesInUse(of: Shop.uid)?.inCall == [0])
    #expect(other.exchange.linesInUse(of: Shop.uid)?.forHelp == [])
  }
}
