import BoothControl
import BoothProtocol

/// What a caller may expect, looked at every half second.
extension WorldOracle {
  /// Who is off-hook hears something at least this often when nothing is wrong.
  private static let silenceMilliseconds: Int64 = 20_000

  func checkNowAndThen() {
    guard let world else { return }
    for line in lines.indices {
      checkHelp(line, world)
      checkSound(line, world)
    }
    if world.isQuiet(for: 20_000), board.hasSession { checkAgreement(world) }
  }

  private func checkHelp(_ line: Int, _ world: ShopWorld) {
    guard let cried = lines[line].criedAt else { return }
    guard lines[line].isOffHook else {
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
    guard let snapshot = world.daemon?.exchange.snapshot(at: world.clock) else { return }
    for line in lines.indices {
      let state = board.state(line: line)
      let booth = snapshot.booths.first {
        $0.number == world.configuration.booths[line].number
      }
      guard let booth, !Self.agrees(booth.state, state) else {
        lines[line].differsSince = nil
        continue
      }
      let since = lines[line].differsSince ?? world.now
      lines[line].differsSince = since
      if world.now - since > 5_000 {
        world.violate(
          .agreement, "line \(line): the board has \(state), the host \(booth.state)", line: line)
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
