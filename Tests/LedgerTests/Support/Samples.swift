import BoothControl
import BoothProtocol
import Ledger
import Rating

let board = boardUID(1)
let otherBoard = boardUID(13)

private func boardUID(_ first: UInt8) -> BoardUID {
  guard let uid = BoardUID(bytes: Array(first..<(first + 12))) else { fatalError("not 12 bytes") }
  return uid
}

/// 27-10-2006 16:18:14 in Chile, as in the manual.
let manualTime = WallTime(milliseconds: 1_161_980_294_000)

func at(_ milliseconds: Int64) -> WallTime {
  WallTime(milliseconds: manualTime.milliseconds + milliseconds)
}

func pesos(_ amount: Int64) -> Money { Money(micros: amount * 1_000_000) }

func tariff(
  _ prefix: String, _ description: String, _ price: Int64, _ unit: PriceUnit = .minute,
  increment: Int64 = 1
) -> Tariff {
  Tariff(
    prefix: prefix, description: description,
    shownPrice: UnitPrice(price: pesos(price), unit: unit),
    plan: RatePlan(
      connectionFee: .zero,
      steps: [
        RateStep(
          afterSeconds: 0, price: pesos(price), perSeconds: unit.seconds,
          incrementSeconds: increment)
      ]))
}

/// A tariff with everything a tariff can have.
let richTariff = Tariff(
  prefix: "44", description: "UK «móvil»", shownPrice: UnitPrice(price: pesos(24), unit: .minute),
  plan: RatePlan(
    connectionFee: Money(micros: 800_000),
    steps: [
      RateStep(
        afterSeconds: 0, price: Money(micros: 400_000), perSeconds: 60, incrementSeconds: 30),
      RateStep(
        afterSeconds: 60, price: Money(micros: 200_000), perSeconds: 60, incrementSeconds: 10),
    ]),
  bands: [
    Band(
      weekdays: [6, 7], fromSecond: 0, toSecond: 86_400,
      plan: RatePlan(
        connectionFee: .zero,
        steps: [
          RateStep(afterSeconds: 0, price: pesos(1), perSeconds: 60, incrementSeconds: 60)
        ]))
  ], graceSeconds: 3, maximumCharge: Money(micros: 620_000))

func price(_ charge: Tariff, cost: Tariff? = nil) -> DestinationPrice {
  DestinationPrice(
    charge: charge, cost: cost ?? tariff("", "nacional", 100),
    rounding: Rounding(mode: .halfUp, decimals: 0))
}

let internal02 = price(tariff("1006", "INTERNAS 02", 200))

func authorisation(
  _ call: UInt32, booth: String = "4312", price: DestinationPrice? = internal02,
  isCharged: Bool = true, board: BoardUID = board, bootID: UInt32 = 7,
  at time: WallTime = manualTime, wireCall: UInt32? = nil
) -> CallAuthorisation {
  CallAuthorisation(
    call: CallID(rawValue: call), wireCall: CallID(rawValue: wireCall ?? call),
    booth: BoothNumber(booth), board: board, bootID: bootID, line: 2,
    dialled: "1881006", number: "1006", carrier: "188", price: price, isCharged: isCharged,
    reserved: pesos(1000), nextEvent: call, at: time)
}

func callEnd(
  _ call: UInt32, cause: EndCause = .callerHungUp, talked: Int64? = 68_000, charge: Int64 = 227,
  cost: Int64 = 113, suspicions: [Suspicion] = [], at time: WallTime = at(80_000)
) -> CallEnd {
  CallEnd(
    call: CallID(rawValue: call), cause: cause, talked: talked.map(TalkTime.init),
    charge: pesos(charge), cost: pesos(cost), suspicions: suspicions, at: time)
}

func event(
  _ number: UInt32, _ kind: BoardEvent.Kind, board: BoardUID = board, bootID: UInt32 = 7,
  tick: Int64 = 1000
) -> LedgerEntry {
  .boardEvent(
    BoardEventRecord(
      board: board, bootID: bootID,
      event: BoardEvent(number: number, tick: BoardTick(milliseconds: tick), kind: kind)))
}

func seizedEvent(_ number: UInt32, _ call: UInt32, tick: Int64 = 1000) -> LedgerEntry {
  event(number, .seized(line: 2, call: CallID(rawValue: call), trunk: 0, digits: ""), tick: tick)
}

func answeredEvent(_ number: UInt32, _ call: UInt32, tick: Int64 = 9000) -> LedgerEntry {
  event(
    number, .answered(line: 2, call: CallID(rawValue: call), signal: .polarityReversal), tick: tick)
}

func releasedEvent(_ number: UInt32, _ call: UInt32, tick: Int64 = 77_000) -> LedgerEntry {
  event(
    number,
    .released(line: 2, call: CallID(rawValue: call), cause: .callerHungUp, pulses: 0), tick: tick)
}

func seized(_ call: UInt32, tick: Int64 = 1000) -> LedgerEntry {
  .callSeized(CallID(rawValue: call), tick: BoardTick(milliseconds: tick), at: at(1000))
}

func answered(
  _ call: UInt32, tick: Int64 = 9000, signal: AnswerSignal = .polarityReversal
) -> LedgerEntry {
  .callAnswered(
    CallID(rawValue: call), tick: BoardTick(milliseconds: tick), at: at(9000), signal: signal)
}

func heard(_ call: UInt32, tick: Int64) -> LedgerEntry {
  .callHeard(CallID(rawValue: call), tick: BoardTick(milliseconds: tick))
}

func payment(
  _ amount: Int64, _ reference: String = "transferencia 1", at time: WallTime = manualTime
)
  -> LedgerEntry
{
  .payment(amount: pesos(amount), reference: reference, at: time)
}

/// Who changes prices here.
let owner = AuditOrigin(actor: "uid 1000 (juan)", at: manualTime)
