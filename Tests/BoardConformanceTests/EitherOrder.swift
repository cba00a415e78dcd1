import BoothProtocol

/// A board that tells POWER after the ends of calls, and LINE_FAULT before them: the other way round
/// than the reference, and as good (§ 6).
struct EitherOrder {
  private var receiver = FrameReceiver(from: .boardToHost)

  private static let causes: [MessageType] = [.power, .lineFault]
  private static let ends: [MessageType] = [.seized, .released, .connectFailed]

  mutating func turned(_ bytes: [UInt8]) -> [UInt8] {
    var frames = bytes.compactMap { receiver.receive($0) }.compactMap { try? $0.get() }
    var start = 0
    while start < frames.count {
      let run = frames[start...].prefix(while: Self.concerns)
      turn(&frames, run.indices)
      start = run.endIndex + 1
    }
    return [0] + frames.flatMap { $0.encoded() }
  }

  private static func concerns(_ frame: Frame) -> Bool {
    frame.kind == .event && (causes + ends).contains { $0.rawValue == frame.type }
  }

  /// The cause changes places with all that it has brought about; each number stays in its place.
  private func turn(_ frames: inout [Frame], _ run: Range<Int>) {
    let contents = run.map { (type: frames[$0].type, content: frames[$0].payload.dropFirst(4)) }
    let causes = contents.filter { content in
      Self.causes.contains { $0.rawValue == content.type }
    }
    guard causes.count == 1, contents.count > 1 else { return }
    let ends = contents.filter { content in Self.ends.contains { $0.rawValue == content.type } }
    let wasFirst = contents[0].type == causes[0].type
    for (index, content) in zip(run, wasFirst ? ends + causes : causes + ends) {
      frames[index].type = content.type
      frames[index].payload = Array(frames[index].payload.prefix(4) + content.content)
    }
  }
}
