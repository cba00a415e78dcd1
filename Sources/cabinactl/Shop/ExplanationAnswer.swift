import Rating

/// A charge and its lines, as the daemon explains one.
struct ExplanationAnswer: Decodable, Equatable {
  let charge: String
  let prefix: String
  let description: String
  let lines: [Line]

  struct Line: Decodable, Equatable {
    /// What it is for.
    let words: String
    let sum: String
  }
}

extension [ExplanationAnswer.Line] {
  /// What each is for, and how much.
  var rows: [[String]] { map { [$0.words, $0.sum] } }
}
