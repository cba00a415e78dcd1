import Foundation
import Synchronization

/// Asks a short question over and over, as the owner's command line or browser does, and takes the time.
final class OwnerAsking: @unchecked Sendable {
  private let place: SocketName
  private let state = Mutex((isEnding: false, milliseconds: [Int64](), refused: 0))
  private let hasEnded = DispatchSemaphore(value: 0)

  private static let pauseMicroseconds: UInt32 = 100_000

  init(at place: SocketName) {
    self.place = place
    Thread.detachNewThread { [self] in run() }
  }

  /// How long each answer took, in milliseconds, and how many questions had none.
  func stop() -> (milliseconds: [Int64], refused: Int) {
    state.withLock { $0.isEnding = true }
    hasEnded.wait()
    return state.withLock { ($0.milliseconds, $0.refused) }
  }

  private func run() {
    while !state.withLock({ $0.isEnding }) {
      let start = ContinuousClock.now
      let answer = try? PageClient.fetch(place, "/api/v1/shop")
      let milliseconds = Int64((ContinuousClock.now - start) / .milliseconds(1))
      state.withLock { state in
        state.milliseconds.append(milliseconds)
        if answer?.hasPrefix("HTTP/1.1 200 ") != true { state.refused += 1 }
      }
      usleep(Self.pauseMicroseconds)
    }
    hasEnded.signal()
  }
}
