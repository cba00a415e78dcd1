/// How a sum becomes one that can be paid in coins: once, when it is collected. Charges and what is
/// kept of them stay exact.
package struct CashRounding: Hashable, Sendable {
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    /// To the nearest coin; half of one is let off. Chile's law 20.956 has it so: sums that end in
    /// 1 to 5 pesos go down to the ten, those that end in 6 to 9 up.
    case halfDown = "half-down"
    case halfUp = "half-up"
    case up
    case down
  }

  package var mode: Mode
  /// The smallest coin; above zero. Of zero or less nothing is rounded.
  package var coin: Money

  package init(mode: Mode, coin: Money) {
    self.mode = mode
    self.coin = coin
  }

  /// Sums are paid as they are.
  package static let none = CashRounding(mode: .halfDown, coin: .zero)

  /// Whether a sum can be handed over in coins.
  package func isInCoins(_ sum: Money) -> Bool {
    coin <= .zero || sum.micros % coin.micros == 0
  }

  /// What is paid of a sum that is not negative. A sum beside which no coin fits into `Money` any
  /// more stays as it is.
  package func rounded(_ sum: Money) -> Money {
    guard coin > .zero, sum > .zero else { return sum }
    let (coins, rest) = sum.micros.quotientAndRemainder(dividingBy: coin.micros)
    guard rest > 0 else { return sum }
    let isUp =
      switch mode {
      case .halfDown: rest > coin.micros - rest
      case .halfUp: rest >= coin.micros - rest
      case .up: true
      case .down: false
      }
    let (rounded, overflows) = (coins + (isUp ? 1 : 0)).multipliedReportingOverflow(by: coin.micros)
    return overflows ? sum : Money(micros: rounded)
  }
}
