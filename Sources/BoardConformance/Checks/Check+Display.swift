internal import BoothProtocol

extension Check {
  /// § 4 and § 10: displays.
  static let displays: [Check] = [
    display(
      "display-rows", "10", "text from the first column to the last of each row is done",
      [
        .expand { bench in
          let geometry = bench.geometry
          return (0..<geometry.rows).map { row in
            .show("a whole row", row: row, column: 0, count: geometry.columns)
          } + [
            .show("the last cell", row: geometry.rows - 1, column: geometry.columns - 1, count: 1)
          ]
        }
      ]),
    display(
      "display-lines", "4", "every line has its display",
      [
        .expand { bench in
          (0..<(bench.greeting?.identity.lineCount ?? 0)).map { line in
            .command(.display) { _ in
              Payload.display(line: UInt8(line), row: 0, column: 0, Array("1".utf8))
            }
          }
        },
        .expand { bench in
          [
            .refused(.display, 3, as: "DISPLAY of a line there is not") { _ in
              Payload.display(
                line: UInt8(clamping: bench.greeting?.identity.lineCount ?? 0), row: 0, column: 0,
                [])
            }
          ]
        },
      ]),
    display(
      "display-row", "4", "a row that the display does not have: result 2",
      [.expand { [.show("the row below the last", row: $0.geometry.rows, column: 0, count: 1, 2)] }]
    ),
    display(
      "display-column", "4", "a column that the display does not have: result 2",
      [
        .expand {
          [.show("the column behind the last", row: 0, column: $0.geometry.columns, count: 0, 2)]
        }
      ]),
    display(
      "display-beyond", "4", "text beyond the end of the row: result 2",
      [
        .expand { bench in
          let columns = bench.geometry.columns
          return [
            .show("a row and a cell", row: 0, column: 0, count: columns + 1, 2),
            .show("two cells from the last", row: 0, column: columns - 1, count: 2, 2),
          ]
        }
      ]),
    display(
      "display-clear", "10", "an empty text is done, and blanks the rest with flag bit 0",
      [
        .show("nothing", row: 0, column: 0, count: 0),
        .command(.display) { Payload.display(line: $0.line, row: 0, column: 0, flags: 1, []) },
      ]),
    display(
      "display-charset", "10", "bytes that the charset lacks are done: the board shows a space",
      [
        .expand { bench in
          let bytes: [UInt8] = [0x00, 0x07, 0x1B, 0x41, 0x7F, 0x80, 0xF1, 0xFF]
          return bytes.map { byte in
            .command(.display, as: "DISPLAY of byte \(FrameText.hexadecimal([byte]))") {
              Payload.display(line: $0.line, row: 0, column: 0, [byte])
            }
          }
        },
        .command(.display) { Payload.display(line: $0.line, row: 0, column: 0, flags: 1, []) },
      ]),
  ]

  private static func display(
    _ name: String, _ section: String, _ sentence: String, _ steps: [Step]
  ) -> Check {
    Check(
      name, section, sentence, level: .display, needs: [.capability(.display)], steps)
  }
}

extension Bench {
  fileprivate var geometry: DisplayGeometry {
    greeting?.identity.display ?? DisplayGeometry(rows: 0, columns: 0, charset: .none)
  }
}

extension Step {
  /// Digits on the line's display: each charset has them.
  fileprivate static func show(
    _ what: String, row: Int, column: Int, count: Int, _ result: UInt8 = 0
  ) -> Step {
    .command(.display, results: [result], as: what) {
      Payload.display(
        line: $0.line, row: UInt8(clamping: row), column: UInt8(clamping: column),
        (0..<count).map { UInt8(ascii: "0") + UInt8($0 % 10) })
    }
  }
}
