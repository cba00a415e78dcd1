package import BoothProtocol
package import Rating

/// What a shop is made of, as its configuration file says it; nothing in here changes while the
/// daemon runs.
package struct ShopConfiguration: Hashable, Sendable {
  package var name: String
  package var currency: AmountFormat = .chileanPeso
  package var booths: [BoothConfiguration]
  /// When a number is complete (RFC 3435).
  package var digitMap: DigitMap
  /// Off-hook with no digit, then the booth hears congestion; seconds.
  package var startTimerSeconds: Int = 16
  /// RFC 3435: a number that could still grow; seconds.
  package var partialTimerSeconds: Int = 16
  /// RFC 3435: a number that is complete but could still grow; seconds.
  package var criticalTimerSeconds: Int = 4
  /// Always connect, free. A technician's list.
  package var emergencyNumbers: [String]
  /// Numbers beginning so are refused.
  package var blockedPrefixes: [String] = []
  /// What is not allowed is refused.
  package var blocksAll: Bool = false
  /// Numbers beginning so are not refused, if no blocked prefix that begins them is as long.
  package var allowedPrefixes: [String] = []
  /// Carrier-selection codes, stripped before rating (`188`…).
  package var carrierCodes: [String] = []
  /// Digits that a carrier code stands in place of, put back before rating (`0`); often none.
  package var carrierReplaces: String = ""
  /// false: the centre pays its provider afterwards, and no balance is kept.
  package var keepsBalance: Bool = true
  /// What sums are rounded to when they are collected; see `inCash(_:)`.
  package var cashRounding = CashRounding.none
  /// A charged call of so many seconds begun, or fewer, is flagged; 0: none is.
  package var shortCallSeconds: Int = 2
  /// A beep this long before the money ends; seconds.
  package var warningSeconds: Int = 20
  package var board: BoardSettings = BoardSettings()

  /// Everything that a number plan says.
  package mutating func use(_ plan: NumberPlan) {
    digitMap = plan.digitMap
    emergencyNumbers = plan.emergencyNumbers
    blockedPrefixes = plan.blockedPrefixes
    blocksAll = plan.blocksAll
    allowedPrefixes = plan.allowedPrefixes
    carrierCodes = plan.carrierCodes
    carrierReplaces = plan.carrierReplaces
  }

  /// What is collected of a sum: in coins, and without a smallest coin in what the currency has. A
  /// connection fee may be finer, and so may a charge with it; nobody can pay such a sum.
  package func inCash(_ sum: Money) -> Money {
    guard cashRounding.coin > .zero else {
      return CashRounding(mode: .halfUp, coin: currency.smallest).rounded(sum)
    }
    return cashRounding.rounded(sum)
  }

  /// An account's charges in coins; never more than what they were paid with in advance, if that is
  /// enough.
  package func payable(_ account: BoothAccount) -> Money {
    let rounded = inCash(account.charged)
    return account.charged <= account.credit ? min(rounded, account.credit) : rounded
  }

  /// What every board is to keep in its memory.
  package var boardConfiguration: BoardConfiguration {
    BoardConfiguration(
      flashMinimum: board.flashMinimumMilliseconds, flashMaximum: board.flashMaximumMilliseconds,
      answerSignals: board.answerSignals, answerDelaySeconds: board.answerDelaySeconds,
      emergencyNumbers: emergencyNumbers)
  }

  package init(
    name: String, booths: [BoothConfiguration], digitMap: DigitMap, emergencyNumbers: [String]
  ) {
    self.name = name
    self.booths = booths
    self.digitMap = digitMap
    self.emergencyNumbers = emergencyNumbers
  }
}

package struct BoothConfiguration: Hashable, Sendable {
  /// What the panel calls it: `4312`.
  package var number: BoothNumber
  /// `CABINA 01`.
  package var name: String
  /// nil: the only board there is.
  package var board: BoardUID?
  /// 0…31 on that board.
  package var line: Int
  /// Nothing but what is free can be called from it without credit.
  package var isPaidInAdvance: Bool

  package init(
    number: BoothNumber, name: String, board: BoardUID?, line: Int, isPaidInAdvance: Bool = false
  ) {
    self.number = number
    self.name = name
    self.board = board
    self.line = line
    self.isPaidInAdvance = isPaidInAdvance
  }
}

/// The number a booth is known by in the shop (`4312`): its key everywhere outside the wire.
package struct BoothNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String
  package init(_ text: String) { self.text = text }
  package var description: String { text }
  package static func < (left: BoothNumber, right: BoothNumber) -> Bool { left.text < right.text }
}

/// What every board is configured with.
package struct BoardSettings: Hashable, Sendable {
  package var flashMinimumMilliseconds = 80
  package var flashMaximumMilliseconds = 700
  package var answerSignals: AnswerSignals = [.polarityReversal, .meteringPulse]
  package var answerDelaySeconds = 0
  package init() {}
}
