extension Check {
  /// Every check, in the order in which they are run: what others lean on first, what a board may not
  /// come back from last.
  package static let all: [Check] =
    handshake + framing + commands + abilities + fields + configuration + counters + lines + hook
    + log + calls + connectedAgain + ends + loopOpen + trunks + lineFaults + power + leases
    + emergencies + displays
    + metering + silence + full + restart
}
