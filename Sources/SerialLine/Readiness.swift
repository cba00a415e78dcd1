internal import CLinux
internal import Dispatch
internal import Glibc

/// Tells when a descriptor can be read, has hung up, or can be written.
///
/// libdispatch is not given the descriptor itself. When one hangs up, libdispatch's manager thread
/// first wakes the queue and then takes the source apart, and should the queue have cancelled the
/// source by then, the process is stopped («Source finalized twice»; seen once in some ten
/// thousand hang-ups). So it watches an epoll instance with the descriptor in it: that becomes
/// readable like anything else, and never hangs up.
final class Readiness: @unchecked Sendable {
  private let descriptor: Int32
  private let epoll: Int32
  private let source: any DispatchSourceRead
  private var wantsRoom = false

  /// - Parameters:
  ///   - queue: a serial queue, on which all is called.
  ///   - onReady: called again and again for as long as the descriptor is ready.
  ///   - onEnd: called once, after `end`: the descriptor may be closed.
  init(
    of descriptor: Int32, queue: DispatchQueue, onReady: @escaping () -> Void,
    onEnd: @escaping () -> Void
  ) throws(SystemError) {
    let epoll = try SystemCall.valueOrErrno("epoll_create1") { cabina_epoll_create() }
    do throws(SystemError) {
      try SystemCall.valueOrErrno("epoll_ctl") { cabina_epoll_add(epoll, descriptor) }
    } catch {
      _ = Glibc.close(epoll)
      throw error
    }
    self.descriptor = descriptor
    self.epoll = epoll
    source = DispatchSource.makeReadSource(fileDescriptor: epoll, queue: queue)
    source.setEventHandler(handler: onReady)
    source.setCancelHandler {
      _ = Glibc.close(epoll)
      onEnd()
    }
    source.activate()
  }

  /// Has `onReady` called also when the descriptor can be written; on one with nothing to send
  /// that would be without end.
  func watchForRoom(_ isWanted: Bool) {
    guard isWanted != wantsRoom else { return }
    wantsRoom = isWanted
    _ = cabina_epoll_want_room(epoll, descriptor, isWanted ? 1 : 0)
  }

  /// Ends it. A turn of `onReady` may still come.
  func end() { source.cancel() }
}
