@testable import BoothProtocol

/// The Swift codec and the C one on the same bytes: each frame and each message that one reads the
/// other reads too, and as the same.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzAgreement(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var script = Script(bytes, count)
  let input = script.remainder()
  for direction in [Frame.Direction.hostToBoard, .boardToHost] {
    compare(input, from: direction)
    if let wire = wire(ofBody: input, direction) { compare(wire, from: direction) }
  }
  return 0
}

/// A frame of header and payload, under a CRC that is right.
private func wire(ofBody body: [UInt8], _ direction: Frame.Direction) -> [UInt8]? {
  guard (Frame.headerSize...Frame.headerSize + Frame.maximumPayload).contains(body.count),
    let kind = Frame.Class(rawValue: body[0] & 0x0F)
  else { return nil }
  let frame = Frame(
    direction: direction, kind: kind, sequence: body[1], acknowledgement: body[2],
    session: body[3], type: body[4], payload: Array(body.dropFirst(Frame.headerSize)))
  return frame.encoded()
}

private func compare(_ stream: [UInt8], from direction: Frame.Direction) {
  var receiver = FrameReceiver(from: direction)
  var other = blp_receiver()
  blp_receiver_start(&other, direction.rawValue)
  for byte in stream {
    var frame = blp_frame()
    let verdict = blp_receiver_push(&other, byte, &frame)
    switch receiver.receive(byte) {
    case nil: demand(verdict == BLP_MORE, "C has nothing yet either")
    case .failure(.tooLong): demand(verdict == BLP_DROP_TOO_LONG, "C finds it too long")
    case .failure(.notCOBS): demand(verdict == BLP_DROP_COBS, "C finds it badly stuffed")
    case .failure(.tooShort): demand(verdict == BLP_DROP_LENGTH, "C finds it too short")
    case .failure(.wrongChecksum): demand(verdict == BLP_DROP_CRC, "C finds the CRC wrong")
    case .failure(.otherVersion): demand(verdict == BLP_DROP_VERSION, "C finds the version wrong")
    case .failure(.wrongDirection):
      demand(
        verdict == BLP_DROP_DIRECTION, "C finds the direction wrong")
    case .failure(.unknownClass):
      // In C the session drops it.
      demand(
        verdict == BLP_DROP_DIRECTION || verdict == BLP_FRAME && frame.message_class > 6,
        "C finds the class wrong")
    case .success(let read): compare(read, frame, verdict)
    }
  }
}

private func compare(_ read: Frame, _ frame: blp_frame, _ verdict: blp_verdict) {
  let message = Result { () throws(MessageFault) in try Message(read) }
  guard verdict == BLP_FRAME else {
    demand(verdict == BLP_DROP_LENGTH, "C reads the frame too, or finds it short")
    demand((try? message.get()) == nil, "Swift does not read what is short either")
    return
  }
  let payload = withUnsafeBytes(of: frame.payload) { Array($0.prefix(Int(frame.length))) }
  demand(payload == read.payload, "the payload is the same")
  let header = [frame.direction, frame.message_class, frame.seq, frame.ack, frame.session]
  demand(
    header == [
      read.direction.rawValue, read.kind.rawValue, read.sequence, read.acknowledgement,
      read.session,
    ] && frame.type == read.type, "the header is the same")
  compare(message, read)
}

private func compare(_ message: Result<Message, MessageFault>, _ frame: Frame) {
  let (verdict, _) = repack(frame)
  switch (frame.kind, message) {
  case (.handshake, .success), (.response, .success):
    demand(verdict == BLP_UNPACKED, "C reads the message")
  case (.handshake, .failure), (.command, .failure(.truncated)):
    demand(verdict != BLP_UNPACKED, "C does not read the message")
  case (.response, .failure(.truncated)):
    demand(verdict == BLP_TOO_SHORT || verdict == BLP_FIELD_INVALID, "C finds it short")
  case (.event, .success(.event(let event))): compare(event, frame, verdict)
  case (.event, .failure): demand(verdict == BLP_TOO_SHORT, "C finds the event short")
  default: break
  }
  guard let canonical = try? message.get().frame(), canonical.type == frame.type,
    !isUnknown(message)
  else { return }
  let (again, packed) = repack(canonical)
  if frame.kind.rawValue <= 3 { demand(again == BLP_UNPACKED, "C reads what Swift writes") }
  demand(packed == canonical.payload, "C writes what Swift writes")
}

private func isUnknown(_ message: Result<Message, MessageFault>) -> Bool {
  if case .success(.event(let event)) = message, case .unknown = event.kind { true } else { false }
}

private func compare(_ event: BoardEvent, _ frame: Frame, _ verdict: blp_unpacked) {
  var other = blp_event()
  _ = blp_event_unpack(frame.type, frame.payload, frame.payload.count, &other)
  demand(event.number == other.number, "the number is the same")
  demand(event.tick.milliseconds == Int64(other.tick), "the tick is the same")
  if let line = event.kind.line { demand(line == Int(other.line), "the line is the same") }
  switch event.kind {
  case .unknown: demand(verdict != BLP_TOO_SHORT, "C finds the event long enough")
  // A host takes the digits that it can read.
  case .seized: demand(verdict != BLP_TOO_SHORT, "C finds the seizure long enough")
  default: demand(verdict == BLP_UNPACKED, "C reads the event")
  }
}

/// What C makes of a frame's payload, and writes again.
private func repack(_ frame: Frame) -> (verdict: blp_unpacked, payload: [UInt8]) {
  let payload = frame.payload
  let count = payload.count
  var out = [UInt8](repeating: 0, count: Frame.maximumPayload)
  var size = 0
  var verdict = BLP_NOT_A_TYPE
  switch (frame.kind, frame.type) {
  case (.handshake, 0x01):
    var hello = blp_hello()
    verdict = blp_hello_unpack(payload, count, &hello)
    size = blp_hello_pack(&hello, &out)
  case (.handshake, 0x02):
    var acknowledgement = blp_hello_ack()
    verdict = blp_hello_ack_unpack(payload, count, &acknowledgement)
    size = blp_hello_ack_pack(&acknowledgement, &out)
  case (.handshake, 0x03):
    var announcement = blp_announce()
    verdict = blp_announce_unpack(payload, count, &announcement)
    size = blp_announce_pack(&announcement, &out)
  case (.command, _):
    var command = blp_command()
    verdict = blp_command_unpack(frame.type, payload, count, &command)
    if verdict == BLP_UNPACKED { size = blp_command_pack(&command, &out) }
  case (.response, _):
    var response = blp_response()
    verdict = blp_response_unpack(frame.type, payload, count, &response)
    if verdict == BLP_UNPACKED { size = blp_response_pack(&response, &out) }
  case (.event, _):
    var event = blp_event()
    verdict = blp_event_unpack(frame.type, payload, count, &event)
    if verdict == BLP_UNPACKED { size = blp_event_pack(&event, &out) }
  case (.ping, 0x70):
    var stamp: UInt32 = 0
    verdict = blp_ping_unpack(payload, count, &stamp)
    size = blp_ping_pack(stamp, &out)
  case (.pong, 0x71):
    var pong = blp_pong()
    verdict = blp_pong_unpack(payload, count, &pong)
    size = blp_pong_pack(&pong, &out)
  default: break
  }
  return (verdict, Array(out.prefix(size)))
}
