/// Hours of a day: `08:30`, `23:59:30`, `24:00`.
package enum ClockTime {
  /// Seconds into the day, 0…86400; nil: something else stands there.
  package static func read(_ text: String) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var seconds: Int64 = 0
    for part in parts {
      guard part.utf8.count == 2, part.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }),
        let number = Int64(part), number < 60
      else { return nil }
      seconds = seconds * 60 + number
    }
    if parts.count == 2 { seconds *= 60 }
    return seconds <= 86_400 ? seconds : nil
  }

  package static func text(_ seconds: Int64) -> String {
    let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60]
    let shown = parts[2] == 0 ? parts[..<2] : parts[...]
    return shown.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
