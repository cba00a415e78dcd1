import Dispatch
import Foundation
import Testing

/// Tests that wait for other processes most of their time: each on a thread of its own, of which
/// there are a few, so that it does not keep those that compute from one of the few threads of
/// theirs.
struct Waiting: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    try await withTaskExecutorPreference(WaitingThreads.shared) { try await function() }
  }
}

extension Trait where Self == Waiting {
  static var waiting: Waiting { Waiting() }
}

private final class WaitingThreads: TaskExecutor {
  static let shared = WaitingThreads()

  /// More at a time would be too much for two cores: each has a daemon and a board that compute.
  private let free = DispatchSemaphore(value: 5)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    Thread.detachNewThread { [self] in
      free.wait()
      job.runSynchronously(on: asUnownedTaskExecutor())
      free.signal()
    }
  }
}
