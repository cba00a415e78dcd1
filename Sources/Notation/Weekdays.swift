/// Days of the week by name: `mon-fri`, `sat,sun`, `fri-mon`.
package enum Weekdays {
  private static let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Ascending, 1 Monday … 7 Sunday; nil: something else stands there.
  package static func read(_ text: String) -> [Int]? {
    var days: [Int] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { name in
        names.firstIndex(of: name.filter { $0 != " " }.lowercased())
      }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1]
      else { return nil }
      // A range may pass Sunday.
      for offset in 0...((last - first + 7) % 7) { days.append((first + offset) % 7 + 1) }
    }
    return (1...7).filter(days.contains)
  }

  package static func text(_ days: [Int]) -> String {
    runs(of: days).map { days in
      let (first, last) = (names[days.lowerBound - 1], names[days.upperBound - 1])
      return first == last ? first : "\(first)-\(last)"
    }.joined(separator: ",")
  }

  /// Ascending days as runs without a gap.
  static func runs(of days: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for day in days {
      if let last = runs.last, last.upperBound == day - 1 {
        runs[runs.count - 1] = last.lowerBound...day
      } else {
        runs.append(day...day)
      }
    }
    return runs
  }
}
