import Notation

extension DoctorFinding {
  static func onClock(_ clock: ClockFacts) -> [DoctorFinding] {
    [wrong(clock), unsynchronised(clock), noRTC(clock), noTimeZone(clock)].compactMap(\.self)
  }

  /// A clock may be set by a few seconds.
  private static let tolerance: Int64 = 120

  private static func wrong(_ clock: ClockFacts) -> DoctorFinding? {
    let latest = max(clock.built ?? .min, clock.newestRecord ?? .min)
    guard latest != .min, clock.now < latest - tolerance else { return nil }
    let isRecord = latest == clock.newestRecord
    return DoctorFinding(
      .fault, "clock-wrong",
      seen: isRecord
        ? Words(
          "el reloj está antes de la última anotación del libro",
          "the clock is before the newest record of the ledger")
        : Words(
          "el reloj está antes de la fecha de este programa",
          "the clock is before the day this program was made"),
      cause: Words(
        "la máquina partió sin hora: no tiene pila ni ha llegado a Internet; fechas e informes "
          + "salen mal, los cobros no",
        "the machine started without the time: it has no battery, and has not reached the "
          + "Internet; dates and reports come out wrong, charges do not"
      ),
      command: "timedatectl set-ntp true; date -s '2026-01-31 12:00'")
  }

  private static func unsynchronised(_ clock: ClockFacts) -> DoctorFinding? {
    guard clock.isSynchronised == false else { return nil }
    return DoctorFinding(
      .warning, "clock-unsynchronised",
      seen: Words(
        "ningún otro reloj ajusta el de esta máquina", "no other clock sets that of this machine"),
      cause: Words(
        "no hay servicio de hora (NTP) o no llega a Internet",
        "no time service (NTP) runs, or it does not reach the Internet"),
      command: "apt-get install systemd-timesyncd && timedatectl set-ntp true")
  }

  private static func noRTC(_ clock: ClockFacts) -> DoctorFinding? {
    guard clock.hasRTC == false else { return nil }
    return DoctorFinding(
      .note, "clock-no-rtc",
      seen: Words(
        "la máquina no tiene reloj con pila", "the machine has no clock with a battery"),
      cause: Words(
        "después de un corte parte con una hora vieja hasta que llega a Internet",
        "after a power cut it starts with an old time until it reaches the Internet"),
      command: "apt-get install fake-hwclock")
  }

  private static func noTimeZone(_ clock: ClockFacts) -> DoctorFinding? {
    guard clock.knowsTimeZone, ["UTC", "Etc/UTC", "Universal", nil].contains(clock.timeZone) else {
      return nil
    }
    return DoctorFinding(
      .warning, "time-zone",
      seen: Words(
        "la máquina no tiene zona horaria: usa la hora universal",
        "the machine has no time zone: it goes by universal time"),
      cause: Words(
        "los horarios de las tarifas y los días de los informes se corren horas",
        "hours of tariffs and days of reports are shifted by hours"),
      command: "timedatectl set-timezone America/Santiago && systemctl restart cabinad")
  }
}
