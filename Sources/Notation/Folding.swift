extension String {
  /// With each line that is wider broken at blanks, what follows indented as the line itself is. A
  /// word that is wider stands alone.
  package func folded(at width: Int) -> String {
    split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.count <= width ? String($0) : Self.folded($0, at: width) }
      .joined(separator: "\n")
  }

  private static func folded(_ line: Substring, at width: Int) -> String {
    let indent = String(line.prefix { $0 == " " }.prefix(Swift.max(0, width / 2)))
    return pieces(of: line.dropFirst(indent.count), of: Swift.max(1, width - indent.count))
      .map { indent + $0 }.joined(separator: "\n")
  }

  /// As many of it on a line as fit; a word that is wider is broken where `breaksWords` says so.
  package func pieces(ofWidth width: Int, breaksWords: Bool = false) -> [String] {
    Self.pieces(of: self[...], of: width, breaksWords: breaksWords)
  }

  private static func pieces(
    of text: Substring, of width: Int, breaksWords: Bool = false
  ) -> [String] {
    var pieces: [String] = []
    var rest = text
    while rest.count > width {
      let fitting = rest.prefix(width + 1)
      let end =
        fitting.lastIndex(of: " ").flatMap { $0 > rest.startIndex ? $0 : nil }
        ?? (breaksWords
          ? rest.index(rest.startIndex, offsetBy: width)
          : rest.dropFirst().firstIndex(of: " ") ?? rest.endIndex)
      pieces.append(String(rest[..<end]).withoutBlankEnd)
      rest = rest[end...].drop { $0 == " " }
    }
    return rest.isEmpty && !pieces.isEmpty ? pieces : pieces + [String(rest)]
  }

  private var withoutBlankEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
