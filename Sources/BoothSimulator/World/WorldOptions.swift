package import Rating

/// How a simulated shop lives and what goes wrong in it, all drawn from one seed.
package struct WorldOptions: Hashable, Sendable {
  /// 4…8, each with a line and a trunk of its own.
  package var booths: Int
  /// What the wall clock shows at the beginning; milliseconds since 1970-01-01 UTC.
  package var beginning: Int64 = 1_161_965_894_000  // 2006-10-27 16:18:14
  /// When customers and the owner are there; nil: without end, and all of them at once.
  package var hours: WorldHours?
  /// How long everything may go wrong; milliseconds.
  package var stormMilliseconds: Int64 = 600_000
  /// Whole pesos at the provider when the shop opens.
  package var openingPesos: Int64
  /// false: the centre pays its provider afterwards.
  package var keepsBalance: Bool
  /// The provider's price for a minute of any call, whole pesos; nil: there is no deck.
  package var deckPesosPerMinute: Int64?
  /// The booths, from the first on, from which nothing is called without credit.
  package var boothsPaidInAdvance: Int
  /// The smallest coin, whole pesos; 0: sums are paid as they are.
  package var coinPesos: Int64
  /// What becomes of less than a coin.
  package var coinMode: CashRounding.Mode
  /// How much too fast the board's clock runs.
  package var clockPartsPerMillion: Int64
  package var firstTick: UInt32
  /// Events that the board's log holds.
  package var ringCapacity: Int
  package var baud: Int?
  package var latencyMilliseconds: Int64
  package var readSize: Int?
  /// Noise of the line while there is some: out of 1000 bytes, those to which each of the four
  /// kinds happens.
  package var noisePermille: Int
  /// The mean time between two troubles of each kind, milliseconds; nil: none.
  package var means: [WorldTrouble.Kind: Int64]
  /// Some customers talk for hours.
  package var talksForHours = false
  /// What befalls the daemon before one of its effects; nil: nothing.
  package var death: WorldDeath?
  /// The shop is open from `hours.opening` to `hours.closing`, and its main switch is off at night.
  package var isDarkAtNight = false
  /// The mean time between two acts of the owner; milliseconds.
  package var ownerMean: Int64
  /// The same of a technician; nil: there is none.
  package var technicianMean: Int64?
  /// Of an ordinary life: the balance at which the owner pays in again, and up to five times which
  /// he pays; whole pesos.
  package var paysInBelowPesos: Int64 = 20_000

  /// At the provider when the shop opens; nil: no balance is kept.
  var opening: Money? { keepsBalance ? Money(micros: openingPesos * 1_000_000) : nil }

  /// Noise up to which an emergency call must come through: of 250 bytes one is spoilt, and one
  /// frame of twelve. Beyond it, with a full log to be told eight events at a time, sessions begin
  /// and break again, and each keeps the board from dialling by itself.
  package static let noiseLimitPermille = 1

  /// A whole afternoon with customers who talk for hours, and less that goes wrong.
  private mutating func becomeLong() {
    talksForHours = true
    stormMilliseconds = 5 * WorldHours.hour
    openingPesos *= 100
    means = means.mapValues { $0 * 10 }
  }

  package init(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    booths = .random(in: 4...8, using: &generator)
    openingPesos = .random(in: 200...4_000, using: &generator)
    keepsBalance = !generator.happens(permille: 100)
    deckPesosPerMinute = generator.happens(permille: 300) ? 80 : nil
    clockPartsPerMillion = .random(in: -300...300, using: &generator)
    firstTick = generator.happens(permille: 300) ? .max - 200_000 : 0
    baud = generator.happens(permille: 700) ? 115_200 : nil
    latencyMilliseconds = .random(in: 0...16, using: &generator)
    readSize = generator.happens(permille: 200) ? .random(in: 1...7, using: &generator) : nil
    noisePermille = .random(in: 1...3, using: &generator)
    ownerMean = .random(in: 8_000...60_000, using: &generator)
    means = [:]
    for kind in WorldTrouble.Kind.allCases where !WorldTrouble.Kind.seldom.contains(kind) {
      let mean = Int64.random(in: 30_000...300_000, using: &generator)
      if generator.happens(permille: 500) { means[kind] = mean }
    }
    boothsPaidInAdvance =
      generator.happens(permille: 400) ? .random(in: 1...2, using: &generator) : 0
    let coins: [Int64] = [0, 10, 10, 50, 100, 7]
    coinPesos = coins[Int(generator.next() % UInt64(coins.count))]
    let modes = CashRounding.Mode.allCases
    coinMode = modes[Int(generator.next() % UInt64(modes.count))]
    // A day on which the daemon dies again and again while its acknowledgements get lost: what the
    // board tells then is old news.
    if generator.happens(permille: 200) {
      means[.kill] = 10_000
      means[.lostAcknowledgements] = 12_000
    }
    // As few as are allowed, so that it is full now and then.
    ringCapacity = generator.happens(permille: 250) ? 4 * booths + 4 : 512
    for kind in WorldTrouble.Kind.seldom {
      let mean = Int64.random(in: 60_000...600_000, using: &generator)
      if generator.happens(permille: 250) { means[kind] = mean }
    }
    if generator.happens(permille: 20) { becomeLong() }
    if generator.happens(permille: 300) {
      technicianMean = .random(in: 500...20_000, using: &generator)
    }
  }
}
