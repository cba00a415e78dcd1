import BoothProtocol
import BoothSimulator
import Testing

@Suite struct SimulatorWireTests {
  static let bytes = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  /// What comes out at the board's end when all of it is written at once.
  private func carry(_ misbehaviour: Misbehaviour, seed: UInt64 = 1) -> [UInt8] {
    var wire = SimulatedWire(misbehaviour, seed: seed)
    wire.hostWrites(Self.bytes, at: 0)
    return wire.takeForBoard(at: 1_000_000).flatMap(\.self)
  }

  private func faulty(_ faults: ByteFaults) -> Misbehaviour {
    var misbehaviour = Misbehaviour()
    misbehaviour.towardsBoard = faults
    return misbehaviour
  }

  @Test func `a good wire changes nothing`() {
    #expect(carry(Misbehaviour()) == Self.bytes)
  }

  @Test(arguments: [
    (ByteFaults(dropPermille: 20), -800), (ByteFaults(duplicatePermille: 20), 800),
    (ByteFaults(insertPermille: 20), 800), (ByteFaults(flipPermille: 20), 0),
  ])
  func `a bad one drops, doubles and adds as often as it is told`(
    _ faults: ByteFaults, _ change: Int
  ) {
    let out = carry(faulty(faults))
    #expect(abs(out.count - Self.bytes.count - change) < 160)
    #expect(out != Self.bytes)
  }

  private func frame(
    _ kind: Frame.Class, session: UInt8, acknowledging acknowledgement: UInt8
  ) -> [UInt8] {
    Frame(
      direction: .hostToBoard, kind: kind, sequence: 0, acknowledgement: acknowledgement,
      session: session, type: 1, payload: [UInt8](1...10)
    ).encoded()
  }

  /// A board that was started anew may give a session the number of the one before.
  @Test func `an acknowledgement that is lost is one of its own session in its place, or none`()
    throws
  {
    var misbehaviour = Misbehaviour()
    misbehaviour.lostAcknowledgementPermille = 1000
    var wire = SimulatedWire(misbehaviour, seed: 1)
    let written: [[UInt8]] = [
      frame(.ping, session: 9, acknowledging: 7), frame(.ping, session: 9, acknowledging: 8),
      frame(.acknowledgement, session: 9, acknowledging: 8),
      frame(.handshake, session: 0, acknowledging: 0),
      frame(.ping, session: 9, acknowledging: 1), frame(.ping, session: 9, acknowledging: 2),
    ]
    var told: [UInt8] = []
    for (place, bytes) in written.enumerated() {
      wire.hostWrites(bytes, at: Int64(place) * 1_000)
      let came = wire.takeForBoard(at: Int64(place) * 1_000 + 999).flatMap(\.self)
      guard !came.isEmpty else { continue }
      told.append(try Frame(encoded: came.filter { $0 != 0 }).acknowledgement)
    }
    #expect(told == [7, 7, 0, 1, 1])
  }

  @Test func `a flipped byte differs in one bit`() {
    let changed = zip(carry(faulty(ByteFaults(flipPermille: 50))), Self.bytes).map { $0 ^ $1 }
      .filter { $0 != 0 }
    #expect(abs(changed.count - 2_000) < 250)
    #expect(changed.allSatisfy { $0.nonzeroBitCount == 1 })
  }

  @Test func `the same seed spoils the same bytes, another seed others`() {
    let faults = faulty(ByteFaults(dropPermille: 10, flipPermille: 10))
    #expect(carry(faults, seed: 7) == carry(faults, seed: 7))
    #expect(carry(faults, seed: 7) != carry(faults, seed: 8))
  }

  @Test func `reads give no more than they are told`() {
    var misbehaviour = Misbehaviour()
    misbehaviour.readSize = 1
    var wire = SimulatedWire(misbehaviour)
    wire.boardWrites([1, 2, 3], at: 0)
    #expect(wire.takeForHost(at: 0) == [[1], [2], [3]])
  }

  @Test func `at 115200 bit a second a byte takes 87 microseconds, and the next ones queue`() {
    var misbehaviour = Misbehaviour()
    misbehaviour.baud = 115_200
    var wire = SimulatedWire(misbehaviour)
    wire.boardWrites(Array(repeating: 0, count: 107), at: 100)
    wire.boardWrites(Array(repeating: 0, count: 107), at: 100)
    #expect(wire.nextForHost == 110)
    #expect(wire.takeForHost(at: 109).isEmpty)
    #expect(wire.takeForHost(at: 110).map(\.count) == [107])
    #expect(wire.nextForHost == 119)
  }

  @Test func `a stall holds bytes back and loses none`() {
    var wire = SimulatedWire()
    wire.stall(until: 500)
    wire.hostWrites([1], at: 10)
    wire.hostWrites([2], at: 20)
    #expect(wire.nextForBoard == 500)
    #expect(wire.takeForBoard(at: 499).isEmpty)
    #expect(wire.takeForBoard(at: 500) == [[1], [2]])
  }

  @Test func `what is under way or written while the plug is out is lost`() {
    var misbehaviour = Misbehaviour()
    misbehaviour.latencyMilliseconds = 10
    var wire = SimulatedWire(misbehaviour)
    wire.hostWrites([1], at: 0)
    wire.unplug()
    wire.hostWrites([2], at: 1)
    wire.plug()
    wire.hostWrites([3], at: 2)
    #expect(wire.nextForBoard == 12)
    #expect(wire.takeForBoard(at: 100) == [[3]])
  }

  @Test func `a wire that nobody reads holds so much and counts the rest`() {
    var wire = SimulatedWire()
    for time in 0..<10 { wire.boardWrites(Array(repeating: 0, count: 10_000), at: Int64(time)) }
    #expect(wire.overflowByteCount == 40_000)
    #expect(wire.takeForHost(at: 100).count == 6)
  }
}
