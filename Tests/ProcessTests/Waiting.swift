import Dispatch
import Foundation
import Testing

/// Tests that wait for other processes most of their time: each on a thread of its own, of which
/// there are a few, so that it does not keep those that compute from one of the few threads of
/// theirs.
struct Waiting: SuiteTrait, TestTrait, TestScoping {
  fileprivate let threads: WaitingThreads

  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    // A suite with all that is in it: else each step from one of its tests to the next would wait
    // behind all tests that compute.
    guard testCase != nil || test.isSuite else { return try await function() }
    try await withTaskExecutorPreference(threads) { try await function() }
  }
}

extension Trait where Self == Waiting {
  static var waiting: Waiting { Waiting(threads: .shared) }

  /// For tests that go one after the other: on a thread of their own, or each of them would wait
  /// behind all others once more.
  static var waitingInTurn: Waiting { Waiting(threads: WaitingThreads(1)) }
}

private final class WaitingThreads: TaskExecutor {
  /// More at a time would be too much for two cores: each has a daemon and a board that compute.
  static let shared = WaitingThreads(4)

  private let free: DispatchSemaphore

  init(_ count: Int) { free = DispatchSemaphore(value: count) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread.detachNewThread { [self] in
      free.wait()
      job.runSynchronously(on: asUnownedTaskExecutor())
      free.signal()
    }
  }
}
