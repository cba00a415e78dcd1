/// What a display is tried with: pages of rows as wide as it is. A ruler, so that each cell is told
/// from its neighbours; every cell as dark as a character makes it; then every character that it says
/// it can show.
enum DisplayPattern {
  static func pages(_ display: BoardDescription.Display) -> [[String]] {
    let (rows, columns) = (display.rows, max(1, display.columns))
    let characters = characters(of: display.charset)
    let ruler = (0..<rows).map { row in
      String((0..<columns).map { Character("\((row + $0 + 1) % 10)") })
    }
    let dark = Character(characters.contains("#") ? "#" : "8")
    let full = [String](repeating: String(repeating: dark, count: columns), count: rows)
    return [ruler, full] + filled(characters, rows: rows, columns: columns)
  }

  /// The last page has blanks behind the last character.
  private static func filled(
    _ characters: [Character], rows: Int, columns: Int
  ) -> [[String]] {
    stride(from: 0, to: characters.count, by: rows * columns).map { start in
      (0..<rows).map { row in
        let from = min(characters.count, start + row * columns)
        let text = characters[from..<min(characters.count, from + columns)]
        return String(text) + String(repeating: " ", count: columns - text.count)
      }
    }
  }

  static func characters(of charset: String) -> [Character] {
    func scalars(_ range: ClosedRange<UInt8>) -> [Character] {
      range.map { Character(Unicode.Scalar($0)) }
    }
    return switch charset {
    case "ascii": scalars(0x20...0x7E)
    case "latin1": scalars(0x20...0x7E) + scalars(0xA0...0xFF)
    default: Array("0123456789 -.")
    }
  }
}
