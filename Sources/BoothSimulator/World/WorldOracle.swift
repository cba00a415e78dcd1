import BoothControl
import BoothProtocol
import Rating

/// Watches the lines and trunks of a simulated shop, knows what truly happened, and holds host and
/// disk to it. It asks the host nothing but what it claims.
final class WorldOracle {
  /// Set once, when the world is made; it lives as long.
  unowned var world: ShopWorld?
  let board: SimulatedBoard
  let prices: WorldPrices
  let emergencyNumbers: [String]
  var lines: [WorldLine]
  /// Calls that have ended.
  var calls: [WorldCall] = []
  /// Events that bear on money and that the board may still forget too early: boot and number.
  var held: [(bootID: UInt32, number: UInt32)] = []
  /// Since when the board has no host, on the world's clock.
  var isAloneSince: Int64 = 0
  /// How often a ticket was asked for under each key.
  var keysAsked: [String: Int] = [:]
  var gaps = WorldGaps()
  /// When host and board were last found to agree on every line; nil: they were not.
  var agreement: Agreement?

  init(board: SimulatedBoard, prices: WorldPrices, numbers: [String]) {
    self.board = board
    self.prices = prices
    emergencyNumbers = numbers
    lines = Array(repeating: WorldLine(), count: board.options.lines)
  }

  func expectHelp(line: Int, _ help: WorldCustomers.Help?) { lines[line].help = help }

  /// Who dialled just before has to dial again: what was dialled died with the daemon.
  func daemonDied() {
    guard let world else { return }
    forgetWhatIsNotWritten(world)
    // Nobody is left who had heard of them last.
    for index in calls.indices.reversed() {
      guard world.now - calls[index].endedAt < Self.deafMilliseconds else { break }
      if calls[index].brokeOff == .alone { calls[index].brokeOff = .withBox }
    }
    // What was ordered may have died with it.
    for line in lines.indices { lines[line].cut = nil }
    for line in lines.indices where lines[line].isOffHook {
      let cried = lines[line].criedAt ?? world.now
      guard world.now - cried < Self.deafMilliseconds else { continue }
      lines[line].wasDeaf = true
      if lines[line].help == .waits { forgive(line) }
    }
  }

  private func forgive(_ line: Int) {
    lines[line].help = nil
    lines[line].criedAt = nil
  }

  /// A board that is left alone compares all that was dialled since the lifting: one number dialled
  /// twice is none.
  private func sessionEnded() {
    isAloneSince = world?.now ?? 0
    for line in lines.indices where lines[line].wasDeaf { forgive(line) }
  }

  /// The board dials an emergency number itself when the session has died of silence after so long.
  private static let deafMilliseconds: Int64 = 6_000

  private static let peaceMilliseconds: Int64 = 30_000

  // MARK: The shop

  func noticed(_ notice: BoardNotice) {
    guard let world, let line = notice.line else {
      switch notice.kind {
      case .restarted, .powerLost: restarted()
      case .sessionEnded: sessionEnded()
      default: break
      }
      return
    }
    switch notice.kind {
    case .lifted:
      lines[line].lift(at: board.time, world: world.now)
      if lines[line].liftedAt == world.now { lines[line].liftedTick = notice.tick }
    case .hungUp:
      lines[line].isOffHook = false
      lines[line].opened = board.time
      lines[line].hungUpAt = world.now
      lines[line].silentSince = nil
    case .digit(let digit): dialled(digit, line)
    case .seized(let trunk, let digits): seized(trunk, digits, line, at: notice.tick)
    case .answered: answered(notice.tick, line)
    case .farEndHungUp: lines[line].call?.farEndHungUp = board.time
    case .released: released(line, at: notice.tick)
    case .dialled: lines[line].call?.dialledTick = notice.tick
    case .tone, .display, .ringing, .meteringPulse, .passedDigit, .sessionBegan,
      .sessionEnded, .restarted, .powerLost, .unplugged, .plugged:
      break
    }
  }

  private func restarted() {
    guard let world else { return }
    if board.resetCause == .hostCommand { world.boardRestartsForTechnician() }
    for line in lines.indices { lines[line].forget(at: world.now) }
    held = []
    for index in calls.indices where calls[index].bootID != board.bootID {
      let isWritten = world.ledger.books.records.values.contains {
        $0.authorisation.bootID == calls[index].bootID
          && $0.authorisation.wireCall == calls[index].id && $0.end != nil
      }
      if !isWritten { calls[index].mayBeForgotten = true }
    }
  }

