import BoothProtocol
import BoothSimulator

/// A shop and a host on one virtual clock. The host is the real half of a session with the least of
/// a head on it: dial tone when a handset is lifted, a connection when a number is complete, leases
/// renewed while it is told to.
final class SimulatorWorld {
  let shop: SimulatedShop
  private(set) var link = HostLink()
  /// What a switched-off host does not do: run.
  private(set) var hostIsOn = true

  /// Every event told, of all sessions, as (boot, event).
  private(set) var events: [Told] = []
  private(set) var answers: [(command: Command, response: Response)] = []
  private(set) var identity: BoardIdentity?
  private(set) var reports: [LineReport] = []
  private(set) var losses: [LinkLoss] = []
  /// What onlookers saw.
  private(set) var notices: [BoardNotice] = []

  struct Told: Hashable {
    var bootID: UInt32
    var event: BoardEvent
  }

  var acknowledges = true
  /// Connects a number as soon as it is dialled in full; nil: the test does everything itself.
  var numbers: [String] = []
  var grant = TalkGrant.leased(leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)
  var renews = true

  private var collected: [Int: String] = [:]
  private var calls: [Int: CallID] = [:]
  private var lastCall: UInt32 = 0
  private var nonce: UInt32 = 1
  private var isOpen = false
  private var nextRenewal: Int64 = 5_000

  init(_ options: SimulatedShop.Options = SimulatedShop.Options()) throws {
    shop = try SimulatedShop(options)
    shop.board.observe = { [unowned self] in notices.append($0) }
  }

  var now: Int64 { shop.now }
  var isConnected: Bool { identity != nil }

  // MARK: Time

  func run(for milliseconds: Int64) { run(to: now + milliseconds) }

  /// - Returns: whether it came true within the time.
  func run(within milliseconds: Int64, until isTrue: () -> Bool) -> Bool {
    let end = now + milliseconds
    while now < end {
      if isTrue() { return true }
      step(atMost: end)
    }
    return isTrue()
  }

  private func run(to end: Int64) {
    while now < end { step(atMost: end) }
  }

  private func step(atMost end: Int64) {
    meetPort()
    var next = min(end, max(now, shop.nextDue))
    if hostIsOn, let deadline = link.deadline { next = min(next, max(now, deadline.milliseconds)) }
    if hostIsOn, renews { next = min(next, max(now, nextRenewal)) }
    // The instant itself is over when nothing of it is left to do.
    shop.advance(to: next)
    meetPort()
    for bytes in shop.takeForHost() where hostIsOn { handle(.received(bytes)) }
    guard hostIsOn else { return }
    if let deadline = link.deadline, deadline.milliseconds <= now { handle(.timer) }
    renewIfDue()
  }

  private func renewIfDue() {
    guard renews, now >= nextRenewal else { return }
    nextRenewal = now + 5_000
    guard case .leased(let lease, let limit) = grant, !calls.isEmpty else { return }
    send(
      .lease(
        calls.sorted { $0.key < $1.key }.map {
          LeaseRenewal(
            line: $0.key, call: $0.value, leaseMilliseconds: lease, talkLimitMilliseconds: limit)
        }))
  }

  // MARK: The host

  func send(_ command: Command) { handle(.send(command)) }

  /// As `kill -9` does it: nothing is remembered, nothing is said.
  func killHost() {
    hostIsOn = false
    link = HostLink()
    isOpen = false
    identity = nil
    calls = [:]
    collected = [:]
  }

  func startHost() { hostIsOn = true }

  private func meetPort() {
    guard hostIsOn, shop.isPlugged != isOpen else { return }
    isOpen = shop.isPlugged
    nonce += 1
    handle(isOpen ? .opened(nonce: nonce) : .closed)
  }

  private func handle(_ input: HostLink.Input) {
    for effect in link.handle(input, at: Moment(milliseconds: now)) { perform(effect) }
  }

  private func perform(_ effect: HostLink.Effect) {
    switch effect {
    case .write(let bytes): shop.hostWrites(bytes, at: now)
    case .connected(let identity, let reports):
      self.identity = identity
      self.reports = reports
      calls = [:]
      for report in reports { calls[report.line] = report.call }
    case .event(let event):
      events.append(Told(bootID: identity?.bootID ?? 0, event: event))
      if acknowledges { handle(.acknowledge(upTo: event.number)) }
      follow(event.kind)
    case .answered(let command, let response): answers.append((command, response))
    case .disconnected(let loss):
      losses.append(loss)
      identity = nil
    case .asked, .told, .withdrawn, .clock, .caughtUp, .heard: break
    }
  }

  private func follow(_ event: BoardEvent.Kind) {
    switch event {
    case .offHook(let line):
      collected[line] = ""
      if !numbers.isEmpty { send(.tone(line: line, tone: .dial, milliseconds: 0)) }
    case .digit(let line, let digit, _):
      let number = (collected[line] ?? "") + String(Unicode.Scalar(digit))
      collected[line] = number
      if numbers.contains(number) { connect(line: line, to: number) }
    case .released(let line, _, _, _), .connectFailed(let line, _, _): calls[line] = nil
    default: break
    }
  }

  @discardableResult
  func connect(line: Int, to number: String) -> CallID {
    lastCall += 1
    let call = CallID(rawValue: lastCall)
    calls[line] = call
    send(
      .connect(
        line: line, call: call, digits: number, grant: grant,
        nextEvent: (events.last?.event.number ?? 0) + 1))
    return call
  }

  // MARK: What a test asks

  var kinds: [BoardEvent.Kind] { events.map(\.event.kind) }

  /// The tick, on the wire, of the first event that is so.
  func tick(of isWanted: (BoardEvent.Kind) -> Bool) -> Int64? {
    events.first { isWanted($0.event.kind) }?.event.tick.milliseconds
  }

  /// The tick of the first notice that is so.
  func noticedTick(of isWanted: (BoardNotice.Kind) -> Bool) -> UInt32? {
    notices.first { isWanted($0.kind) }?.tick
  }

  /// Lets the session come up.
  /// - Returns: whether it did.
  func open() -> Bool { run(within: 3_000) { isConnected } }
}

/// Options with everyone answering after 3 s by polarity, unless changed.
func simulatorOptions(
  _ change: (inout SimulatedShop.Options) -> Void = { _ in }
) -> SimulatedShop.Options {
  var options = SimulatedShop.Options()
  var habits = TelephoneNetwork.Habits()
  habits.answersAfterMilliseconds = 3_000...3_000
  options.network = TelephoneNetwork(usual: habits)
  change(&options)
  return options
}
