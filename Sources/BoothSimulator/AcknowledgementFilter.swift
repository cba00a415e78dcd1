internal import CBoardReference

/// Takes acknowledgements out of what the host sends, and nothing else: the board then holds its
/// events for longer, resends them, and may fill up.
struct AcknowledgementFilter: Hashable, Sendable {
  /// Out of 1000 frames with an acknowledgement, those whose is lost.
  var permille = 0
  private var generator: SplitMix64
  private var pending: [UInt8] = []
  /// The newest acknowledgement of the session that went through.
  private var passed: UInt8 = 0
  private var session: UInt8 = 0

  init(generator: SplitMix64) { self.generator = generator }

  mutating func pass(_ bytes: [UInt8]) -> [UInt8] {
    guard permille > 0 else {
      session = 0
      guard !pending.isEmpty else { return bytes }
      defer { pending = [] }
      return pending + bytes
    }
    var out: [UInt8] = []
    for byte in bytes {
      pending.append(byte)
      guard byte == 0 || pending.count > Int(BLP_WIRE_MAX) else { continue }
      out += passFrame()
      pending = []
    }
    return out
  }

  /// `pending` is one frame with its closing 00, or not a frame at all and then passes as it is.
  private mutating func passFrame() -> [UInt8] {
    var frame = blp_frame()
    let verdict = blp_frame_decode(
      pending, pending.count - 1, UInt8(BLP_HOST_TO_BOARD), &frame)
    guard verdict == BLP_FRAME else { return pending }
    // What was acknowledged in the session before, perhaps to another boot, must not be said in
    // the next, which may have the same number.
    guard Int(frame.message_class) != BLP_CLASS_HANDSHAKE else {
      session = 0
      return pending
    }
    guard frame.session == session, generator.happens(permille: permille) else {
      session = frame.session
      passed = frame.ack
      return pending
    }
    if Int(frame.message_class) == BLP_CLASS_ACKNOWLEDGEMENT { return [] }
    frame.ack = passed
    var encoded = [UInt8](repeating: 0, count: Int(BLP_WIRE_MAX))
    encoded.removeLast(encoded.count - blp_frame_encode(&frame, false, &encoded))
    return encoded
  }
}
