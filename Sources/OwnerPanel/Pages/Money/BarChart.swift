/// Bars drawn on the server; the figures stand in a table too. All measures across are parts of the
/// whole, and all others of the text's size, so that words stay readable on every screen.
struct BarChart {
  struct Bar: Hashable, Sendable {
    /// Below the bar.
    var label: String
    /// What a pointer that rests on it is told.
    var text: String
    /// Not below 0.
    var value: Int64
    /// The lower piece of the bar; not above its value.
    var part: Int64 = 0
  }

  /// What the two pieces of each bar are.
  struct Parts: Hashable, Sendable {
    var lower: String
    var upper: String
  }

  /// Of the drawing, among those of the page.
  var name: String
  var title: String
  var description: String
  var bars: [Bar]
  /// nil: bars have one piece.
  var parts: Parts?
  /// What a value is written as, at the scale and over the tallest bar.
  var written: (Int64) -> String
  /// The smallest step of the scale: a whole call, a peso.
  var unit: Int64 = 1

  // In hundredths of the text's size.
  private static let height = 1_400
  private static let top = 180
  private static let bottom = 180

  var html: HTML {
    let most = bars.map(\.value).max() ?? 0
    guard most > 0 else { return "" }
    let scale = ChartScale(most: most, unit: unit)
    let whole = Self.em(Self.top + Self.height + Self.bottom)
    let words = scale.lines.map(written)
    let room = Self.em((words.map(\.count).max() ?? 0) * 58 + 60)
    return """
      <figure class="chart">
      <figcaption>\(title)\(legend)</figcaption>
      <div class="plot">
      <svg class="scale" aria-hidden="true" width="\(room)" height="\(whole)">\
      \(zip(scale.lines, words).map { line, word in
        """
        <text class="mark" x="100%" dx="-0.5em" y="\(Self.em(y(line, scale) + 35))" \
        text-anchor="end">\(word)</text>
        """ as HTML
      })</svg>
      <svg class="bars" role="img" aria-labelledby="\(name)-title \(name)-desc" width="100%" \
      height="\(whole)">
      <title id="\(name)-title">\(title)</title><desc id="\(name)-desc">\(description)</desc>
      \(scale.lines.map { grid($0, scale) })\
      \(bars.enumerated().map { bar($0.element, at: $0.offset, scale) })\
      \(tallest(most, scale))\
      </svg></div></figure>

      """
  }

  private var legend: HTML {
    guard let parts else { return "" }
    return """
       <span class="legend"><span class="key lower"></span>\(parts.lower) \
      <span class="key upper"></span>\(parts.upper)</span>
      """
  }

  private func grid(_ line: Int64, _ scale: ChartScale) -> HTML {
    let y = Self.em(y(line, scale))
    return """
      <line class="\(line == 0 ? "axis" : "grid")" x1="0" y1="\(y)" x2="100%" y2="\(y)"/>

      """
  }

  private func bar(_ bar: Bar, at index: Int, _ scale: ChartScale) -> HTML {
    // What is there is seen, however little beside the largest.
    let height = bar.value == 0 ? 0 : max(10, scaled(bar.value, scale))
    let lower = parts == nil ? height : min(height, scaled(bar.part, scale))
    let floor = Self.top + Self.height
    // Every label that has room, and fewer on a narrow screen.
    let isNamed = index % (bars.count > 16 ? 2 : 1) == 0
    let isRare = index % (bars.count > 16 ? (bars.count + 15) / 16 * 2 : 2) != 0
    return """
      <g><title>\(bar.text)</title>\
      \(piece("lower", lower, floor: floor, at: index), when: lower > 0)\
      \(piece("upper", height - lower, floor: floor - lower, at: index), when: height > lower)\
      <text class="mark\(" rare", when: isRare)" x="\(Self.percent(middle(index)))" \
      y="\(Self.em(floor + 130))" text-anchor="middle">\(isNamed ? bar.label : "")</text></g>

      """
  }

  private func piece(_ name: String, _ height: Int, floor: Int, at index: Int) -> HTML {
    let step = 10_000 / bars.count
    return """
      <rect class="\(name)" x="\(Self.percent(middle(index) - step * 3 / 8))" \
      y="\(Self.em(floor - height))" width="\(Self.percent(step * 3 / 4))" \
      height="\(Self.em(height))"/>
      """
  }

  /// The largest value, over its bar.
  private func tallest(_ most: Int64, _ scale: ChartScale) -> HTML {
    guard let index = bars.firstIndex(where: { $0.value == most }) else { return "" }
    // Near an edge the words begin or end there.
    let place = middle(index)
    let anchor = place < 1_200 ? "start" : place > 8_800 ? "end" : "middle"
    let x = anchor == "start" ? 0 : anchor == "end" ? 10_000 : place
    return """
      <text class="value" x="\(Self.percent(x))" y="\(Self.em(y(most, scale) - 50))" \
      text-anchor="\(anchor)">\(written(most))</text>
      """
  }

  /// In hundredths of a per cent of the width.
  private func middle(_ index: Int) -> Int { (2 * index + 1) * 5_000 / bars.count }

  private func y(_ value: Int64, _ scale: ChartScale) -> Int {
    Self.top + Self.height - scaled(value, scale)
  }

  /// In 128 bits: sums of a year are large.
  private func scaled(_ value: Int64, _ scale: ChartScale) -> Int {
    Int(Int128(value) * Int128(Self.height) / Int128(scale.top))
  }

  private static func em(_ hundredths: Int) -> String { "\(decimal(hundredths))em" }
  private static func percent(_ hundredths: Int) -> String { "\(decimal(hundredths))%" }

  private static func decimal(_ hundredths: Int) -> String {
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

/// A few round values from 0 on, of which the last is not below the largest bar.
struct ChartScale: Hashable, Sendable {
  var lines: [Int64]
  var top: Int64 { lines.last ?? 1 }

  /// `most`: above 0; `unit`: no step is smaller.
  init(most: Int64, unit: Int64) {
    var step = max(1, unit)
    // 1, 2, 5, 10 …: at most four steps.
    var factors: ArraySlice<Int64> = [2, 5, 10]
    var base = step
    while Int128(step) * 4 < Int128(most), base <= .max / 100 {
      if factors.isEmpty {
        base *= 10
        factors = [2, 5, 10]
      }
      step = base * factors.removeFirst()
    }
    let count = (Int128(most) + Int128(step) - 1) / Int128(step)
    guard count <= 4, count * Int128(step) <= Int128(Int64.max) else {
      lines = [0, most]
      return
    }
    lines = (0...Int64(count)).map { $0 * step }
  }
}
