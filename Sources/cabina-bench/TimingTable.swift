/// Timings under one another.
struct TimingTable {
  let title: String
  private var rows: [[String]] = []

  init(title: String) { self.title = title }

  /// - Parameter base: how many times as long as this it takes is written beside it.
  mutating func add(_ name: String, _ timing: Timing, against base: Timing? = nil) {
    let spread = "\(Timing.written(timing.least)) … \(Timing.written(timing.most))"
    let times = base.map { "× \(((timing.median / $0.median) * 10).rounded() / 10)" } ?? ""
    rows.append([name, Timing.written(timing.median), spread, times])
  }

  var text: String {
    let rows = [[title, "median", "least … most", ""]] + rows
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.enumerated().map { index, row in
      let name = (index == 0 ? "" : "  ") + row[0]
      let first = name + blanks(widths[0] + 2 - name.count)
      let second = blanks(widths[1] - row[1].count) + row[1]
      let last = row[3].isEmpty ? row[2] : row[2] + blanks(widths[2] - row[2].count) + "  " + row[3]
      return "\(first)  \(second)  \(last)"
    }
    .joined(separator: "\n")
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
