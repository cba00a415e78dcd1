import BoothControl
import BoothProtocol

/// What a caller may expect, looked at every half second.
extension WorldOracle {
  /// How far host and board were.
  struct Agreement: Equatable {
    let coreInputs: Int
    let boardCalls: Int
  }

  /// Who is off-hook hears something at least this often when nothing is wrong.
  private static let silenceMilliseconds: Int64 = 20_000

  func checkNowAndThen(_ world: ShopWorld) {
    for line in lines.indices where !lines[line].isAtRest {
      checkHelp(line, world)
      checkSound(line, world)
      checkEnd(line, world)
      checkTotal(line, world)
    }
    if world.isQuiet(for: 20_000), board.hasSession { checkAgreement(world) }
    checkSession(world)
    world.checkTechnician()
    if world.ledger.waitingCount > Self.waitingLimit {
      world.violate(.bounded, "\(world.ledger.waitingCount) batches wait for the disk")
    }
  }

  /// Of a disk that takes nothing; an owner in a hurry asks for something every four seconds.
  private static let waitingLimit = 256

  /// Host and board have found each other half a minute after whatever went wrong.
  private func checkSession(_ world: ShopWorld) {
    guard world.isQuiet(for: 30_000) else { return }
    if world.daemon?.board == nil || !board.hasSession {
      world.violate(.agreement, "host and board have no session, and nothing is wrong")
    }
  }

  private func checkHelp(_ line: Int, _ world: ShopWorld) {
    guard let cried = lines[line].criedAt else { return }
    guard lines[line].isOffHook else {
      lines[line].criedAt = nil
      return
    }
    // A full log may have had no place for the digits; the caller hears that he has to dial anew.
    let isLost = gaps.hasGap(
      ofBoot: board.bootID, from: lines[line].liftedTick, to: lines[line].criedTick)
    guard !isLost else {
      lines[line].criedAt = nil
      return
    }
    guard !world.isTooNoisy else {
      lines[line].criedAt = cried + ShopWorld.lookMilliseconds
      return
    }
    guard world.now - cried >= WorldCustomers.helpMilliseconds else { return }
    lines[line].criedAt = nil
    world.violate(
      .emergencyConnects,
      "line \(line) dialled 133 at \(WorldHistory.clock(cried)) and was not connected",
      line: line)
  }

  /// How long a board may let a call go on that no host renews, and how long a cut may take when
  /// nothing is wrong.
  private static let leaseMilliseconds: Int64 = 20_000
  private static let cutMilliseconds: Int64 = 10_000

  private func checkEnd(_ line: Int, _ world: ShopWorld) {
    guard let call = lines[line].call, !call.isEmergency else { return }
    let alone = world.now - max(isAloneSince, call.seizedAt)
    if !board.hasSession, alone > Self.leaseMilliseconds + ShopWorld.lookMilliseconds {
      world.violate(
        .endsInTime, "call \(call.id) of line \(line) goes on without a lease", line: line)
    }
    guard let cut = lines[line].cut, cut.call == call.id,
      world.isQuiet(for: Self.cutMilliseconds), world.now - cut.at > Self.cutMilliseconds
    else { return }
    world.violate(
      .endsInTime,
      "call \(call.id) of line \(line) was cut at \(WorldHistory.clock(cut.at)) and goes on",
      line: line)
  }

  /// The display of a line has changed. The bill of a call stays there until the next one.
  func displayed(_ line: Int) {
    guard lines[line].call == nil else { return }
    let display = board.lines[line].display
    guard display.rows.first?.hasPrefix("FIN") == true, let total = Self.total(on: display),
      let call = calls.lastIndex(where: { $0.line == line })
    else { return }
    calls[call].shownPesos = total
  }

  /// A total that is shown may be so much older than it is, or newer.
  private static let totalMilliseconds: (old: Int64, new: Int64) = (3_000, 1_000)
  /// Each line's total is looked at so often.
  private static let totalPeriod: Int64 = 10_000

  /// While people talk the display shows what it costs by now.
  private func checkTotal(_ line: Int, _ world: ShopWorld) {
    guard let call = lines[line].call, let answered = call.answered, !call.isEmergency,
      world.now >= lines[line].totalDue
    else { return }
    lines[line].totalDue = world.now + Self.totalPeriod
    let isEnding = !lines[line].isOffHook || call.farEndHungUp != nil
    guard !isEnding, world.isQuiet(for: Self.totalPeriod), board.hasSession else { return }
    let talked = Int64(board.time &- answered.time)
    guard talked > Self.totalMilliseconds.old else { return }
    let isCharged = world.ledger.books.records[call.id]?.authorisation.isCharged ?? true
    func charge(_ milliseconds: Int64) -> Int64 {
      isCharged ? prices.charge(of: call.digits, milliseconds: milliseconds) ?? 0 : 0
    }
    let least = charge(talked - Self.totalMilliseconds.old)
    let most = charge(talked + Self.totalMilliseconds.new)
    let shown = Self.total(on: board.lines[line].display).map { $0 * 1_000_000 }
    if let shown, shown >= least, shown <= most {
      world.count { $0.totals += 1 }
      return
    }
    world.violate(
      .shownTruly,
      "the display shows \(board.lines[line].display.rows) after \(talked) ms of call \(call.id), not \(least) to \(most)",
      line: line)
  }

  /// The pesos behind the sign in the last row; nil: there are none.
  private static func total(on display: CharacterDisplay) -> Int64? {
    guard let row = display.rows.last, let sign = row.firstIndex(of: "$") else { return nil }
    return Int64(row[sign...].filter(\.isNumber))
  }

  private func checkSound(_ line: Int, _ world: ShopWorld) {
    let isSilent = lines[line].isOffHook && board.sound(line: line) == .silence
    guard isSilent, board.hasSession, world.daemon != nil, world.isQuiet(for: 0) else {
      lines[line].silentSince = nil
      return
    }
    let since = lines[line].silentSince ?? world.now
    lines[line].silentSince = since
    if world.now - since > Self.silenceMilliseconds {
      world.violate(.neverSilent, "line \(line) hears nothing", line: line)
    }
  }

  /// Host and board on a line that has been as it is for some seconds.
  private func checkAgreement(_ world: ShopWorld) {
    guard let daemon = world.daemon else { return }
    let seen = Agreement(coreInputs: world.coreInputs, boardCalls: board.callCount)
    // All agreed then, and neither has been told or asked anything since.
    guard seen != agreement else { return }
    agreement = seen
    for (line, booth) in zip(lines.indices, daemon.boothStates) {
      let state = board.state(line: line)
      guard !Self.agrees(booth, state) else {
        if lines[line].differsSince != nil { lines[line].differsSince = nil }
        continue
      }
      agreement = nil
      let since = lines[line].differsSince ?? world.now
      lines[line].differsSince = since
      if world.now - since > 5_000 {
        world.violate(
          .agreement, "line \(line): the board has \(state), the host \(booth)", line: line)
      }
    }
  }

  static func agrees(_ booth: BoothState, _ line: SimulatedBoard.LineState) -> Bool {
    switch (line, booth) {
    case (.onHook, .free), (.talking, .talking), (.seizing, .connecting),
      (.connected, .ringing):
      true
    case (.offHook, .offHook), (.offHook, .dialling), (.offHook, .released), (.offHook, .refused),
      (.released, .offHook), (.released, .dialling), (.released, .released),
      (.released, .refused):
      true
    // The disk has the word.
    case (.offHook, .connecting): true
    default: false
    }
  }
}
