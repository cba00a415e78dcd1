import BoothProtocol
import Testing

struct FrameReceiverTests {
  private static let ping = bytes("02 25 0c 2a 22 70 44 33 22 11 05 cb 67 34 00")
  private static let pong = bytes("02 36 0b 07 22 71 44 33 22 11 b8 82 01 02 0c 05 a9 3e f3 b0 00")

  /// A frame of this header byte and payload length, sound in all else.
  private static func frame(first: UInt8, payload: Int = 0) -> [UInt8] {
    var content = [first, 0, 0, 0, 0x72] + [UInt8](repeating: 7, count: payload)
    let checksum = CRC32C.checksum(of: content)
    content += (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * UInt32($0))) }
    return COBS.encode(content) + [0]
  }

  @Test(arguments: Cut.allCases)
  func `frames are found however the stream is cut`(cut: Cut) throws {
    let stream = [0] + Self.ping + [0, 0] + Self.pong + Self.ping
    let (results, counts) = receive(stream, cut)
    let types = try results.map { try $0.get().type }
    #expect(types == [0x70, 0x71, 0x70])
    #expect(counts.bytes == stream.count)
    #expect(counts.frames == 3)
    #expect(counts.malformed == 0 && counts.crcErrors == 0 && counts.resyncs == 0)
  }

  @Test(arguments: [
    (bytes("41 42 43 00"), FrameFault.notCOBS),
    (bytes("03 41 42 00"), .tooShort(bytes: 2)),
    (bytes("02 25 0c 2a 22 70 44 33 22 12 05 cb 67 34 00"), .wrongChecksum),
    ([UInt8](repeating: 1, count: 107) + [0], .tooLong),
    ([UInt8](repeating: 1, count: 5_000) + [0], .tooLong),
    (frame(first: 0x44), .otherVersion(2)),
    (frame(first: 0x27), .unknownClass(7)),
    (pong, .wrongDirection),
  ])
  func `what is no frame is named, counted and got over`(bad: [UInt8], fault: FrameFault) {
    for cut in Cut.allCases {
      let (results, counts) = receive(bad + Self.ping, cut, from: .hostToBoard)
      #expect(results.count == 2)
      #expect(results.first == .failure(fault))
      #expect((try? results.last?.get())?.type == 0x70)
      #expect(counts.crcErrors == (fault == .wrongChecksum ? 1 : 0))
      #expect(counts.malformed == (fault == .wrongChecksum ? 0 : 1))
      #expect(counts.resyncs == 1)
    }
  }

  @Test func `the longest frame passes and one byte more does not`() {
    let longest = Self.frame(first: 0x24, payload: Frame.maximumPayload)
    #expect(longest.count == 107)
    #expect((try? receive(longest, .drip).results.first?.get())?.payload.count == 96)
    let longer = Self.frame(first: 0x24, payload: Frame.maximumPayload + 1)
    #expect(receive(longer, .drip).results == [.failure(.tooLong)])
  }

  @Test func `every single bit of a frame matters`() {
    for bit in 0..<(8 * (Self.ping.count - 1)) {
      var damaged = Self.ping
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      let (results, _) = receive(damaged, .whole)
      #expect(!results.contains { (try? $0.get()) != nil })
    }
  }

  @Test func `half a frame is forgotten when the stream begins anew`() {
    var receiver = FrameReceiver(from: nil)
    for byte in Self.ping.dropLast(5) { _ = receiver.receive(byte) }
    receiver.forgetPartialFrame()
    let results = Self.ping.compactMap { receiver.receive($0) }
    #expect(results.count == 1)
    #expect(receiver.counts.malformed == 0)
  }

  @Test func `any bytes at all are survived, and the frame after them is found`() {
    var random = SplitMix64(seed: 2)
    for _ in 0..<300 {
      let count = Int.random(in: 0...400, using: &random)
      let noise = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
      let stream = noise + [0] + Self.ping
      let dripped = receive(stream, .drip)
      #expect(dripped.results == receive(stream, .whole).results)
      #expect(dripped.results == receive(stream, .batches).results)
      #expect((try? dripped.results.last?.get())?.type == 0x70)
    }
  }
}
