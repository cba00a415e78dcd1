import BoothProtocol

/// Lines that a served board has and no booth is configured for. While its session is up a board
/// leaves dialling to the host, so the host must see to emergency numbers there too.
extension Exchange {
  mutating func addUnassignedLines(_ identity: BoardIdentity) {
    for line in 0..<identity.lineCount { addUnassignedLine(line, of: identity.uid) }
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
