/// Finds frames in a stream of bytes, however it is cut and whatever is between them.
///
/// It holds no more than one frame's bytes, and does no more for a byte than to store it, save for
/// the zero that ends a frame.
package struct FrameReceiver: Sendable {
  /// What the stream has been so far.
  package struct Counts: Hashable, Sendable {
    package var bytes = 0
    package var frames = 0
    package var crcErrors = 0
    /// Runs of bytes that were no frame for another reason than their CRC.
    package var malformed = 0
    /// How often a good frame came after bytes that were none.
    package var resyncs = 0
  }

  package private(set) var counts = Counts()
  private let direction: Frame.Direction?
  private var buffer: [UInt8] = []
  /// More bytes came since the last zero than a frame has: all up to the next zero are dropped.
  private var isOverlong = false
  private var isLost = false

  /// `direction`: where the frames must come from; nil: both (to watch a line).
  package init(from direction: Frame.Direction?) {
    self.direction = direction
    buffer.reserveCapacity(Frame.maximumEncodedSize)
  }

  /// The frame that `byte` completes, or why what it ends is none; nil while there is more to come.
  package mutating func receive(_ byte: UInt8) -> Result<Frame, FrameFault>? {
    counts.bytes += 1
    guard byte == 0 else {
      if buffer.count < Frame.maximumEncodedSize {
        buffer.append(byte)
      } else {
        isOverlong = true
      }
      return nil
    }
    guard !buffer.isEmpty else { return nil }
    let result = frameInBuffer()
    count(result)
    forgetPartialFrame()
    return result
  }

  /// The stream begins anew, as when a port is opened again.
  package mutating func forgetPartialFrame() {
    buffer.removeAll(keepingCapacity: true)
    isOverlong = false
  }

  private func frameInBuffer() -> Result<Frame, FrameFault> {
    guard !isOverlong else { return .failure(.tooLong) }
    do throws(FrameFault) {
      let frame = try Frame(encoded: buffer)
      guard direction == nil || frame.direction == direction else { throw .wrongDirection }
      return .success(frame)
    } catch {
      return .failure(error)
    }
  }

  private mutating func count(_ result: Result<Frame, FrameFault>) {
    switch result {
    case .success:
      counts.frames += 1
      if isLost { counts.resyncs += 1 }
      isLost = false
    case .failure(.wrongChecksum):
      counts.crcErrors += 1
      isLost = true
    case .failure:
      counts.malformed += 1
      isLost = true
    }
  }
}
