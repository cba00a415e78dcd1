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
    var content: Content
  }

  private var entries: [Entry] = []

  /// Of longer runs of bytes the beginning is kept.
  static let frameLimit = 128
  static let limit = 14

  mutating func add(
    _ direction: Evidence.Direction, _ bytes: [UInt8], _ content: Content, at moment: Moment
  ) {
    if entries.count == Self.limit { entries.removeFirst() }
    entries.append(
      Entry(
        moment: moment, direction: direction, bytes: Array(bytes.prefix(Self.frameLimit)),
        content: content))
  }

  var lines: [Evidence] {
    entries.map { entry in
      let text =
        switch entry.content {
        case .frame(let frame): FrameText.of(frame)
        case .sent(let frame): FrameText.of(frame)
        case .words(let words): words
        }
      return Evidence(
        moment: entry.moment, direction: entry.direction, bytes: entry.bytes, text: text)
    }
  }
}

/// Bytes on the wire and what they say.
package struct Evidence: Hashable, Sendable {
  package enum Direction: Hashable, Sendable {
    case toBoard
    case fromBoard
  }

  package var moment: Moment
  package var direction: Direction
  package var bytes: [UInt8]
  package var text: String
}
