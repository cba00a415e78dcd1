package import Rating

/// What a way of rounding does, for people; the raw values are for files and programs.
extension Rounding.Mode: Worded {
  package var words: Words {
    switch self {
    case .halfUp: Words("al más cercano (½ arriba)", "to the nearest (½ up)")
    case .up: Words("siempre hacia arriba", "always up")
    case .down: Words("siempre hacia abajo", "always down")
    }
  }
}

/// The same of the coins that are paid with.
extension CashRounding.Mode: Worded {
  package var words: Words {
    switch self {
    case .halfDown: Words("al más cercano (½ abajo)", "to the nearest (½ down)")
    case .halfUp: Rounding.Mode.halfUp.words
    case .up: Rounding.Mode.up.words
    case .down: Rounding.Mode.down.words
    }
  }
}
