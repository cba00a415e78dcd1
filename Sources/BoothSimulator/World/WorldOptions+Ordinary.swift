/// A shop's ordinary life: no storm, but what goes wrong in a year goes wrong.
extension WorldOptions {
  /// So many days of the eight booths of a shop that is open from nine to nine. One of two is
  /// without power at night, one of four has the smallest log a board may have, and the owner of one
  /// of four lives from hand to mouth: what he pays in is soon used up.
  /// It begins on the midnight of a Saturday; that of the next seed a week later.
  package static func ordinary(seed: UInt64, days: Int64) -> WorldOptions {
    var options = WorldOptions(seed: seed)
    options.booths = 8
    options.ringCapacity = 512
    options.hours = WorldHours(from: 9, to: 21)
    options.stormMilliseconds = days * WorldHours.day
    options.beginning = firstSaturday + Int64(seed % weeks) * 7 * WorldHours.day
    options.openingPesos = 200_000
    options.ownerMean = 360_000
    options.technicianMean = nil
    options.noisePermille = 1
    options.means = [
      .stall: 10 * WorldHours.day, .unplug: 10 * WorldHours.day,
      .longUnplug: 45 * WorldHours.day, .silence: 30 * WorldHours.day,
      .reset: 30 * WorldHours.day, .kill: 30 * WorldHours.day, .stop: 15 * WorldHours.day,
      .slowDisk: 5 * WorldHours.day, .failingDisk: 60 * WorldHours.day,
      .noise: 8 * WorldHours.hour, .lostAcknowledgements: 45 * WorldHours.day,
      .wallStep: 60 * WorldHours.day, .boxPower: 60 * WorldHours.day,
      .boardPower: 45 * WorldHours.day, .mains: 20 * WorldHours.day,
      .provider: 10 * WorldHours.day,
    ]
    var draws = SplitMix64(seed: seed)
    options.isDarkAtNight = draws.happens(permille: 500)
    if draws.happens(permille: 250) { options.ringCapacity = 4 * options.booths + 4 }
    if draws.happens(permille: 250) {
      options.openingPesos = 2_000
      options.keepsBalance = true
      options.paysInBelowPesos = 300
    }
    return options
  }

  /// 2006-10-28 00:00 UTC.
  private static let firstSaturday: Int64 = 1_161_993_600_000
  /// Ten years.
  private static let weeks: UInt64 = 520
}
