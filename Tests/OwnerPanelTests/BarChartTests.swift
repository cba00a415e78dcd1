import Foundation
import Testing

@testable import OwnerPanel

/// Bars, and the scale beside them.
@Suite struct BarChartTests {
  private func chart(_ values: [Int64], unit: Int64 = 1) -> String {
    BarChart(
      name: "x", title: "T", description: "D",
      bars: values.map { .init(label: "1", text: "a", value: $0) }, written: { "\($0)!" },
      unit: unit
    ).html.text
  }

  @Test func `the tallest bar reaches its value on the scale, and the least is seen`() {
    let html = chart([200, 1, 0, 100])
    #expect(html.contains("height=\"14.00em\"") && html.contains("height=\"0.10em\""))
    #expect(html.contains("height=\"7.00em\""))
    // What is nothing is not drawn.
    #expect(html.components(separatedBy: "<rect").count == 4)
    #expect(html.contains(">200!</text>"))
    #expect(chart([.max, 1]).contains("height=\"14.00em\""))
    #expect(chart([]).isEmpty && chart([0, 0]).isEmpty)
    #expect(!html.contains("style="))
  }

  @Test(arguments: [
    (1, 1, [0, 1]), (4, 1, [0, 1, 2, 3, 4]), (5, 1, [0, 2, 4, 6]), (13, 1, [0, 5, 10, 15]),
    (164, 1, [0, 50, 100, 150, 200]), (24_118, 1_000, [0, 10_000, 20_000, 30_000]),
    (3, 1_000_000, [0, 1_000_000]), (400, 1, [0, 100, 200, 300, 400]),
  ])
  func `the scale has a few round lines, the last not below the largest`(
    most: Int64, unit: Int64, lines: [Int64]
  ) {
    #expect(ChartScale(most: most, unit: unit).lines == lines)
  }

  @Test func `the scale of any value has at most five lines, and holds it`() {
    var most: Int64 = 1
    while most < .max / 3 {
      for value in [most, most + 1, most * 2 + 1] {
        let scale = ChartScale(most: value, unit: 1)
        #expect(scale.lines.count <= 5 && scale.top >= value && scale.lines.first == 0)
        #expect(scale.top / 3 <= value, "\(value): \(scale.lines)")
      }
      most *= 3
    }
    #expect(ChartScale(most: .max, unit: 1).top == .max)
  }
}
