internal import Rating

/// What the shop's clock showed at an answer, as a call keeps it: `5 58694000`, the weekday (1
/// Monday … 7 Sunday) and milliseconds into the day; then, for each step of the clock while the call
/// lasted, after how many milliseconds and by how many seconds it then differed: `+12000000:-3600`.
enum CivilTimeRecord {
  static func text(_ time: CivilTime) -> String {
    time.shifts.reduce("\(time.weekday) \(time.millisecondsIntoDay)") { text, shift in
      text + " +\(shift.after.milliseconds):\(shift.shiftSeconds)"
    }
  }

  /// nil: it is not what `text` gives.
  static func read(_ text: String) -> CivilTime? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 2, let weekday = Int(words[0]), (1...7).contains(weekday),
      let time = Int64(words[1]), (0..<86_400_000).contains(time)
    else { return nil }
    var shifts: [CivilTime.Shift] = []
    for word in words.dropFirst(2) {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].first == "+", let after = Int64(parts[0].dropFirst()),
        let shift = Int64(parts[1]), (-86_400...86_400).contains(shift),
        (shifts.last?.after.milliseconds ?? -1) < after
      else { return nil }
      shifts.append(
        CivilTime.Shift(after: TalkTime(milliseconds: after), shiftSeconds: shift))
    }
    return CivilTime(weekday: weekday, millisecondsIntoDay: time, shifts: shifts)
  }
}

extension Row {
  func optionalCivilTime(_ column: Int32) throws -> CivilTime? {
    try optionalText(column).map { try known(CivilTimeRecord.read($0), column) }
  }
}
