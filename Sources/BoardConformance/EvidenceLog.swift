package import BoothProtocol

/// What went over the wire lately, for whoever has to find out why a check failed.
struct EvidenceLog: Sendable {
  /// What some bytes were; put into words only when somebody asks.
  enum Content: Sendable {
    case frame(Frame)
    case sent(RawFrame)
    case words(String)
  }

  private struct Entry: Sendable {
    var moment: Moment
    var direction: Evidence.Direction
    var bytes: [UInt8]
    var byteCount: Int
    var content: Content
  }

  private var entries: [Entry] = []
  /// Those that had to make room.
  private var omittedCount = 0

  /// No frame is longer; of longer runs of bytes the beginning is kept.
  static let frameLimit = 128
  static let limit = 14

  /// - Parameter count: of the bytes there were, where not all are given; nil: these.
  mutating func add(
    _ direction: Evidence.Direction, _ bytes: [UInt8], of count: Int? = nil, _ content: Content,
    at moment: Moment
  ) {
    if entries.count == Self.limit {
      entries.removeFirst()
      omittedCount += 1
    }
    entries.append(
      Entry(
        moment: moment, direction: direction, bytes: Array(bytes.prefix(Self.frameLimit)),
        byteCount: count ?? bytes.count, content: content))
  }

  var evidence: Evidence {
    let lines = entries.map { entry in
      let text =
        switch entry.content {
        case .frame(let frame): FrameText.of(frame)
        case .sent(let frame): FrameText.of(frame)
        case .words(let words): words
        }
      return Evidence.Line(
        moment: entry.moment, direction: entry.direction, bytes: entry.bytes,
        byteCount: entry.byteCount, text: text)
    }
    return Evidence(lines: lines, omittedCount: omittedCount)
  }
}

/// The last that went over the wire.
package struct Evidence: Hashable, Sendable {
  package enum Direction: Hashable, Sendable {
    case toBoard
    case fromBoard
  }

  /// Bytes on the wire and what they say.
  package struct Line: Hashable, Sendable {
    package var moment: Moment
    package var direction: Direction
    /// All of a frame; of a longer run the beginning.
    package var bytes: [UInt8]
    /// As many there were.
    package var byteCount: Int
    package var text: String
  }

  package var lines: [Line] = []
  /// How many there were before these.
  package var omittedCount = 0
}
