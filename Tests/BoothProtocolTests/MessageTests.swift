import BoothProtocol
import Testing

struct MessageTests {
  @Test(arguments: GoldenMessage.all)
  func `each message is written byte for byte as specified`(golden: GoldenMessage) throws {
    let frame = try golden.message.frame(
      sequence: golden.header[0], acknowledgement: golden.header[1], session: golden.header[2])
    #expect(hexadecimal(frame.encoded()) == golden.frame)
  }

  @Test(arguments: GoldenMessage.all)
  func `each message is read as it was written`(golden: GoldenMessage) throws {
    for cut in Cut.allCases {
      let results = receive(bytes(golden.frame), cut).results
      let frame = try #require(try results.first?.get())
      #expect(results.count == 1)
      #expect([frame.sequence, frame.acknowledgement, frame.session] == golden.header)
      #expect(try Message(frame) == golden.message)
    }
  }

  @Test(arguments: GoldenMessage.all)
  func `fields that later versions append are ignored`(golden: GoldenMessage) throws {
    // A text goes to the end of its payload: nothing can be appended to it.
    if case .command(.display) = golden.message { return }
    var frame = try #require(frames(in: bytes(golden.frame)).first)
    frame.payload += [0xEE, 0xEE]
    #expect(try Message(frame) == golden.message)
  }

  @Test(arguments: GoldenMessage.all)
  func `a payload that ends within its fields is refused`(golden: GoldenMessage) throws {
    let whole = try #require(frames(in: bytes(golden.frame)).first)
    // Of these the end is open: what is there counts.
    let open: Bool
    switch golden.message {
    case .command(.display): open = true
    case .event(let event):
      if case .seized = event.kind { open = true } else { open = false }
    case .response(_, let response): open = response.result != .done
    default: open = false
    }
    guard !whole.payload.isEmpty, !open else { return }
    for count in 0..<whole.payload.count {
      var short = whole
      short.payload.removeLast(whole.payload.count - count)
      #expect(throws: MessageFault.truncated(type: whole.type)) { try Message(short) }
    }
  }

  @Test func `any payload of any type in any class is read or refused`() throws {
    var random = SplitMix64(seed: 3)
    var read = 0
    for _ in 0..<20_000 {
      let kind = try #require(Frame.Class(rawValue: UInt8.random(in: 0...6, using: &random)))
      let types = MessageType.allCases
      let type =
        random.happens(percent: 90)
        ? types[Int.random(in: 0..<types.count, using: &random)].rawValue
        : UInt8.random(in: .min ... .max, using: &random)
      let count = Int.random(in: 0...Frame.maximumPayload, using: &random)
      let frame = Frame(
        direction: .boardToHost, kind: kind, sequence: 0, acknowledgement: 0, session: 1,
        type: type,
        payload: (0..<count).map { _ in
          random.happens(percent: 50) ? 0 : UInt8.random(in: .min ... .max, using: &random)
        })
      if (try? Message(frame)) != nil { read += 1 }
    }
    #expect(read > 1_000)
  }

  @Test(arguments: [
    (Frame.Class.command, UInt8(0x7F)), (.handshake, 0x20), (.response, 0x20), (.ping, 0x71),
    (.pong, 0x70), (.acknowledgement, 0x70), (.command, 0x20),
  ])
  func `a type that its class does not have is refused`(kind: Frame.Class, type: UInt8) {
    let frame = Frame(
      direction: .boardToHost, kind: kind, sequence: 0, acknowledgement: 0, session: 1, type: type,
      payload: [UInt8](repeating: 0, count: 20))
    #expect(throws: MessageFault.unknownType(type)) { try Message(frame) }
  }
}