  private func dialled(_ digit: UInt8, _ line: Int) {
    guard let world, lines[line].call == nil else { return }
    lines[line].silentSince = nil
    lines[line].firstDigitAt = lines[line].firstDigitAt ?? world.now
    let last = lines[line].dialled.count - 1
    lines[line].dialled[last].unicodeScalars.append(Unicode.Scalar(digit))
    let wasQuiet = lines[line].liftedAt - lines[line].hungUpAt >= 3_000
    // A board that nobody has configured knows no number.
    if lines[line].help != nil, wasQuiet, board.hasPower, !board.configuration.isEmpty,
      lines[line].dialled == ["133"]
    {
      lines[line].criedAt = world.now
      lines[line].criedTick = board.tick
    }
  }

  private func seized(_ trunk: Int, _ digits: String, _ line: Int, at tick: UInt32) {
    guard let world else { return }
    let id = CallID(rawValue: board.call(line: line) ?? 0)
    let isEmergency = emergencyNumbers.contains(digits)
    lines[line].call = WorldCall(
      bootID: board.bootID, id: id, line: line, trunk: trunk, digits: digits,
      isEmergency: isEmergency, hasNoTrunk: board.network.trouble == .noTrunkFree,
      seizedAt: world.now, seizedTick: tick)
    world.count { $0.seizures += 1 }
    // What came before a flash is taken back. But an emergency number is heard all the same, and
    // behind the rest of a number whose beginning was lost.
    let wasDialled =
      isEmergency
      ? lines[line].dialled.contains { $0.hasPrefix(digits) || $0.hasSuffix(digits) }
      : lines[line].dialled.last?.hasPrefix(digits) ?? false
    if !wasDialled {
      world.violate(
        .authorisedFirst, "line \(line) dialled \(lines[line].dialled), the trunk got \(digits)",
        line: line)
    }
    guard !isEmergency else {
      world.count { $0.emergencies += 1 }
      if lines[line].criedAt != nil { world.count { $0.helped += 1 } }
      lines[line].criedAt = nil
      return
    }
    let record = world.ledger.books.records[id]
    if record?.authorisation.number != digits || record?.authorisation.line != line
      || record?.authorisation.bootID != board.bootID || record?.end != nil
    {
      world.violate(
        .authorisedFirst, "call \(id) of line \(line) is not on the disk as promised", line: line)
    }
    if let record { checkCredit(record.authorisation, digits, line: line) }
    if let since = lines[line].disabledSince, since <= lines[line].firstDigitAt ?? world.now {
      world.violate(
        .disabledStaysClosed, "line \(line) was disabled at \(WorldHistory.clock(since))",
        line: line)
    }
  }

  private func answered(_ tick: UInt32, _ line: Int) {
    world?.count { $0.answers += 1 }
    lines[line].call?.answered = (board.time, tick)
    if let world, let call = lines[line].call {
      lines[line].call?.ringing = world.now - call.seizedAt
    }
  }

  /// The trunk was let go: what ended the call, and when its talk ended.
  private func released(_ line: Int, at tick: UInt32) {
    guard var call = lines[line].call else { return }
    lines[line].call = nil
    let sinceOpened = Int32(bitPattern: board.time &- lines[line].opened)
    let hasHungUp =
      !lines[line].isOffHook && sinceOpened == WorldLine.flash.upperBound + 1
    call.wasReset = call.bootID != board.bootID
    if call.wasReset, board.isResetAsked {
      world?.violate(.goesOn, "a technician's restart ended the call of line \(line)", line: line)
    }
    // Whoever was first; the far end may have gone while the board was not yet sure of a hang-up.
    let opened = hasHungUp && !call.wasReset ? lines[line].opened : board.time
    let farEndHungUp = call.farEndHungUp ?? opened
    call.end(at: Int32(bitPattern: farEndHungUp &- opened) < 0 ? farEndHungUp : opened)
    call.endedAt = world?.now ?? 0
    call.endedTick = tick
    call.endedInPeace = world?.isQuiet(for: Self.peaceMilliseconds) ?? false
    if call.wasReset, let world {
      call.brokeOff =
        world.now < world.troubledBefore + Self.peaceMilliseconds
        ? .inTrouble
        : world.daemon == nil ? .withBox : .alone
    }
    calls.append(call)
    guard call.isEmergency else { return }
    let isRefused = call.hasNoTrunk && call.dialledTick == nil
    if !hasHungUp, !call.wasReset, !isRefused, call.farEndHungUp != board.time {
      world?.violate(.emergencyConnects, "the emergency call of line \(line) was ended", line: line)
    }
  }
}
