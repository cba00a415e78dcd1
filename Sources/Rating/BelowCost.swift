/// Prices of the owner's at which he loses: some numbers that they price cost him more, at the
/// provider's. Compared is what a minute costs at the plain price; of blocks, fees, steps and hours a
/// plan may be better than that.
package struct BelowCost: Hashable, Sendable {
  package private(set) var count = 0
  /// The first by prefix.
  package private(set) var first: [Loss] = []

  package struct Loss: Hashable, Sendable {
    package var own: Tariff
    /// The dearest of the provider's that numbers of this prefix have.
    package var cost: Tariff

    package init(own: Tariff, cost: Tariff) { (self.own, self.cost) = (own, cost) }
  }

  /// `limit`: of the first.
  package init(of own: TariffTable, against deck: TariffTable, limit: Int) {
    let costs = deck.minutePrices
    var dearest = [Int?](repeating: nil, count: own.count)
    func consider(_ position: Int, _ cost: Int) {
      guard dearest[position].map({ costs[$0.term(in: deck)] < costs[cost.term(in: deck)] }) ?? true
      else { return }
      dearest[position] = cost
    }
    for position in 0..<own.count {
      let match = deck.entries.index.longestMatch(own.entries.index[position])
      if let match { consider(position, match.position) }
    }
    for cost in 0..<deck.count {
      let match = own.entries.index.longestMatch(deck.entries.index[cost])
      if let match { consider(match.position, cost) }
    }
    let prices = own.minutePrices
    for (position, cost) in dearest.enumerated() {
      guard let cost, prices[position.term(in: own)] < costs[cost.term(in: deck)] else { continue }
      count += 1
      if first.count < limit { first.append(Loss(own: own[position], cost: deck[cost])) }
    }
  }
}

extension TariffBook {
  /// The dearest of the provider's tariffs that are above this one of the owner's, among those of
  /// numbers that it prices; nil: none is.
  package func cost(above own: Tariff) -> Tariff? {
    guard let key = DigitKey(prefix: own.prefix) else { return nil }
    let costs = deck.minutePrices
    var most = UnitPrice(of: own.plan, in: .minute).price
    var found: Int?
    func consider(_ position: Int) {
      let cost = costs[position.term(in: deck)]
      guard cost > most else { return }
      // Of a longer prefix of the owner's it is not this one's.
      let match = tariffs.entries.index.longestMatch(deck.entries.index[position])
      guard (match?.length ?? 0) <= key.count else { return }
      (most, found) = (cost, position)
    }
    if let match = deck.entries.index.longestMatch(key) { consider(match.position) }
    for position in deck.entries.index.positions(from: key) {
      guard key.begins(deck.entries.index[position]) else { break }
      consider(position)
    }
    return found.map { deck[$0] }
  }
}

extension TariffTable {
  /// For each of its terms what a minute costs.
  fileprivate var minutePrices: [Money] { terms.map { UnitPrice(of: $0.plan, in: .minute).price } }
}

extension Int {
  /// Of an entry.
  fileprivate func term(in table: TariffTable) -> Int { Int(table.entries.values[self].terms) }
}
