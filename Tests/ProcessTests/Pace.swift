import Glibc
import Testing

/// How long something took to come, looked for again and again; and how busy the machine was.
struct Pace {
  let milliseconds: Int64
  /// The longest that looking once took. Programs that had to run in the meantime waited as long.
  let longestLook: Int64

  /// Looks until it is so.
  init(since start: ContinuousClock.Instant = .now, until isSo: () throws -> Bool) throws {
    var longest = Duration.zero
    var before = ContinuousClock.now
    let end = start + .seconds(Program.patience)
    while true {
      usleep(1000)
      let isOver = try isSo()
      let now = ContinuousClock.now
      longest = max(longest, now - before)
      before = now
      if isOver { break }
      try #require(now < end, "it never came")
    }
    milliseconds = Int64((before - start) / .milliseconds(1))
    longestLook = Int64(longest / .milliseconds(1))
  }

  /// What a chain of three programs may be late by on such a machine.
  var lateMilliseconds: Int64 { 3 * longestLook }

  var ownMilliseconds: Int64 { milliseconds - lateMilliseconds }
}
