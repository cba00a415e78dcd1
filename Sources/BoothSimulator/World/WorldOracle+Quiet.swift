import BoothControl
import BoothProtocol

/// What a caller may expect, looked at every half second.
extension WorldOracle {
  /// Who is off-hook hears something at least this often when nothing is wrong.
  private static let silenceMilliseconds: Int64 = 20_000

  func checkNowAndThen() {
    guard let world else { return }
    for line in lines.indices where !lines[line].isAtRest {
      checkHelp(line, world)
      checkSound(line, world)
      checkEnd(line, world)
    }
    if world.isQuiet(for: 20_000), board.hasSession { checkAgreement(world) }
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
    let rows = board.lines[line].display.rows
    guard let heading = rows.first, heading.hasPrefix("FIN"), let total = rows.last,
      let sign = total.firstIndex(of: "$"),
      let call = calls.lastIndex(where: { $0.line == line })
    else { return }
    calls[call].shownPesos = Int64(total[sign...].filter(\.isNumber))
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
    guard let exchange = world.daemon?.exchange else { return }
    for line in lines.indices {
      let state = board.state(line: line)
      let booth = exchange.state(ofBoothAt: line)
      guard !Self.agrees(booth, state) else {
        if lines[line].differsSince != nil { lines[line].differsSince = nil }
        continue
      }
      let since = lines[line].differsSince ?? world.now
      lines[line].differsSince = since
      if world.now - since > 5_000 {
        world.violate(
          .agreement, "line \(line): the board has \(state), the host \(booth)", line: line)
      }
    }
  }

  static func agrees(_ booth: BoothState, _ line: SimulatedBoard.LineState) -> Bool {
    switch line {
    case .onHook: booth == .free
    case .talking: booth == .talking
    case .seizing, .connected: booth == .connecting
    case .offHook, .released:
      switch booth {
      case .offHook, .dialling, .released, .refused: true
      // The disk has the word.
      case .connecting: line == .offHook
      case .free, .talking, .lineFault, .boardGone, .removed: false
      }
    case .fault, .ringing: false
    }
  }
}
