/// The world beyond the trunks: which numbers answer, how soon, by what signal. Drawn from its own
/// seed.
package struct TelephoneNetwork: Hashable, Sendable {
  /// How the called people behave; out of every 1000 calls, some are not answered and some are
  /// busy.
  package struct Habits: Hashable, Sendable {
    package var answersAfterMilliseconds: ClosedRange<UInt32> = 3_000...12_000
    package var signal = FarEnd.Signal.polarity
    package var unansweredPermille = 0
    package var busyPermille = 0
    /// Out of 1000 answered calls, those in which the far end hangs up first, within the time
    /// below.
    package var hangsUpPermille = 0
    package var hangsUpAfterMilliseconds: ClosedRange<UInt32> = 5_000...120_000

    package init() {}

    package static var neverAnswers: Habits {
      var habits = Habits()
      habits.unansweredPermille = 1000
      return habits
    }
  }

  package struct Rule: Hashable, Sendable {
    package var prefix: String
    package var habits: Habits

    package init(prefix: String, habits: Habits) {
      self.prefix = prefix
      self.habits = habits
    }
  }

  /// For numbers no rule speaks of.
  package var usual: Habits
  /// The first that matches counts.
  package var rules: [Rule]
  /// What is wrong with the exchange just now.
  package var trouble: Trouble?
  private var generator: SplitMix64

  package enum Trouble: Hashable, Sendable {
    /// It gives no dial tone: there is no trunk for another call.
    case noTrunkFree
    /// Nobody picks up.
    case neverAnswers
    /// Far ends talk, and the line does not say so.
    case answersUnsignalled
  }

  package init(usual: Habits = Habits(), rules: [Rule] = [], seed: UInt64 = 1) {
    self.usual = usual
    self.rules = rules
    generator = SplitMix64(seed: seed)
  }

  package mutating func farEnd(of digits: String) -> FarEnd {
    let habits = rules.first { digits.hasPrefix($0.prefix) }?.habits ?? usual
    if trouble == .noTrunkFree { return FarEnd(.noTrunkFree) }
    // Always as many draws, so that one number's fate does not depend on another's.
    var call = generator.split()
    if trouble == .neverAnswers || call.happens(permille: habits.unansweredPermille) {
      return FarEnd(.neverAnswers)
    }
    if call.happens(permille: habits.busyPermille) { return FarEnd(.busy) }
    let hangsUp = call.happens(permille: habits.hangsUpPermille)
    return FarEnd(
      .answers(
        afterMilliseconds: .random(in: habits.answersAfterMilliseconds, using: &call),
        signal: trouble == .answersUnsignalled ? .none : habits.signal,
        hangsUpAfterMilliseconds: hangsUp
          ? .random(in: habits.hangsUpAfterMilliseconds, using: &call) : nil))
  }
}
