import BoothControl
import BoothProtocol

/// A technician in a simulated shop, who asks the board something now and then through the daemon,
/// and now and then would restart it.
struct WorldTechnician {
  private(set) var nextAct: Int64
  private let board: BoardUID
  private let lines: Int
  /// nil: there is none.
  private let mean: Int64?
  private var generator: SplitMix64
  private var lastNumber: UInt64 = 0
  /// What he waits for, since when.
  private var waits: [UInt64: Int64] = [:]

  /// A few instants more than the desk has patience.
  private static let patienceMilliseconds: Int64 = 10_500

  init(board: BoardUID, options: WorldOptions, generator: SplitMix64) {
    self.board = board
    lines = options.booths
    mean = options.technicianMean
    self.generator = generator
    nextAct = options.technicianMean ?? .max
  }

  mutating func act(at now: Int64) -> (number: UInt64, asked: BoardCommand) {
    nextAct = now + .random(in: 100...2 * (mean ?? 1), using: &generator)
    lastNumber += 1
    waits[lastNumber] = now
    let line = Int.random(in: 0..<lines, using: &generator)
    let command: Command =
      switch generator.next() % 10 {
      case 0..<2: .readLines(first: 0)
      case 2: .statistics
      case ..<6: .lineTest(line: line)
      default: .reset
      }
    return (lastNumber, BoardCommand(board: board, command: command, text: ""))
  }

  /// nil: he does not wait for it.
  mutating func answered(_ number: UInt64) -> Int64? { waits.removeValue(forKey: number) }

  /// What he asked of a daemon that died is never answered.
  mutating func daemonDied() { waits = [:] }

  /// Whether he has waited for longer than he was promised.
  func isLeftWaiting(at now: Int64) -> Bool {
    waits.values.contains { now - $0 > Self.patienceMilliseconds }
  }
}

extension ShopWorld {
  /// As `cabinad` asks it.
  func actTechnician() {
    let (number, asked) = technician.act(at: now)
    guard daemon != nil else { return technician.daemonDied() }
    note("the technician asks for \(PlainWords.text(asked.command))")
    let use = daemon?.exchange.linesInUse(of: asked.board)
    work(.technician(.asked(asked, number: number, use: use)))
  }

  func perform(_ effect: TechnicianDesk.Effect) {
    switch effect {
    case .ask(_, let number, let command): toBoard(.ask(number, command))
    case .withdraw(_, let number): toBoard(.withdraw(number))
    case .answer(let number, let result):
      note("the technician is told \(PlainWords.text(result))")
      if technician.answered(number) == nil {
        violate(.endsInTime, "a technician is answered what he does not wait for")
      }
    }
  }

  /// He has it done.
  func boardRestartsForTechnician() {
    troubledBefore = troubledUntil
    troubledUntil = max(troubledUntil, now)
    count { $0.technicianResets += 1 }
  }

  func checkTechnician() {
    if technician.isLeftWaiting(at: now) {
      violate(.endsInTime, "a technician waits for more than ten seconds")
    }
  }
}
