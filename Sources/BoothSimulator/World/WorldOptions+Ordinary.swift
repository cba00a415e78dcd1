/// A shop's ordinary life: no storm, but what goes wrong in a year goes wrong.
extension WorldOptions {
  /// So many days of the eight booths of a shop that is open from nine to nine. One of two is
  /// without power at night.
  ///
  /// - Parameter firstDay: days from 2006-10-28, on whose midnight it begins.
  package static func ordinary(seed: UInt64, days: Int64, firstDay: Int64) -> WorldOptions {
    var options = WorldOptions(seed: seed)
    options.booths = 8
    options.ringCapacity = 512
    options.hours = WorldHours(from: 9, to: 21)
    options.stormMilliseconds = days * WorldHours.day
    options.beginning = ordinaryBeginning + firstDay * WorldHours.day
    options.openingPesos = 200_000
    options.ownerMean = 360_000
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
    options.isDarkAtNight = seed % 2 == 0
    return options
  }

  /// 2006-10-28 00:00 UTC.
  private static let ordinaryBeginning: Int64 = 1_161_993_600_000
}
