package import BoothProtocol

/// What went over the wire lately, for whoever has to find out why a check failed.
struct EvidenceLog: Sendable {
  private(set) var lines: [Evidence] = []

  /// Of longer runs of bytes the beginning is kept.
  static let frameLimit = 128
  static let limit = 14

  mutating func add(
    _ direction: Evidence.Direction, _ bytes: [UInt8], _ text: String, at moment: Moment
  ) {
    if lines.count == Self.limit { lines.removeFirst() }
    lines.append(
      Evidence(
        moment: moment, direction: direction, bytes: Array(bytes.prefix(Self.frameLimit)),
        text: text))
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
