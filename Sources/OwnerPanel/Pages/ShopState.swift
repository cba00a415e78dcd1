import BoothControl
import Notation
import Rating

/// The shop at one instant, and whether that instant can still be called now.
struct ShopState: Hashable, Sendable {
  var snapshot: ShopSnapshot
  /// The core has not been heard of for too long.
  var isStale: Bool
  /// Below which the owner wants to be warned; nil: he does not.
  var balanceWarning: Money?

  /// nil: no balance is kept.
  var balanceText: String? { snapshot.balance.map(snapshot.currency.ofPages.amount) }

  var isBalanceGone: Bool { snapshot.balance.map { $0 <= .zero } ?? false }

  /// «3 en uso · 4 libres»: groups of none are left out. Who owes is counted beside it, where the
  /// sum is: some of them talk again.
  func summary(in say: Language) -> String {
    let groups = snapshot.booths.compactMap(BoothGroup.init)
    return BoothGroup.allCases.compactMap { group in
      let count = groups.count { $0 == group }
      return count == 0 ? nil : "\(count) \(say(group.words(count: count)))"
    }.joined(separator: " · ")
  }

  /// «Por cobrar en 4 cabinas: $ 1.130»: of all that owe, also of those where somebody talks again;
  /// empty: none.
  func owed(in say: Language) -> String {
    let due = snapshot.booths.map(\.due).filter { $0 > .zero }
    guard !due.isEmpty else { return "" }
    return say.toCollect(
      snapshot.currency.ofPages.amount(due.reduce(.zero, +)), inBooths: due.count)
  }

  func booth(_ number: BoothNumber) -> BoothSnapshot? {
    snapshot.booths.first { $0.number == number }
  }
}
