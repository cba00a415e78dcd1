import LineRecord

/// Bytes as they crossed a port, all at once.
struct TrafficRun {
  /// Since 1970, on the clock of the box.
  var microseconds: Int64
  var port: String
  var direction: LineDirection
  var bytes: [UInt8]
}

/// What crosses ports now: the daemon's, or one that is had straight.
protocol LiveTraffic {
  /// The paths of those that are looked at.
  var ports: [String] { get }
  /// What has crossed since it was asked last; waits a second at most. `lost`: so many runs were
  /// dropped meanwhile; nil: nobody knows how many.
  mutating func next() throws(CommandError) -> (runs: [TrafficRun], lost: Int64?)
}
