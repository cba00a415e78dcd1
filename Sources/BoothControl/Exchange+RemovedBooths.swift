/// Booths that the configuration has no more, and whose customers' money is still open: they stay
/// on the owner's list, without a line, until it is collected.
extension Exchange {
  /// `restored`: before its open calls are taken over, which may leave a charge on such a booth.
  mutating func addRemovedBooths(_ restored: RestoredState) {
    let withCalls = restored.openCalls.filter { $0.authorisation.price != nil }
      .map(\.authorisation.booth)
    let withMoney = restored.openAccounts(without: configuration).map(\.booth)
    for number in withMoney + withCalls
    where !booths.contains(where: { $0.configuration.number == number }) {
      var booth = Booth(
        configuration: BoothConfiguration(
          number: number, name: "CABINA \(number)", board: nil, line: Self.noLine))
      booth.isRemoved = true
      booth.isDisabled = true
      booths.append(booth)
    }
  }

  /// No board has it.
  private static let noLine = -1
}

extension RestoredState {
  /// Booths that `configuration` does not have, and that have money open.
  package func openAccounts(
    without configuration: ShopConfiguration
  ) -> [(booth: BoothNumber, account: BoothAccount)] {
    booths.filter { stored in
      !stored.account.isEmpty
        && !configuration.booths.contains { $0.number == stored.number }
    }.map { ($0.number, $0.account) }
  }
}
