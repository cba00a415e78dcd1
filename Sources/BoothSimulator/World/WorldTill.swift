import BoothControl
import Rating

/// What is paid in coins, counted coin by coin; shares nothing with the code that it judges. Sums
/// are millionths of a peso, so that what is no whole peso is seen.
struct WorldTill {
  let mode: CashRounding.Mode
  /// The smallest coin, whole pesos; 0: sums are paid as they are.
  let coin: Int64

  private var coinMicros: Int64 { coin * 1_000_000 }

  /// What the code that is judged is told of it.
  var rounding: CashRounding { CashRounding(mode: mode, coin: .pesos(coin)) }

  /// What a customer pays for charges, with a credit that he has paid before.
  func payable(charges: Int64, credit: Int64) -> Int64 {
    let coins = inCoins(charges)
    // Who has paid enough is asked for no more, whatever the coin.
    return credit >= charges && coins > credit ? credit : coins
  }

  /// Whether a sum can be handed over, either way.
  func isInCoins(_ sum: Int64) -> Bool { inCoins(abs(sum)) == abs(sum) }

  private func inCoins(_ sum: Int64) -> Int64 {
    guard coin > 0 else { return sum }
    var below: Int64 = 0
    while below + coinMicros <= sum { below += coinMicros }
    let above = below + coinMicros
    guard below != sum else { return sum }
    switch mode {
    case .up: return above
    case .down: return below
    case .halfUp: return above - sum <= sum - below ? above : below
    case .halfDown: return above - sum < sum - below ? above : below
    }
  }
}
