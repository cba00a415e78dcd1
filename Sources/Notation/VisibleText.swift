extension String {
  /// For a table or a report: on one line, without what a terminal would act on, and not too long.
  package func shown(atMost limit: Int) -> String {
    let visible = visible
    return visible.count > limit ? visible.prefix(limit - 1) + "…" : visible
  }

  /// With `\u001B` for what a terminal would act on, and for what ends a line.
  package var visible: String { escaped { _ in false } }

  /// The same for whole lines as they go to a terminal.
  package var visibleLines: String { escaped { $0 == "\n" || $0 == "\t" } }

  private func escaped(sparing isSpared: (Unicode.Scalar) -> Bool) -> String {
    var text = ""
    for (scalar, isControl) in scalarsWithControls {
      if isControl, !isSpared(scalar) {
        text += "\\u" + scalar.codePoint
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}

extension String {
  /// Without the blanks around it, also the one that spreadsheets do not break a line at.
  package var trimmed: String {
    // Most of what is read begins and ends with a letter or a digit.
    if let first = utf8.first, let last = utf8.last, 0x21..<0x7F ~= first, 0x21..<0x7F ~= last {
      return self
    }
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{A0}" }
    guard let first = firstIndex(where: { !isBlank($0) }),
      let last = lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(self[first...last])
  }
}
