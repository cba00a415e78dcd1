/// Bars drawn on the server; the figures stand in the table beside.
struct BarChart {
  struct Bar: Hashable, Sendable {
    /// Below the bar; empty: nothing.
    var label: String
    /// What a pointer that rests on it is told.
    var text: String
    /// Not below 0.
    var value: Int64
  }

  /// Of the drawing, among those of the page.
  var name: String
  var title: String
  var description: String
  var bars: [Bar]

  private static let height = 150
  private static let top = 22
  private static let bottom = 20
  /// From one bar to the next.
  private var step: Int { max(12, min(40, 760 / max(bars.count, 1))) }

  var html: HTML {
    let most = bars.map(\.value).max() ?? 0
    guard most > 0 else { return "" }
    let width = step * bars.count
    let floor = Self.top + Self.height
    return """
      <figure class="chart">
      <figcaption>\(title)</figcaption>
      <svg role="img" aria-labelledby="\(name)-title \(name)-desc" \
      viewBox="0 0 \(width) \(floor + Self.bottom)">
      <title id="\(name)-title">\(title)</title><desc id="\(name)-desc">\(description)</desc>
      \(bars.enumerated().map { bar($0.element, at: $0.offset, of: most) })\
      <line class="axis" x1="0" y1="\(floor)" x2="\(width)" y2="\(floor)"/>
      </svg></figure>

      """
  }

  private func bar(_ bar: Bar, at index: Int, of most: Int64) -> HTML {
    // What is there is seen, however little beside the largest.
    let height = bar.value == 0 ? 0 : max(1, scaled(bar.value, of: most))
    let floor = Self.top + Self.height
    let left = index * step
    let middle = left + step / 2
    let label: HTML =
      bar.label.isEmpty
      ? ""
      : "<text class=\"tick\" x=\"\(middle)\" y=\"\(floor + 15)\" text-anchor=\"middle\">\(bar.label)</text>"
    return """
      <g><rect class="bar-value\(" most", when: bar.value == most)" x="\(left + step / 8)" \
      y="\(floor - height)" width="\(step - step / 4)" height="\(height)">\
      <title>\(bar.text)</title></rect>\(label)</g>

      """
  }

  /// In 128 bits: sums of a year are large.
  private func scaled(_ value: Int64, of most: Int64) -> Int {
    Int(Int128(value) * Int128(Self.height) / Int128(most))
  }
}
