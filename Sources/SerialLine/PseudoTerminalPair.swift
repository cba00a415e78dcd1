internal import CLinux
internal import Dispatch
internal import Glibc

/// One pseudo-terminal, from its making to its hang-up.
///
/// It holds the slave's end open too: a master whose slave nobody has open reads `EIO` and hangs
/// up for good, though the host may be back the next second.
final class PseudoTerminalPair: @unchecked Sendable {
  /// The slave's path.
  let device: String
  private let master: Int32
  private let slave: Int32
  private var reader: (any DispatchSourceRead)?
  private var isClosed = false

  /// `permissions` nil: those of the system, by which it is its maker's and perhaps a group's.
  init(permissions: UInt32?) throws(SystemError) {
    let mode = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC
    master = try SystemCall.valueOrErrno("posix_openpt") { cabina_pty_open_master(mode) }
    do throws(SystemError) {
      (device, slave) = try Self.openSlave(of: master, mode: mode)
      let slave = slave
      if let permissions {
        try SystemCall.valueOrErrno("chmod", path: device) { fchmod(slave, permissions) }
      }
      try TerminalClaim.make(on: slave, path: device)
    } catch {
      _ = Glibc.close(master)
      throw error
    }
  }

  deinit {
    // A started pair is kept by its source, and closed when that has ended.
    if !isClosed { closeDescriptors() }
  }

  private static func openSlave(
    of master: Int32, mode: Int32
  ) throws(SystemError) -> (device: String, slave: Int32) {
    try SystemCall.valueOrErrno("unlockpt") { cabina_pty_unlock_slave(master) }
    var name = [CChar](repeating: 0, count: 64)
    try SystemCall.valueOrErrno("ptsname") { cabina_pty_slave_path(master, &name, 64) }
    let device = SystemFiles.text(name)
    let slave = try SystemCall.valueOrErrno("open", path: device) { Glibc.open(device, mode) }
    do throws(SystemError) {
      // Raw from the start: what is sent before the host sets the line up shall not be echoed.
      _ = try LineSettings.apply(to: slave, path: device, baud: .baud115200)
    } catch {
      _ = Glibc.close(slave)
      throw error
    }
    return (device, slave)
  }

  /// Begins to report what the host sends, at most `limit` bytes at a time.
  func start(on queue: DispatchQueue, limit: Int, handler: @escaping PseudoTerminal.Handler) {
    let source = DispatchSource.makeReadSource(fileDescriptor: master, queue: queue)
    source.setEventHandler {
      // A failure means «nothing there»: with the slave held open the line cannot hang up.
      if let bytes = try? SystemCall.read(self.master, limit: limit), !bytes.isEmpty {
        handler(bytes)
      }
    }
    source.setCancelHandler { self.closeDescriptors() }
    reader = source
    source.activate()
  }

  /// Writes what the line has room for.
  /// - Returns: how many bytes were taken.
  func write(_ bytes: [UInt8]) -> Int {
    var taken = 0
    while taken < bytes.count,
      let count = try? SystemCall.write(master, Array(bytes[taken...])), count > 0
    { taken += count }
    return taken
  }

  /// Hangs up.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    if let reader {
      reader.cancel()
      self.reader = nil
    } else {
      closeDescriptors()
    }
  }

  private func closeDescriptors() {
    _ = Glibc.close(master)
    _ = Glibc.close(slave)
  }
}
