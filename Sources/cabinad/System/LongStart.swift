import Dispatch
import Ledger

/// Has systemd wait while an older ledger is brought up to date, and not for anything else: a start
/// that hangs is to end by its timeout. Told of by one thread.
final class LongStart {
  private let interval: DispatchTimeInterval
  private let extend: @Sendable () -> Void
  /// nil: nothing is brought up to date.
  private var timer: (any DispatchSourceTimer)?

  /// `extend` is done again and again, also on another thread.
  init(
    every interval: DispatchTimeInterval = .seconds(10), extend: @escaping @Sendable () -> Void
  ) {
    (self.interval, self.extend) = (interval, extend)
  }

  deinit { timer?.cancel() }

  func take(_ notice: UpgradeNotice) {
    timer?.cancel()
    timer = nil
    guard case .begins = notice else { return }
    extend()
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + interval, repeating: interval)
    timer.setEventHandler(handler: extend)
    timer.activate()
    self.timer = timer
  }
}
