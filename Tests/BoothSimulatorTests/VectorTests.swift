import CBoardReference
import Testing

/// The C codec against the vectors: every byte table both ways, every reason to reject, every
/// stream.
struct VectorTests {
  private func decode(
    _ wire: [UInt8], _ direction: VectorFile.Direction
  ) -> (
    frames: [blp_frame], verdicts: [blp_verdict]
  ) {
    var receiver = blp_receiver()
    blp_receiver_start(&receiver, direction == .host ? 0 : 1)
    var frames: [blp_frame] = []
    var verdicts: [blp_verdict] = []
    for byte in wire {
      var frame = blp_frame()
      let verdict = blp_receiver_push(&receiver, byte, &frame)
      if verdict == BLP_FRAME { frames.append(frame) }
      if verdict != BLP_MORE { verdicts.append(verdict) }
    }
    return (frames, verdicts)
  }

  private func body(of frame: blp_frame) -> [UInt8] {
    let first = UInt8(BLP_VERSION) << 5 | frame.direction << 4 | frame.message_class
    let payload = withUnsafeBytes(of: frame.payload) { Array($0.prefix(Int(frame.length))) }
    return [first, frame.seq, frame.ack, frame.session, frame.type] + payload
  }

  @Test(arguments: try VectorFile.frames().valid)
  func `a valid frame is decoded to its parts and encoded to its bytes`(
    vector: VectorFile.Valid
  ) throws {
    let decoded = decode(vector.wire.bytes, vector.direction)
    #expect(decoded.verdicts == [BLP_FRAME])
    var frame = try #require(decoded.frames.first)
    #expect(frame.message_class == vector.class)
    #expect(frame.type == vector.type)
    #expect((frame.seq, frame.ack, frame.session) == (vector.seq, vector.ack, vector.session))
    #expect(Array(body(of: frame).dropFirst(5)) == vector.payload.bytes)
    var wire = [UInt8](repeating: 0, count: Int(BLP_WIRE_MAX))
    #expect(blp_frame_encode(&frame, false, &wire) == vector.wire.bytes.count)
    #expect(Array(wire.prefix(vector.wire.bytes.count)) == vector.wire.bytes)
    #expect(blp_frame_encode(&frame, true, &wire) == vector.wire.bytes.count + 1)
    #expect(Array(wire.prefix(vector.wire.bytes.count + 1)) == [0] + vector.wire.bytes)
  }

  @Test(arguments: try VectorFile.frames().valid.filter { $0.message != nil })
  func `the fields of a message pack to its payload and come back out of it`(
    vector: VectorFile.Valid
  ) throws {
    let packed = try vector.packed()
    let payload = vector.payload.bytes
    if vector.canonical ?? true {
      #expect(packed == payload)
    } else {
      #expect(Array(payload.prefix(packed.count)) == packed)
      #expect(payload.count > packed.count)
    }
    #expect(try vector.repacked() == packed)
  }

  @Test(arguments: try VectorFile.frames().valid.filter { $0.message != nil })
  func `a payload shorter than its message's fixed part is told apart`(
    vector: VectorFile.Valid
  ) throws {
    let least = blp_minimum_length(vector.class, vector.type)
    #expect(least <= vector.payload.bytes.count)
    guard least > 0 else { return }
    var short = vector
    short.payload.bytes = Array(vector.payload.bytes.prefix(least - 1))
    #expect(throws: VectorMessageError.unpacked(BLP_TOO_SHORT)) { try short.repacked() }
  }

  @Test(arguments: try VectorFile.frames().rejected)
  func `a frame is rejected for its reason`(vector: VectorFile.Rejected) throws {
    let reasons: [String: blp_verdict] = [
      "cobs": BLP_DROP_COBS, "too_long": BLP_DROP_TOO_LONG, "length": BLP_DROP_LENGTH,
      "crc": BLP_DROP_CRC, "version": BLP_DROP_VERSION, "direction": BLP_DROP_DIRECTION,
    ]
    let expected = try #require(reasons[vector.why])
    // And nothing of it is left: the next frame is read.
    var next = blp_frame()
    next.direction = vector.direction == .host ? 0 : 1
    next.message_class = UInt8(BLP_CLASS_ACKNOWLEDGEMENT)
    next.type = UInt8(BLP_ACK)
    var wire = [UInt8](repeating: 0, count: Int(BLP_WIRE_MAX))
    let count = blp_frame_encode(&next, false, &wire)
    let verdicts = decode(vector.wire.bytes + wire.prefix(count), vector.direction).verdicts
    #expect(verdicts == [expected, BLP_FRAME])
  }

  @Test(arguments: try VectorFile.streams())
  func `a stream yields its frames, whole, in chunks and drip by drip`(
    vector: VectorFile.Stream
  ) {
    let stream = vector.chunks.flatMap(\.bytes)
    let frames = decode(stream, vector.direction).frames
    #expect(frames.map(body) == vector.frames.map(\.bytes))
  }

  @Test func `the checksum is that of Castagnoli`() {
    #expect(blp_crc32c(Array("123456789".utf8), 9) == 0xE306_9283)
    #expect(blp_crc32c([], 0) == 0)
    // RFC 3720, B.4.
    #expect(blp_crc32c([UInt8](repeating: 0, count: 32), 32) == 0x8A91_36AA)
    #expect(blp_crc32c([UInt8](repeating: 0xFF, count: 32), 32) == 0x62A8_AB43)
    #expect(blp_crc32c(Array(0..<32), 32) == 0x46DD_794E)
  }

  @Test func `every length of zeros and of other bytes goes through the stuffing`() {
    for count in 0...105 {
      for pattern in [{ _ in 0 }, { _ in 0xAA }, { $0 % 3 == 0 ? 0 : UInt8($0) }]
        as [(Int) -> UInt8]
      {
        let plain = (0..<count).map(pattern)
        var stuffed = [UInt8](repeating: 0, count: count + 1)
        #expect(blp_cobs_encode(plain, count, &stuffed) == count + 1)
        #expect(!stuffed.contains(0))
        var back = [UInt8](repeating: 0xEE, count: count)
        var size = 0
        #expect(blp_cobs_decode(stuffed, count + 1, &back, count, &size))
        #expect(size == count)
        #expect(back == plain)
        if count > 0 {
          #expect(!blp_cobs_decode(stuffed, count + 1, &back, count - 1, &size), "no room")
        }
      }
    }
  }

  @Test func `a frame with a payload over the limit is not encoded`() {
    var frame = blp_frame()
    frame.length = 97
    var wire = [UInt8](repeating: 0xEE, count: Int(BLP_WIRE_MAX))
    #expect(blp_frame_encode(&frame, true, &wire) == 0)
    frame.length = 96
    withUnsafeMutableBytes(of: &frame.payload) { $0.copyBytes(from: repeatElement(7, count: 96)) }
    #expect(blp_frame_encode(&frame, false, &wire) == 107)
  }
}
