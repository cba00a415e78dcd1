import Foundation
import Synchronization

/// A port on which boards flood in every way, one after the other: of each kind one for a while, in
/// the end boards of ever new numbers.
final class Flood: @unchecked Sendable {
  struct Outcome: Sendable, CustomStringConvertible {
    var kind: FloodingBoard.Kind
    /// The daemon took it for a board.
    var hadSession: Bool
    /// Thousands of bytes a second that the terminal took.
    var kilobytesASecond: Int
    /// Events of it that the daemon acknowledged.
    var events: Int

    var description: String { "\(kind) \(kilobytesASecond) KB/s, \(events) events taken" }
  }

  struct Outcomes: Sendable {
    var floods: [Outcome] = []
    /// How many boards of other numbers there were.
    var strangers = 0
  }

  private let link: String
  private let seconds: Double
  private let outcomes = Mutex(Outcomes())
  private let hasEnded = DispatchSemaphore(value: 0)

  private static let plugMicroseconds: UInt32 = 150_000

  /// - Parameter seconds: for each way.
  init(link: String, seconds: Double) {
    (self.link, self.seconds) = (link, seconds)
    Thread.detachNewThread { [self] in run() }
  }

  /// For how long it is under way at least, in seconds.
  static func length(of seconds: Double) -> Double {
    seconds * Double(FloodingBoard.Kind.allCases.count + 1)
  }

  /// Waits for its end.
  func wait() -> Outcomes {
    hasEnded.wait()
    return outcomes.withLock { $0 }
  }

  private func run() {
    // Each has a boot of its own: the one before it may have been left alone.
    for (kind, bootID) in zip(FloodingBoard.Kind.allCases, UInt32(100)...) {
      guard let board = try? FloodingBoard(uid: BusyShop.otherUID, link: link, bootID: bootID)
      else { continue }
      let hadSession = board.waitForSession()
      let before = board.counts.bytes
      board.flood(kind)
      usleep(UInt32(seconds * 1_000_000))
      board.unplug()
      let outcome = Outcome(
        kind: kind, hadSession: hadSession,
        kilobytesASecond: Int(Double(board.counts.bytes - before) / seconds / 1000),
        events: board.counts.acknowledged)
      outcomes.withLock { $0.floods.append(outcome) }
    }
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      let uid = (0..<24).map { _ in "0123456789abcdef".randomElement() ?? "0" }
      let board = try? FloodingBoard(uid: String(uid), link: link)
      usleep(Self.plugMicroseconds)
      board?.unplug()
      outcomes.withLock { $0.strangers += board == nil ? 0 : 1 }
    }
    hasEnded.signal()
  }
}
