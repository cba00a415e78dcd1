import BoothProtocol

/// Lines that a served board has and no booth is configured for. While its session is up a board
/// leaves dialling to the host, so the host must see to emergency numbers there too.
extension Exchange {
  mutating func addUnassignedLines(_ identity: BoardIdentity) {
    forgetUnassignedLines(butOf: identity.uid)
    for line in 0..<identity.lineCount { addUnassignedLine(line, of: identity.uid) }
  }

  /// Of boards that are gone nothing is left to see to, save for a call that goes on: each board that
  /// was ever here would have the core look through its lines for good.
  private mutating func forgetUnassignedLines(butOf uid: BoardUID) {
    let present = boards.filter(\.isConnected).map(\.uid) + [uid]
    booths.removeAll { booth in
      booth.isUnassigned && booth.call == nil
        && booth.configuration.board.map { !present.contains($0) } ?? false
    }
  }

  mutating func addUnassignedLine(_ line: Int, of uid: BoardUID) {
    let isTaken = booths.contains { booth in
      booth.configuration.line == line
        && (booth.configuration.board == uid || booth.configuration.board == nil)
    }
    guard !isTaken else { return }
    // Told apart by the end of the board's number.
    let number = "L\(line + 1)-\(uid.description.suffix(4))"
    var booth = Booth(
      configuration: BoothConfiguration(
        number: BoothNumber(number), name: "LÍNEA \(line + 1)", board: uid, line: line))
    booth.isUnassigned = true
    booth.isDisabled = true
    booths.append(booth)
  }
}
