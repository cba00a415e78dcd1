import Dispatch
import Ledger
import Testing

@testable import cabinad

@Suite struct `A long start` {
  private let times = DispatchSemaphore(value: 0)

  /// Whether systemd is asked to wait once more, within so many milliseconds.
  private func isAsked(within milliseconds: Int) -> Bool {
    times.wait(timeout: .now() + .milliseconds(milliseconds)) == .success
  }

  @Test func `is asked for again and again while a ledger is brought up to date, and no longer`() {
    let start = LongStart(every: .milliseconds(1)) { [times] in times.signal() }
    #expect(!isAsked(within: 20))
    for version in [8, 9] {
      start.take(.begins(version: version, title: ""))
      for _ in 1...5 { #expect(isAsked(within: 60_000)) }
      start.take(.ends(version: version))
      // One may have been on its way.
      while isAsked(within: 50) {}
      #expect(!isAsked(within: 50))
    }
  }
}
