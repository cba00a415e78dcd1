@testable import BoothProtocol

/// Any bytes through the Swift codec: as a stream, as the body of a frame, and as what COBS has
/// made.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzHostCodec(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var script = Script(bytes, count)
  let input = script.remainder()
  for direction in [Frame.Direction.hostToBoard, .boardToHost, nil] {
    checkStream(input, from: direction)
  }
  checkBody(input)
  checkStuffing(input)
  return 0
}

/// Byte by byte, and cut at its zeros by hand, a stream gives the same.
private func checkStream(_ stream: [UInt8], from direction: Frame.Direction?) {
  var receiver = FrameReceiver(from: direction)
  var run: [UInt8] = []
  var frames = 0
  for byte in stream {
    let result = receiver.receive(byte)
    guard byte == 0 else {
      demand(result == nil, "only a zero ends a frame")
      run.append(byte)
      continue
    }
    demand(result == whole(run, from: direction), "drip by drip is as whole")
    if case .success(let frame)? = result {
      frames += 1
      demand(frame.encoded() == run + [0], "a frame is encoded as it came")
      checkMessage(of: frame)
    }
    run = []
  }
  demand(receiver.counts.bytes == stream.count, "every byte is counted")
  demand(receiver.counts.frames == frames, "every frame is counted")
}

private func whole(
  _ run: [UInt8], from direction: Frame.Direction?
) -> Result<Frame, FrameFault>? {
  guard !run.isEmpty else { return nil }
  do throws(FrameFault) {
    let frame = try Frame(encoded: run)
    guard direction == nil || direction == frame.direction else { throw .wrongDirection }
    return .success(frame)
  } catch {
    return .failure(error)
  }
}

/// What a frame says can be said again, and then means the same. A command may lose on the way what
/// a host does not send: it writes commands and reads none.
private func checkMessage(of frame: Frame) {
  guard let message = try? Message(frame) else { return }
  for near in [Int64(0), 1 << 31, 1 << 40] {
    demand(
      (try? Message(frame, ticks: TickReference(near: BoardTick(milliseconds: near)))) != nil,
      "whatever ticks are extended with, a message is one")
  }
  // Of an event that nothing can be done about no more is kept than that there was one.
  if case .event(let event) = message, case .unknown = event.kind { return }
  let again: Frame
  do throws(EncodingFault) {
    again = try message.frame(
      sequence: frame.sequence, acknowledgement: frame.acknowledgement, session: frame.session)
  } catch {
    if case .command = message { return }
    fatalError("not so: what was read can be written: \(message): \(error)")
  }
  demand(again.payload.count <= Frame.maximumPayload, "the payload is within its limit")
  // The class says where it comes from; a frame that says otherwise is put right.
  demand(again.kind == frame.kind && again.type == frame.type, "it is the same kind of message")
  if case .command = message {
    demand((try? Message(again)) != nil, "what is written can be read")
  } else {
    demand((try? Message(again)) == message, "what is written again means the same")
  }
}

/// As header and payload, under a CRC that is right: gets past it where mutation alone would not.
private func checkBody(_ body: [UInt8]) {
  guard (Frame.headerSize...Frame.headerSize + Frame.maximumPayload).contains(body.count),
    let kind = Frame.Class(rawValue: body[0] & 0x0F)
  else { return }
  let frame = Frame(
    direction: body[0] & 0x10 == 0 ? .hostToBoard : .boardToHost, kind: kind, sequence: body[1],
    acknowledgement: body[2], session: body[3], type: body[4],
    payload: Array(body.dropFirst(Frame.headerSize)))
  let wire = frame.encoded()
  demand(wire.count <= Frame.maximumEncodedSize + 1, "a frame is not too long for the wire")
  checkStream([0] + wire, from: nil)
}

private func checkStuffing(_ stuffed: [UInt8]) {
  guard stuffed.count < 254, let plain = COBS.decode(stuffed), !stuffed.isEmpty else { return }
  demand(plain.count < stuffed.count, "stuffing costs a byte")
  demand(COBS.encode(plain) == stuffed, "stuffed again it is the same")
}
