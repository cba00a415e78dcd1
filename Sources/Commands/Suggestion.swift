import Notation

/// What may have been meant by a word that there is not.
enum Suggestion {
  static func unknown(verb word: String, of known: [String]) -> Words {
    unknown(verb: word, meant: nearest(word, of: known))
  }

  /// `meant` nil: nobody knows.
  static func unknown(verb word: String, meant: String?) -> Words {
    with(Words("no hay un verbo «\(word)»", "there is no verb «\(word)»"), meant)
  }

  /// `meant` nil: whichever is nearest.
  static func unknown(option word: String, of known: [String], meant: String? = nil) -> Words {
    with(
      Words("no hay una opción «\(word)»", "there is no option «\(word)»"),
      meant ?? nearest(word, of: known))
  }

  private static func with(_ words: Words, _ nearest: String?) -> Words {
    guard let nearest else { return words }
    return Words(
      words.spanish + "; ¿quiso decir «\(nearest)»?",
      words.english + "; did you mean «\(nearest)»?")
  }

  /// nil: none is like it. One slip in three letters is still like it, or its beginning.
  static func nearest(_ word: String, of known: [String]) -> String? {
    let typed = Array(word.utf8.prefix(40))
    let allowed = max(1, typed.count / 3)
    let near = Set(known).compactMap { candidate -> (distance: Int, word: String)? in
      let distance = distance(typed, Array(candidate.utf8))
      if distance <= allowed { return (distance, candidate) }
      return typed.count > 2 && candidate.utf8.starts(with: typed) ? (allowed + 1, candidate) : nil
    }
    return near.min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }

  /// Letters to be put in, left out, changed, or changed with their neighbour: optimal string
  /// alignment, of Damerau and Levenshtein.
  private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for (row, letter) in one.enumerated() {
      var line = [row + 1]
      for (column, candidate) in other.enumerated() {
        var least = min(
          last[column + 1] + 1, line[column] + 1, last[column] + (letter == candidate ? 0 : 1))
        if row > 0, column > 0, letter == other[column - 1], one[row - 1] == candidate {
          least = min(least, beforeLast[column - 1] + 1)
        }
        line.append(least)
      }
      (beforeLast, last) = (last, line)
    }
    return last[other.count]
  }
}
