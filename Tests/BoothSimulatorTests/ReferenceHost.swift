import CBoardReference

/// The host at the other end of the wire.
extension ReferenceBoard {
  func send(
    class messageClass: Int, type: Int, payload: [UInt8] = [], seq: UInt8 = 0, ack: UInt8? = nil,
    session: UInt8? = nil
  ) {
    var frame = blp_frame()
    frame.direction = UInt8(BLP_HOST_TO_BOARD)
    frame.message_class = UInt8(messageClass)
    frame.seq = seq
    frame.ack = ack ?? UInt8(truncatingIfNeeded: stored ?? nextEvent)
    frame.session = session ?? self.session
    frame.type = UInt8(type)
    frame.length = UInt8(payload.count)
    withUnsafeMutableBytes(of: &frame.payload) { $0.copyBytes(from: payload) }
    var bytes = [UInt8](repeating: 0, count: Int(BLP_WIRE_MAX))
    let count = blp_frame_encode(&frame, true, &bytes)
    receive(Array(bytes.prefix(count)))
  }

  func receive(_ bytes: [UInt8]) { blp_board_receive(board, bytes, bytes.count, now) }

  /// The payload of the answer.
  @discardableResult
  func hello(
    nonce: UInt32 = 1, versions: ClosedRange<UInt8> = 1...1, features: UInt32 = 0
  ) -> blp_hello_ack {
    let before = frames.count
    let payload = [versions.lowerBound, versions.upperBound] + bytes(nonce) + bytes(features)
    send(class: BLP_CLASS_HANDSHAKE, type: BLP_HELLO, payload: payload, session: 0)
    guard let answer = frames[before...].first(where: { $0.type == BLP_HELLO_ACK }) else {
      fatalError("the board did not answer a HELLO")
    }
    var ack = blp_hello_ack()
    guard blp_hello_ack_unpack(answer.payload, answer.payload.count, &ack) == BLP_UNPACKED else {
      fatalError("the HELLO_ACK is malformed")
    }
    if ack.result == BLP_HELLO_ACCEPTED, answer.session != session {
      session = answer.session
      seq = 0
      replayEvents(from: before)
    }
    return ack
  }

  /// The board pushes its events right behind the HELLO_ACK, before the harness has read it.
  private func replayEvents(from index: Int) {
    let late = Array(frames[index...])
    frames.removeSubrange(index...)
    for frame in late { take(frame) }
  }

  /// Sends a command with the next sequence number: the payload of its response, result first.
  @discardableResult
  func command(_ type: Int, _ payload: [UInt8]) -> [UInt8] {
    seq &+= 1
    return repeatCommand(type, payload, seq: seq) ?? []
  }

  /// Sends a command with any sequence number; nil when the board does not answer.
  func repeatCommand(_ type: Int, _ payload: [UInt8], seq: UInt8) -> [UInt8]? {
    let before = frames.count
    send(class: BLP_CLASS_COMMAND, type: type, payload: payload, seq: seq)
    let answer = frames[before...].first {
      $0.messageClass == BLP_CLASS_RESPONSE && $0.seq == seq && $0.type == type
    }
    return answer?.payload
  }

  func acknowledge() { send(class: BLP_CLASS_ACKNOWLEDGEMENT, type: BLP_ACK) }

  @discardableResult
  func connect(
    _ line: Int, call: UInt32, _ digits: String = "025854205", lease: UInt16 = 20_000,
    limit: UInt32 = .max, nextEvent: UInt32 = .max, emergency: Bool = false
  ) -> Int {
    let payload =
      [UInt8(line), emergency ? 1 : 0] + bytes(call) + bytes(lease) + bytes(limit)
      + bytes(nextEvent) + [UInt8(digits.utf8.count)] + Array(digits.utf8)
    return result(command(BLP_CONNECT, payload))
  }

  @discardableResult
  func lease(_ line: Int, call: UInt32, _ lease: UInt16, limit: UInt32 = .max) -> Int {
    result(command(BLP_LEASE, [1, UInt8(line)] + bytes(call) + bytes(lease) + bytes(limit)))
  }

  @discardableResult
  func cut(_ line: Int, call: UInt32, tone: Int = 0) -> Int {
    result(command(BLP_CUT, [UInt8(line)] + bytes(call) + [UInt8(tone)]))
  }

  @discardableResult
  func tone(_ line: Int, _ tone: Int, milliseconds: UInt16 = 0) -> Int {
    result(command(BLP_TONE, [UInt8(line), UInt8(tone)] + bytes(milliseconds)))
  }

  @discardableResult
  func configure(
    flash: ClosedRange<UInt16> = 80...700, signals: UInt8 = 3, delay: UInt8 = 0,
    emergency: [String] = ["131", "132", "133"]
  ) -> Int {
    result(
      command(
        BLP_CONFIGURE,
        configuration(flash: flash, signals: signals, delay: delay, emergency: emergency)))
  }

  /// The result byte, -1 when there was no answer.
  func result(_ response: [UInt8]) -> Int { response.first.map(Int.init) ?? -1 }

  /// Session, configuration, the caller off-hook and a trunk seized for the call.
  func setUpCall(
    _ line: Int = 0, call: UInt32 = 77, lease: UInt16 = 20_000, limit: UInt32 = .max,
    answered: Bool = true
  ) {
    if session == 0 {
      hello()
      configure()
    }
    lift(line)
    connect(line, call: call, lease: lease, limit: limit)
    seized(line)
    if answered { answer(line) }
    acknowledge()
    _ = newEvents()
    _ = newActions()
    _ = newFrames()
  }
}

/// The payload of CONFIGURE.
func configuration(
  flash: ClosedRange<UInt16> = 80...700, signals: UInt8 = 3, delay: UInt8 = 0,
  emergency: [String] = ["131", "132", "133"]
) -> [UInt8] {
  bytes(flash.lowerBound) + bytes(flash.upperBound) + [signals, delay, UInt8(emergency.count)]
    + emergency.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
}

/// Little-endian.
func bytes(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
  (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
}

/// Undoes `bytes`.
func number(_ bytes: some Collection<UInt8>) -> UInt32 {
  bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
}
