import BoothControl
import BoothProtocol
import Rating

/// A trick that was tried and gained something, or went otherwise than it has to.
package struct TrickFailure: Error, CustomStringConvertible {
  package let name: String
  package let faults: [String]
  package let history: [String]

  package var description: String {
    (["\(name):"] + faults.map { "  " + $0 } + history).joined(separator: "\n")
  }
}

extension Trick {
  /// Tries the trick in a shop of its own: the reference board, the real session and core, a ledger
  /// in memory.
  /// - Parameters:
  ///   - seed: how late the line and the disk are.
  ///   - remembering: how many happenings a failure tells.
  /// - Returns: nil: it gained nothing.
  package func attempt(
    seed: UInt64 = 1, remembering: Int = 60
  ) throws(BoardOptionsError) -> TrickFailure? {
    let options = TrickShop.options(self, seed: seed)
    let world = try ShopWorld(
      seed: seed, options: options, setting: TrickShop.setting(self, options),
      remembering: remembering)
    let violation = world.live(deeds)
    var check = TrickCheck(self, world)
    check.run()
    let faults = (violation.map { ["\($0.invariant): \($0.what)"] } ?? []) + check.faults
    guard !faults.isEmpty else { return nil }
    return TrickFailure(
      name: name, faults: faults, history: world.history.lines(about: nil, until: world.now))
  }
}

extension ShopWorld {
  /// Lives until everyone has done what he came for, and a quiet half minute; nil: nothing that must
  /// hold in every shop was violated.
  fileprivate func live(_ deeds: [Trick.Deed]) -> WorldViolation? {
    isOpen = false
    startDaemon()
    for deed in deeds.sorted(by: { $0.time < $1.time }) {
      live(to: deed.time)
      switch deed.what {
      case .visit(let line, let script): _ = shop.perform(script, line: line)
      case .owner(let action): ask(action)
      }
    }
    let end = now + 600_000
    while violation == nil, !isEmpty, now < end { live(to: now + 1_000) }
    live(to: now + 30_000)
    if violation == nil { oracle.settle() }
    return violation
  }
}

/// Holds what came of a trick to what had to.
struct TrickCheck {
  private let trick: Trick
  private let world: ShopWorld
  private(set) var faults: [String] = []

  init(_ trick: Trick, _ world: ShopWorld) {
    self.trick = trick
    self.world = world
  }

  mutating func run() {
    var record = ExchangeRecord()
    var told: [BoardEvent] = []
    var refusals: [Refusal] = []
    var replies: [OwnerActionResult] = []
    for happening in world.history.happenings {
      switch happening.what {
      case .noticed(let notice): record.take(notice)
      case .told(let event): told.append(event)
      case .report(.refused(_, _, let refusal)): refusals.append(refusal)
      case .replied(_, let result): replies.append(result)
      default: break
      }
    }
    check(record)
    for event in told { check(event, record) }
    expect("the gate said", refusals, trick.outcome.refusals)
    expect("the owner was told", replies, trick.outcome.replies)
    guard let pesos = trick.outcome.pesosLeft else { return }
    expect("left at the provider", world.ledger.books.balance, Money(micros: pesos * 1_000_000))
  }

  private mutating func check(_ record: ExchangeRecord) {
    let expected = trick.outcome.calls
    for connection in record.connections where connection.isSecond {
      faults.append("line \(connection.line) reached \(connection.number) by a second dial tone")
    }
    let reached = record.connections.map { "line \($0.line): \($0.number)" }
    expect("the exchange got", reached, expected.map { "line \($0.line): \($0.number)" })
    expect("the called heard", record.connections.map(\.tones), expected.map(\.tones))
    let calls = world.oracle.calls.sorted { ($0.seizedAt, $0.line) < ($1.seizedAt, $1.line) }
    guard calls.count == expected.count, reached.count == expected.count else { return }
    for (call, wanted) in zip(calls, expected) { check(call, wanted) }
  }

  private mutating func check(_ call: WorldCall, _ wanted: Trick.Call) {
    let who = "the call of line \(call.line) to \(wanted.number)"
    switch (call.talked, wanted.talked) {
    case (nil, nil): break
    case (let talked?, let range?) where range.contains(talked): break
    default:
      faults.append(
        "\(who) talked \(call.talked.map(String.init) ?? "not at all"), expected \(wanted.talked.map { "\($0)" } ?? "nothing")"
      )
    }
    guard let record = world.ledger.books.records[call.id.unmarked], let end = record.end else {
      return faults.append("\(who) has no record with an end")
    }
    // By what truly was talked, whatever the core made of the number.
    let price = world.prices.charge(of: wanted.number, milliseconds: call.talked ?? 0) ?? -1
    expect("\(who) is charged", end.charge.micros, wanted.isCharged ? price : 0)
    expect("\(who) is to be charged", record.authorisation.isCharged, wanted.isCharged)
    expect("\(who) is flagged", end.suspicions, wanted.suspicions)
    expect("\(who) was written down as", record.authorisation.number, wanted.number)
    expect("\(who) was written down as dialled", record.authorisation.dialled, wanted.number)
  }

  /// What is dialled in a call is nobody's business: it may be a secret number.
  private mutating func check(_ event: BoardEvent, _ record: ExchangeRecord) {
    guard case .digit(let line, _, _) = event.kind,
      record.hasConnection(line: line, at: UInt32(truncatingIfNeeded: event.tick.milliseconds))
    else { return }
    faults.append("the host was told a key of line \(line) that was pressed in a call")
  }

  private mutating func expect<Value: Equatable>(
    _ what: String, _ found: Value, _ expected: Value
  ) {
    if found != expected { faults.append("\(what) \(found), expected \(expected)") }
  }
}
