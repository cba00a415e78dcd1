import Notation

/// How long answers took, in a bounded table: eight steps to each doubling of the time, so that
/// each
/// is known to an eighth.
struct LatencyHistogram: Hashable {
  /// Steps within one doubling.
  private static let steps = 8
  /// Beyond 2^26 µs, a minute, all is one.
  private static let doublings = 26

  private(set) var counts = [Int](repeating: 0, count: Self.steps * (Self.doublings - 2) + 1)
  private(set) var count = 0
  private(set) var minimum: Int64?
  private(set) var maximum: Int64?
  private(set) var sum: Int64 = 0
  /// Asked and never answered.
  var lost = 0
  /// Sent again before they were answered.
  var resent = 0

  mutating func add(_ microseconds: Int64) {
    let time = max(0, microseconds)
    counts[Self.bucket(of: time)] += 1
    count += 1
    minimum = min(minimum ?? time, time)
    maximum = max(maximum ?? time, time)
    let (total, isTooLarge) = sum.addingReportingOverflow(time)
    sum = isTooLarge ? .max : total
  }

  var mean: Int64? { count == 0 ? nil : sum / Int64(count) }

  /// What so many of a thousand did not exceed, to an eighth; nil: there is none.
  func quantile(permille: Int) -> Int64? {
    guard count > 0, let maximum, let minimum else { return nil }
    let wanted = max(1, (count * permille + 999) / 1000)
    var seen = 0
    for (bucket, number) in counts.enumerated() {
      seen += number
      if seen >= wanted { return max(minimum, min(maximum, Self.last(of: bucket))) }
    }
    return maximum
  }

  var median: Int64? { quantile(permille: 500) }

  /// Up to 7 µs each has its own; then eight to a doubling.
  static func bucket(of microseconds: Int64) -> Int {
    guard microseconds >= Int64(steps) else { return Int(max(0, microseconds)) }
    let doubling = 63 - microseconds.leadingZeroBitCount
    guard doubling < doublings else { return steps * (doublings - 2) }
    let step = Int(microseconds >> (doubling - 3)) & (steps - 1)
    return steps * (doubling - 2) + step
  }

  /// The shortest time that a bucket has.
  static func first(of bucket: Int) -> Int64 {
    guard bucket >= steps else { return Int64(bucket) }
    let doubling = bucket / steps + 2
    return Int64(steps + bucket % steps) << (doubling - 3)
  }

  private static func last(of bucket: Int) -> Int64 { first(of: bucket + 1) - 1 }
}

extension LatencyHistogram {
  /// A row for each doubling between the shortest and the longest time, with a bar: at most `width`
  /// characters a line.
  func lines(width: Int, _ say: Language) -> [String] {
    guard count > 0 else { return [] }
    var rows: [(first: Int64, last: Int64, count: Int)] = []
    for bucket in counts.indices {
      let first = Self.first(of: bucket)
      if bucket < Self.steps ? bucket == 0 : bucket % Self.steps == 0 {
        let last = bucket < Self.steps ? Int64(Self.steps) : 2 * first
        rows.append((first, last, 0))
      }
      rows[rows.count - 1].count += counts[bucket]
    }
    guard let from = rows.firstIndex(where: { $0.count > 0 }),
      let to = rows.lastIndex(where: { $0.count > 0 })
    else { return [] }
    let shown = rows[from...to]
    let largest = shown.map(\.count).max() ?? 1
    let labels = shown.map { "< \(Self.time($0.last, say))" }
    let labelWidth = labels.map(\.count).max() ?? 0
    let countWidth = shown.map { String($0.count).count }.max() ?? 0
    let room = max(4, width - labelWidth - countWidth - 4)
    return zip(labels, shown).map { label, row in
      let filled = row.count == 0 ? 0 : max(1, row.count * room / largest)
      let bar = String(repeating: "█", count: filled)
      let line = Self.padded(label, labelWidth) + "  " + Self.padded("\(row.count)", countWidth)
      return filled == 0 ? line : "\(line)  \(bar)"
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// `850 µs`, `1.2 ms`, `31 ms`, `2.5 s`.
  static func time(_ microseconds: Int64, _ say: Language) -> String {
    func tenths(_ unit: Int64) -> String {
      let tenths = (microseconds * 10 + unit / 2) / unit
      return tenths < 100 && tenths % 10 != 0
        ? say.decimal("\(tenths / 10).\(tenths % 10)") : "\((tenths + 5) / 10)"
    }
    return switch microseconds {
    case ..<1000: "\(microseconds) µs"
    case ..<1_000_000: "\(tenths(1000)) ms"
    default: "\(tenths(1_000_000)) s"
    }
  }
}
