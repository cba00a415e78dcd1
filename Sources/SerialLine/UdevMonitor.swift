internal import CUdev
internal import Dispatch
internal import Glibc

/// Delivers what udev reports of terminals, when its rules are done with them.
final class UdevMonitor: @unchecked Sendable {
  enum Report {
    case device(UdevDevice)
    /// Reports were lost: look at everything again.
    case overrun
  }

  /// Where udev listens when it runs.
  static var isUdevRunning: Bool { SystemFiles.exists("/run/udev/control") }

  /// Devices taken in one turn of the queue.
  private static let batchLimit = 64

  private let context: UdevContext
  private let pointer: OpaquePointer
  private let source: any DispatchSourceRead
  private var isStopped = false

  /// - Parameter report: called on the queue.
  init(
    _ context: UdevContext, queue: DispatchQueue, report: @escaping (Report) -> Void
  ) throws(SystemError) {
    let pointer = try SystemCall.pointerOrErrno("udev_monitor_new_from_netlink") {
      udev_monitor_new_from_netlink(context.pointer, "udev")
    }
    var status = udev_monitor_filter_add_match_subsystem_devtype(pointer, "tty", nil)
    if status >= 0 { status = udev_monitor_enable_receiving(pointer) }
    guard status >= 0 else {
      udev_monitor_unref(pointer)
      throw SystemError(call: "udev_monitor_enable_receiving", code: -status)
    }
    self.context = context
    self.pointer = pointer
    source = DispatchSource.makeReadSource(
      fileDescriptor: udev_monitor_get_fd(pointer), queue: queue)
    source.setEventHandler { [weak self] in self?.receive(report) }
    source.setCancelHandler { udev_monitor_unref(pointer) }
    source.activate()
  }

  deinit { stop() }

  private func receive(_ report: (Report) -> Void) {
    for _ in 0..<Self.batchLimit where !isStopped {
      do throws(SystemError) {
        let device = try SystemCall.pointerOrErrno("udev_monitor_receive_device") {
          udev_monitor_receive_device(pointer)
        }
        report(.device(UdevDevice(owning: device)))
      } catch let error where error.code == EAGAIN {
        return
      } catch {
        report(.overrun)
        return
      }
    }
  }

  func stop() {
    guard !isStopped else { return }
    isStopped = true
    source.cancel()
  }
}
