import BoothControl
import BoothProtocol
import Rating

/// What the core spends on a whole call: off-hook, four digits, authorisation, answer, a minute of
/// seconds shown, hang-up, bill.
struct CallBenchmark {
  func run() {
    let calls = 200
    let timing = Timing(rounds: 9, operations: calls) {
      var shop = OneBooth()
      for _ in 0..<calls { shop.call() }
      return shop.effects
    }
    print("the core, a call of a minute with its display\n  per call              \(timing.text)")
  }
}

/// A shop of one booth whose ledger commits at once.
private struct OneBooth {
  private var exchange: Exchange
  private var time: Int64 = 0
  private var event: UInt32 = 1
  private(set) var effects = 0
  private let uid = BoardUID("000102030405060708090a0b")
  private var connected = CallID(rawValue: 0)

  init() {
    let shop = ShopConfiguration(
      name: "BENCH",
      booths: [BoothConfiguration(number: BoothNumber("1"), name: "1", board: nil, line: 0)],
      digitMap: .chile2006, emergencyNumbers: ["133"])
    let tariff = Tariff.plain(
      prefix: "100", description: "INTERNAS",
      price: UnitPrice(price: Money(micros: 200_000_000), unit: .minute))
    let book = TariffBook(
      rounding: Rounding(mode: .halfUp, decimals: 0), tariffs: [tariff], deck: [],
      markupPercentMicros: 0)
    exchange = Exchange(
      configuration: shop, calendar: .utc, book: book,
      restored: RestoredState(balance: Money(micros: 1_000_000_000_000)),
      at: Now(moment: Moment(milliseconds: 0), wall: WallTime(milliseconds: 0)))
    guard let uid else { preconditionFailure("the bench's own uid is well formed") }
    let identity = BoardIdentity(
      uid: uid, bootID: 1, resetCause: .powerOn,
      firmware: FirmwareVersion(major: 1, minor: 0, patch: 0), lineCount: 1, trunkCount: 1,
      capabilities: [.display],
      display: DisplayGeometry(rows: 2, columns: 16, charset: .latin1), ringSize: 512,
      oldestEvent: 1, nextEvent: 1, tick: BoardTick(milliseconds: 0), configurationCRC: 0)
    handle(.boardConnected(identity, []))
    handle(.boardCaughtUp(uid))
  }

  mutating func call() {
    tell(.offHook(line: 0))
    for digit in "1006".utf8 { tell(.digit(line: 0, digit: digit, method: .dtmf)) }
    time += 5000
    handle(.timer)
    tell(.seized(line: 0, call: connected, trunk: 0, digits: ""))
    tell(.answered(line: 0, call: connected, signal: .polarityReversal))
    for _ in 0..<60 {
      time += 1000
      handle(.timer)
    }
    tell(.released(line: 0, call: connected, cause: .callerHungUp, pulses: 0))
    tell(.onHook(line: 0))
  }

  private mutating func tell(_ kind: BoardEvent.Kind) {
    guard let uid else { return }
    handle(
      .boardEvent(
        uid, BoardEvent(number: event, tick: BoardTick(milliseconds: time), kind: kind)))
    event += 1
  }

  private mutating func handle(_ input: Exchange.Input) {
    let now = Now(moment: Moment(milliseconds: time), wall: WallTime(milliseconds: time))
    let made = exchange.handle(input, at: now)
    effects += made.count
    for case .command(_, .connect(_, let call, _, _, _)) in made { connected = call }
    for case .commit(let batch) in made { handle(.committed(upTo: batch.number)) }
  }
}
