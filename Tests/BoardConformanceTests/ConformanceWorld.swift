import BoardConformance
import BoothProtocol
import BoothSimulator

/// The checks and a simulated board at the two ends of a cable, in virtual time.
final class ConformanceWorld {
  let shop: SimulatedShop
  private var run: ConformanceRun
  private(set) var report: ConformanceReport?
  /// Stimuli that were asked for, in their order.
  private(set) var stimuli: [Stimulus] = []
  /// Whoever performs stimuli; nil: does what is asked.
  var performs: (Stimulus) -> ConformanceRun.Input = { _ in .stimulusDone }
  /// When the host's port is open again; nil: it is.
  private var opening: Int64?
  private(set) var openings = 0
  /// What the port has first when it is opened once more: the end of some frame.
  var rest: [UInt8] = []
  var canReopen = true
  /// How the port hands over what the board has sent.
  var delivery = Delivery.asItComes
  /// nil: events come in the order of the reference.
  var order: EitherOrder?
  /// Milliseconds that whoever performs stimuli is behind: each is told to be done at once.
  var handsDelay: Int64 = 0
  private var held: [[UInt8]] = []
  private var lateStimuli: [(time: Int64, stimulus: Stimulus)] = []

  enum Delivery {
    case asItComes
    /// Byte by byte, the host acting upon each.
    case drip
    /// All there is, each so many milliseconds.
    case batches(Int64)
  }

  /// Virtual time that no run comes near.
  private static let patience: Int64 = 3_600_000

  init(
    _ options: ConformanceRun.Options = ConformanceRun.Options(),
    board: BoardOptions = ConformanceWorld.board, fault: FirmwareFault? = nil
  ) throws {
    var shop = SimulatedShop.Options()
    shop.board = board
    shop.firmwareFault = fault
    shop.network = TelephoneNetwork(usual: .neverAnswers)
    self.shop = try SimulatedShop(shop)
    run = ConformanceRun(options, nonce: 1)
  }

  /// A ring that is soon full; the rest is the simulator's usual board.
  static var board: BoardOptions {
    var board = BoardOptions()
    board.trunks = 2
    board.ringCapacity = 64
    board.firstBootID = 77
    return board
  }

  /// As small as a board may be that has all to find a mistake in, so that it lives fast.
  static var smallBoard: BoardOptions {
    var board = board
    board.lines = 3
    board.ringCapacity = 32
    return board
  }

  /// Runs all checks to their end.
  func finish() -> ConformanceReport {
    open()
    while true {
      if let report { return report }
      let next = min(
        shop.nextDue, run.deadline?.milliseconds ?? .max, opening ?? .max,
        lateStimuli.first?.time ?? .max, nextBatch)
      guard next < Self.patience else { fatalError("the checks do not come to their end") }
      shop.advance(to: next)
      if let opening, opening <= shop.now { open() }
      while let late = lateStimuli.first, late.time <= shop.now {
        lateStimuli.removeFirst()
        perform(late.stimulus)
      }
      deliver(turned(shop.takeForHost()))
      if let deadline = run.deadline, deadline.milliseconds <= shop.now { feed(.timer) }
    }
  }

  /// When what is held is handed over.
  private var nextBatch: Int64 {
    guard case .batches(let interval) = delivery, !held.isEmpty else { return .max }
    return (shop.now + interval) / interval * interval
  }

  private func turned(_ chunks: [[UInt8]]) -> [[UInt8]] {
    guard order != nil, !chunks.isEmpty else { return chunks }
    return [order?.turned(Array(chunks.joined())) ?? []]
  }

  private func deliver(_ chunks: [[UInt8]]) {
    guard opening == nil else {
      held = []
      return
    }
    switch delivery {
    case .asItComes:
      for bytes in chunks { feed(.received(bytes)) }
    case .drip:
      for byte in chunks.joined() { feed(.received([byte])) }
    case .batches(let interval):
      held += chunks
      guard shop.now % interval == 0, !held.isEmpty else { return }
      let bytes = Array(held.joined())
      held = []
      feed(.received(bytes))
    }
  }

  private func open() {
    opening = nil
    openings += 1
    guard canReopen || openings == 1 else { return feed(.portGone("no such port")) }
    shop.hostOpensPort()
    feed(.opened)
    if openings > 1 { feed(.received(rest)) }
  }

  private func feed(_ input: ConformanceRun.Input) {
    for effect in run.handle(input, at: Moment(milliseconds: shop.now)) { perform(effect) }
  }

  private func perform(_ effect: ConformanceRun.Effect) {
    switch effect {
    case .write(let bytes):
      if opening != nil { fatalError("written to a port that is closed") }
      shop.hostWrites(bytes, at: shop.now)
    // Longer than the run is silent by itself.
    case .reopen: opening = shop.now + 1500
    case .stimulus(let stimulus):
      stimuli.append(stimulus)
      if handsDelay > 0 {
        lateStimuli.append((shop.now + handsDelay, stimulus))
      } else {
        perform(stimulus)
      }
      feed(performs(stimulus))
    case .finished(let report): self.report = report
    case .began, .ended: break
    }
  }

  private func perform(_ stimulus: Stimulus) {
    switch stimulus {
    case .lift: shop.board.lift(line: 0)
    case .hangUp: shop.board.hangUp(line: 0)
    case .flash: _ = shop.perform(CallerScript([.flash(milliseconds: 300)]), line: 0)
    case .dial(let digits): _ = shop.perform(CallerScript([.dial(digits, .redial)]), line: 0)
    case .answer: _ = shop.board.answer(line: 0)
    case .farEndHangsUp: _ = shop.board.farEndHangsUp(line: 0)
    case .meteringPulse: _ = shop.board.meteringPulse(line: 0)
    case .tap: _ = shop.perform(CallerScript([.flash(milliseconds: 200)]), line: 0)
    case .liftOther(let line): shop.board.lift(line: Int(line))
    case .hangUpOther(let line): shop.board.hangUp(line: Int(line))
    case .lineFault(let isThere): shop.board.setFault(line: 0, isThere ? 3 : 0)
    case .supply(let supply): shop.board.setPower(supply.rawValue, millivolts: 11_000)
    case .trunkFault: _ = shop.board.trunkFault(line: 0)
    case .trunk(let trunk, let isOut):
      _ = shop.board.setOutOfOrder(isOut, trunk: trunk.map(Int.init))
    }
  }
}

extension ConformanceReport {
  /// Names of the checks that failed, in the order of the run.
  var failures: [String] {
    results.compactMap { result in
      if case .failed = result.verdict { result.check.name } else { nil }
    }
  }

  /// Every check that did not pass, with what became of it.
  var blemishes: [String] {
    results.compactMap { result in
      switch result.verdict {
      case .passed: nil
      case .failed(let failure):
        "\(result.check.name): expected \(failure.expected); came \(failure.came)"
      case .skipped(let why): "\(result.check.name) skipped: \(why)"
      case .notApplicable(let why): "\(result.check.name) not applicable: \(why)"
      }
    }
  }
}
