import Glibc

/// The clock on the shop's wall: times are shown and typed by it, whatever `TZ` whoever asks has.
enum ShopClock {
  /// From here on in this process. `zone`: a value of `TZ`, as the daemon has it; one that is not known
  /// here changes nothing.
  static func follow(_ zone: String) {
    guard Console.environment("TZ") != zone, TimeZoneName.isKnown(zone) else { return }
    setenv("TZ", zone, 1)
    tzset()
  }
}
