import BoothControl
import Rating

/// The shop in which tricks are tried: everything is well there, and the called take eight seconds
/// to answer.
enum TrickShop {
  /// The options of the drawn world of this seed are not asked for: nothing goes wrong. The seed
  /// moves how late the line and the disk are.
  static func options(_ trick: Trick, seed: UInt64) -> WorldOptions {
    var options = WorldOptions(seed: seed)
    options.booths = 4
    options.stormMilliseconds = 0
    options.openingPesos = trick.openingPesos
    options.keepsBalance = true
    options.deckPesosPerMinute = nil
    options.boothsPaidInAdvance = 0
    options.coinPesos = 0
    options.ringCapacity = 512
    options.clockPartsPerMillion = 0
    options.firstTick = 0
    options.readSize = nil
    options.means = [:]
    return options
  }

  /// Chile in 2006, one carrier's code, whose own service is nearly free.
  static func setting(_ trick: Trick, _ options: WorldOptions) -> WorldSetting {
    var setting = WorldSetting(options)
    setting.configuration.carrierCodes = ["188"]
    setting.configuration.carrierReplaces = "0"
    setting.prices.rows = [
      WorldPrices.Row(prefix: "1006", pesosPerMinute: 200),
      WorldPrices.Row(prefix: "0052", pesosPerMinute: 400),
      WorldPrices.Row(prefix: "099", pesosPerMinute: 150),
      WorldPrices.Row(prefix: "001", pesosPerMinute: 300),
      WorldPrices.Row(prefix: "100", pesosPerMinute: 100),
      WorldPrices.Row(prefix: "188", pesosPerMinute: 10),
      WorldPrices.Row(prefix: "02", pesosPerMinute: 50),
    ]
    setting.network = network()
    trick.change(&setting)
    for call in trick.outcome.calls { setting.prices.wanted[call.number] = call.pesosPerMinute }
    return setting
  }

  /// - Parameter rules: for numbers that begin so; the others answer and stay.
  static func network(_ rules: [TelephoneNetwork.Rule] = []) -> TelephoneNetwork {
    var usual = TelephoneNetwork.Habits()
    usual.answersAfterMilliseconds = 8_000...8_000
    return TelephoneNetwork(usual: usual, rules: rules)
  }

  /// A far end that answers and hangs up after so long.
  static func hangsUp(
    _ prefix: String, answering answer: UInt32 = 8_000, after milliseconds: UInt32
  ) -> TelephoneNetwork.Rule {
    var habits = TelephoneNetwork.Habits()
    habits.answersAfterMilliseconds = answer...answer
    habits.hangsUpPermille = 1000
    habits.hangsUpAfterMilliseconds = milliseconds...milliseconds
    return TelephoneNetwork.Rule(prefix: prefix, habits: habits)
  }
}
