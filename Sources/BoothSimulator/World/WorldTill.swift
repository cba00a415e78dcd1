import BoothControl
import Rating

/// What is paid in coins, counted coin by coin in whole pesos; shares nothing with the code that it
/// judges.
struct WorldTill {
  let mode: CashRounding.Mode
  /// The smallest coin, whole pesos; 0: sums are paid as they are.
  let coin: Int64

  /// What the code that is judged is told of it.
  var rounding: CashRounding { CashRounding(mode: mode, coin: .pesos(coin)) }

  /// What a customer pays for charges, with a credit that he has paid before; pesos.
  func payable(charges: Int64, credit: Int64) -> Int64 {
    let coins = inCoins(charges)
    // Who has paid enough is asked for no more, whatever the coin.
    return credit >= charges && coins > credit ? credit : coins
  }

  private func inCoins(_ pesos: Int64) -> Int64 {
    guard coin > 0 else { return pesos }
    var below: Int64 = 0
    while below + coin <= pesos { below += coin }
    let above = below + coin
    guard below != pesos else { return pesos }
    switch mode {
    case .up: return above
    case .down: return below
    case .halfUp: return above - pesos <= pesos - below ? above : below
    case .halfDown: return above - pesos < pesos - below ? above : below
    }
  }
}
