/// Cuts what crosses a line into runs, however it comes. It holds at most one run for each
/// direction.
package struct RecordSplitter: Sendable {
  /// A run that stands still for so long is told without its end.
  package static let idleMicroseconds: Int64 = 100_000

  private struct Lane {
    var bytes: [UInt8] = []
    var hasBegun = false
    /// When the last byte came.
    var latest: Int64 = 0

    /// Ends the run that is there; nil when there is none.
    mutating func take(_ direction: LineDirection) -> LineRun? {
      guard !bytes.isEmpty else { return nil }
      defer {
        bytes.removeAll(keepingCapacity: true)
        hasBegun = false
      }
      return LineRun(direction: direction, microseconds: latest, bytes: bytes)
    }

    /// A clock that was set back makes everything stand still for long.
    func isIdle(at time: Int64) -> Bool {
      !bytes.isEmpty && !(latest..<latest + RecordSplitter.idleMicroseconds).contains(time)
    }
  }

  private var toHost = Lane()
  private var toBoard = Lane()

  package init() {}

  /// The runs that these bytes complete, in their order.
  /// - Parameter time: microseconds since 1970.
  package mutating func take(
    _ bytes: some Sequence<UInt8>, _ direction: LineDirection, at time: Int64
  ) -> [LineRun] {
    var runs = flushIdle(at: time)
    let lane = Self.lane(direction)
    for byte in bytes {
      self[keyPath: lane].bytes.append(byte)
      self[keyPath: lane].latest = time
      if byte != 0 { self[keyPath: lane].hasBegun = true }
      let isWhole = byte == 0 && self[keyPath: lane].hasBegun
      if isWhole || self[keyPath: lane].bytes.count == LineRun.maximumLength,
        let run = self[keyPath: lane].take(direction)
      {
        runs.append(run)
      }
    }
    return runs
  }

  /// The runs that have stood still for `idleMicroseconds`.
  package mutating func flushIdle(at time: Int64) -> [LineRun] {
    flush { $0.isIdle(at: time) }
  }

  /// What is left at the end.
  package mutating func finish() -> [LineRun] { flush { _ in true } }

  /// Whether there is a run that `flushIdle` may have to end.
  package var isHolding: Bool { !toHost.bytes.isEmpty || !toBoard.bytes.isEmpty }

  private mutating func flush(_ isToEnd: (Lane) -> Bool) -> [LineRun] {
    var runs: [LineRun] = []
    for direction in LineDirection.allCases where isToEnd(self[keyPath: Self.lane(direction)]) {
      if let run = self[keyPath: Self.lane(direction)].take(direction) { runs.append(run) }
    }
    return runs.sorted { $0.microseconds < $1.microseconds }
  }

  private static func lane(_ direction: LineDirection) -> WritableKeyPath<RecordSplitter, Lane> {
    switch direction {
    case .toHost: \.toHost
    case .toBoard: \.toBoard
    }
  }
}
