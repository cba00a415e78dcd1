/// The cable between a host and a board, in memory and in virtual time: bytes go in at one end and
/// come out at the other later, spoilt, in small pieces, or never, as its faults say.
///
/// Times are milliseconds on the simulated world's clock.
package struct SimulatedWire: Hashable, Sendable {
  package private(set) var isPlugged = true
  private var towardsHost: WireLane
  private var towardsBoard: WireLane
  private var acknowledgements: AcknowledgementFilter
  /// Nothing comes out before, at either end.
  private var stalledUntil: Int64 = 0
  /// The most bytes that one read gives; nil: all there are.
  package var readSize: Int?

  package init(_ misbehaviour: Misbehaviour = Misbehaviour(), seed: UInt64 = 1) {
    var generator = SplitMix64(seed: seed)
    towardsHost = WireLane(generator: generator.split())
    towardsBoard = WireLane(generator: generator.split())
    acknowledgements = AcknowledgementFilter(generator: generator.split())
    apply(misbehaviour)
  }

  /// Takes on new faults; what is under way stays as it is.
  package mutating func apply(_ misbehaviour: Misbehaviour) {
    readSize = misbehaviour.readSize
    towardsHost.faults = misbehaviour.towardsHost
    towardsBoard.faults = misbehaviour.towardsBoard
    acknowledgements.permille = misbehaviour.lostAcknowledgementPermille
    for lane in [\SimulatedWire.towardsHost, \.towardsBoard] {
      self[keyPath: lane].baud = misbehaviour.baud
      self[keyPath: lane].latency = misbehaviour.latencyMilliseconds
    }
  }

  package mutating func hostWrites(_ bytes: [UInt8], at now: Int64) {
    if isPlugged { towardsBoard.write(acknowledgements.pass(bytes), at: now) }
  }

  package mutating func boardWrites(_ bytes: [UInt8], at now: Int64) {
    if isPlugged { towardsHost.write(bytes, at: now) }
  }

  /// What each of the host's reads gives by now.
  package mutating func takeForHost(at now: Int64) -> [[UInt8]] {
    now < stalledUntil ? [] : towardsHost.take(at: now, readSize: readSize)
  }

  package mutating func takeForBoard(at now: Int64) -> [[UInt8]] {
    now < stalledUntil ? [] : towardsBoard.take(at: now, readSize: readSize)
  }

  /// When something next comes out at the host's end; nil while nothing is under way.
  package var nextForHost: Int64? { towardsHost.next.map { max($0, stalledUntil) } }
  package var nextForBoard: Int64? { towardsBoard.next.map { max($0, stalledUntil) } }

  /// Bytes that were lost since nobody took them: a lane holds no more than `WireLane.limit`.
  package var overflowByteCount: Int { towardsHost.overflow + towardsBoard.overflow }

  /// Pulls the plug: what is under way is lost, and what is written until `plug` too.
  package mutating func unplug() {
    isPlugged = false
    towardsHost.clear()
    towardsBoard.clear()
  }

  package mutating func plug() { isPlugged = true }

  /// Holds everything back until then.
  package mutating func stall(until time: Int64) { stalledUntil = max(stalledUntil, time) }
}

/// One direction of the wire.
struct WireLane: Hashable, Sendable {
  static let limit = 64 * 1024

  var faults = ByteFaults.none
  /// Bits a second, ten for each byte; nil: no time at all.
  var baud: Int?
  var latency: Int64 = 0
  private(set) var overflow = 0
  private var generator: SplitMix64
  private var pieces: [Piece] = []
  private var held = 0
  /// When the last bit written so far is out, in microseconds.
  private var busyUntil: Int64 = 0

  private struct Piece: Hashable {
    var arrival: Int64
    var bytes: [UInt8]
  }

  init(generator: SplitMix64) { self.generator = generator }

  var next: Int64? { pieces.first?.arrival }

  mutating func write(_ bytes: [UInt8], at now: Int64) {
    let spoilt = faults.spoil(bytes, using: &generator)
    guard !spoilt.isEmpty else { return }
    guard held + spoilt.count <= Self.limit else {
      overflow += spoilt.count
      return
    }
    held += spoilt.count
    var arrival = now
    if let baud {
      busyUntil = max(busyUntil, now * 1000) + Int64(bytes.count) * 10_000_000 / Int64(baud)
      arrival = (busyUntil + 999) / 1000
    }
    // In order, whatever the latency was changed to meanwhile.
    arrival = max(arrival + latency, pieces.last?.arrival ?? 0)
    pieces.append(Piece(arrival: arrival, bytes: spoilt))
  }

  mutating func take(at now: Int64, readSize: Int?) -> [[UInt8]] {
    guard let first = pieces.first, first.arrival <= now else { return [] }
    let arrived: [[UInt8]]
    if pieces.count == 1 {
      // As it nearly always is, and much faster.
      arrived = [first.bytes]
      pieces.removeLast()
    } else {
      arrived = pieces.prefix { $0.arrival <= now }.map(\.bytes)
      pieces.removeFirst(arrived.count)
    }
    held -= arrived.reduce(0) { $0 + $1.count }
    guard let readSize else { return arrived }
    return arrived.flatMap { bytes in
      stride(from: 0, to: bytes.count, by: readSize).map {
        Array(bytes[$0..<min($0 + readSize, bytes.count)])
      }
    }
  }

  mutating func clear() {
    pieces = []
    held = 0
    busyUntil = 0
  }
}
