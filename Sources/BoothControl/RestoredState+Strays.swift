extension RestoredState {
  /// Booths that the configuration does not have any more, and that have money open: nobody can
  /// collect it before they are back.
  package func openAccounts(
    without configuration: ShopConfiguration
  ) -> [(booth: BoothNumber, account: BoothAccount)] {
    booths.filter { stored in
      !stored.account.isEmpty
        && !configuration.booths.contains { $0.number == stored.number }
    }.map { ($0.number, $0.account) }
  }
}
