package import BoothProtocol

/// Which way bytes go on a line. The raw value is what pcapng's `epb_flags` says of it, seen from
/// the host.
package enum LineDirection: UInt8, Sendable, CaseIterable {
  /// Inbound: the board has written them.
  case toHost = 1
  /// Outbound: the host has.
  case toBoard = 2

  /// What the header of a frame that goes this way must say.
  package var frameDirection: Frame.Direction {
    switch self {
    case .toHost: .boardToHost
    case .toBoard: .hostToBoard
    }
  }
}

/// A run of bytes as they were on the line in one direction: all up to and including the zero that
/// ends a frame, with the zeros before it. Runs of one direction, put together, are every byte that
/// was there.
package struct LineRun: Hashable, Sendable {
  package var direction: LineDirection
  /// When its last byte came or went: microseconds since 1970 on the host's wall clock.
  package var microseconds: Int64
  /// 1…256 bytes: one that does not end is cut there.
  package var bytes: [UInt8]

  package static let maximumLength = 256

  package init(direction: LineDirection, microseconds: Int64, bytes: [UInt8]) {
    self.direction = direction
    self.microseconds = microseconds
    self.bytes = bytes
  }

  /// Nothing but zeros: a line that is idle.
  package var isSilence: Bool { bytes.allSatisfy { $0 == 0 } }
}
