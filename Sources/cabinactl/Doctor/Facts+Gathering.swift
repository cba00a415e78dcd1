import SerialLine

/// Where a doctor looks. What can be somewhere else is handed in.
struct Surroundings {
  var box = Box()
  var ports: [ScannedPort] = []
  /// Whether the ports could be listed.
  var knowsPorts = true
  /// Those of them that somebody asked about, by path.
  var namedPorts: Set<String> = []
  var ledgerPath = "/var/lib/cabina/cabina.sqlite"
  /// It may be a copy, lying anywhere.
  var isLedgerNamed = false
  /// Seconds since 1970.
  var now: Int64
  /// What the kernel says of its clock; nil: ask it.
  var kernelClock: Int32?
  var daemon = DaemonFacts.unasked
  var asked: [AskedBoard] = []
  /// `systemctl show UNIT`; nil: there is none.
  var showUnit: (String) -> String? = { _ in nil }
}

extension Facts {
  init(_ surroundings: Surroundings) {
    let box = surroundings.box
    let isInstalled = box.hasUnit
    let configured = box.configuredPorts
    configuredPorts = configured
    ports = surroundings.ports.map { port in
      var facts = PortFacts(port, on: box, isInstalled: isInstalled)
      facts.isNamed = surroundings.namedPorts.contains(port.port.path)
      facts.isConfigured = configured.contains(port.port.path)
      return facts
    }
    knowsPorts = surroundings.knowsPorts
    let processes = box.processNames
    hasDaemonProcess = processes.contains("cabinad")
    hasModemManager = processes.contains("ModemManager")
    takenForBraille = box.devicesTakenForBraille
    daemon = surroundings.daemon
    asked = surroundings.asked
    let (ledger, newest) = LedgerFacts.gather(
      surroundings.ledgerPath, on: box, now: surroundings.now,
      mayBeCopy: surroundings.isLedgerNamed)
    self.ledger = ledger
    clock =
      surroundings.kernelClock.map { ClockFacts(on: box, now: surroundings.now, kernel: $0) }
      ?? ClockFacts(on: box, now: surroundings.now)
    clock.newestRecord = newest
    service = ServiceFacts.gather(on: box, show: surroundings.showUnit)
    configuredSpeed = box.configuredSpeed
  }
}
