import BoothControl
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

  /// «3 en uso · 1 por cobrar · 4 libres»: groups of none are left out, and each booth is in one.
  func summary(in say: Language) -> String {
    let groups = snapshot.booths.map(BoothGroup.init)
    return BoothGroup.allCases.compactMap { group in
      let count = groups.count { $0 == group }
      return count == 0 ? nil : "\(count) \(say(group.words(count: count)))"
    }.joined(separator: " · ")
  }

  /// «Por cobrar: $ 1.130»: of all that owe, also of those where somebody talks again; empty: none.
  func owed(in say: Language) -> String {
    let due = snapshot.booths.map(\.due).filter { $0 > .zero }.reduce(.zero, +)
    return due > .zero ? "\(say(.toCollect)): \(snapshot.currency.ofPages.amount(due))" : ""
  }

  func booth(_ number: BoothNumber) -> BoothSnapshot? {
    snapshot.booths.first { $0.number == number }
  }
}
