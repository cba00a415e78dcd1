import BoothProtocol

/// Bytes written as hexadecimal pairs, with or without spaces between them.
func bytes(_ hexadecimal: String) -> [UInt8] {
  let digits = hexadecimal.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}

/// The frames and faults that a stream of bytes holds, however it is cut.
enum Cut: CaseIterable {
  case drip, batches, whole

  func pieces(of stream: [UInt8]) -> [[UInt8]] {
    switch self {
    case .drip: return stream.map { [$0] }
    case .whole: return [stream]
    case .batches:
      // Sizes that fall in step with no frame.
      return stride(from: 0, to: stream.count, by: 7).map {
        Array(stream[$0..<min($0 + 7, stream.count)])
      }
    }
  }
}

/// What a receiver makes of a stream that comes in pieces.
func receive(
  _ stream: [UInt8], _ cut: Cut, from direction: Frame.Direction? = nil
) -> (results: [Result<Frame, FrameFault>], counts: FrameReceiver.Counts) {
  var receiver = FrameReceiver(from: direction)
  var results: [Result<Frame, FrameFault>] = []
  for piece in cut.pieces(of: stream) {
    results += piece.compactMap { receiver.receive($0) }
  }
  return (results, receiver.counts)
}

/// Every message in what a host or a board has written, with its header.
func frames(in stream: [UInt8]) -> [Frame] {
  receive(stream, .whole).results.compactMap { try? $0.get() }
}
