import BoothProtocol
import Testing

/// The codec against the vectors that are given to the makers of boards.
struct VectorTests {
  @Test func `every valid frame is read, means what it says, and is written the same`() throws {
    let vectors = try Vectors.frames().valid
    #expect(vectors.count >= 144)
    for vector in vectors {
      let wire = bytes(vector.wire)
      let results = receive(wire, .drip, from: vector.direction.direction).results
      let frame = try #require(try results.first?.get(), "\(vector.name)")
      #expect(results.count == 1, "\(vector.name)")
      let header = [
        frame.kind.rawValue, frame.sequence, frame.acknowledgement, frame.session, frame.type,
      ]
      #expect(
        header == [vector.class, vector.seq, vector.ack, vector.session, vector.type],
        "\(vector.name)")
      #expect(frame.payload == bytes(vector.payload), "\(vector.name)")
      #expect(frame.encoded() == wire, "\(vector.name)")
      try checkMessage(of: frame, vector)
    }
  }

  private func checkMessage(of frame: Frame, _ vector: Vectors.Valid) throws {
    guard vector.message != nil else {
      // A type to come: an event is told as such, all else is passed over.
      if frame.kind == .event {
        let event =
          if case .event(let event) = try Message(frame) { event } else { nil as BoardEvent? }
        #expect(event?.kind == .unknown(type: frame.type), "\(vector.name)")
      } else {
        #expect(throws: MessageFault.unknownType(frame.type)) { try Message(frame) }
      }
      return
    }
    let message = try Message(frame)
    #expect(vectorFields(of: message) == vector.fields, "\(vector.name)")
    guard vector.canonical ?? true else { return }
    let written = try message.frame(
      sequence: frame.sequence, acknowledgement: frame.acknowledgement, session: frame.session)
    #expect(written == frame, "\(vector.name)")
  }

  @Test func `every frame to be rejected is, and for its reason`() throws {
    let vectors = try Vectors.frames().rejected
    #expect(vectors.count >= 95)
    for vector in vectors {
      let results = receive(bytes(vector.wire), .drip, from: vector.direction.direction).results
      #expect(results.count == 1, "\(vector.name)")
      #expect(results.first.map(reason) == vector.why, "\(vector.name)")
    }
  }

  /// Why a frame is dropped, in the words of the vectors.
  private func reason(_ result: Result<Frame, FrameFault>) -> String {
    switch result {
    case .failure(.tooLong): return "too_long"
    case .failure(.notCOBS): return "cobs"
    case .failure(.tooShort): return "length"
    case .failure(.wrongChecksum): return "crc"
    case .failure(.otherVersion): return "version"
    case .failure(.unknownClass): return "class"
    case .failure(.wrongDirection): return "direction"
    case .success(let frame):
      do throws(MessageFault) {
        _ = try Message(frame)
        return "none"
      } catch .truncated {
        return "length"
      } catch {
        return "\(error)"
      }
    }
  }

  @Test func `every stream gives its frames, in its own pieces and in others`() throws {
    let streams = try Vectors.streams()
    #expect(streams.count >= 33)
    for stream in streams {
      let pieces = stream.chunks.map(bytes)
      var receiver = FrameReceiver(from: stream.direction.direction)
      let frames = pieces.joined().compactMap { try? receiver.receive($0)?.get() }
      #expect(frames.map(body) == stream.frames.map(bytes), "\(stream.name)")
      for cut in Cut.allCases {
        let results = receive(Array(pieces.joined()), cut, from: stream.direction.direction).results
        #expect(results.compactMap { try? $0.get() } == frames, "\(stream.name)")
      }
    }
  }

  /// Header and payload, as the vectors have them.
  private func body(_ frame: Frame) -> [UInt8] {
    (COBS.decode(frame.encoded().dropLast()) ?? []).dropLast(4)
  }
}
