package import Dispatch

/// Finds every serial port with hardware behind it: USB (CDC-ACM, FTDI, CP210x, CH34x) and
/// on-board UARTs, as they are plugged in and out.
///
/// Where udev does not run, as in a container, `/dev` is watched instead, and says so: the ports
/// are found, but not their lasting names.
package final class UdevDiscovery: PortDiscovery, @unchecked Sendable {
  private var context: UdevContext?
  private var monitor: UdevMonitor?
  private var watch: DirectoryWatch?
  private var known: [String: PortCandidate] = [:]
  private var report: Report?

  package init() {}

  /// The ports there are now, by path.
  package static func ports() throws(SystemError) -> [PortCandidate] {
    try ports(UdevContext())
  }

  package func start(on queue: DispatchQueue, report: @escaping Report) {
    self.report = report
    do throws(SystemError) {
      let context = try UdevContext()
      self.context = context
      // Watching comes before looking: what comes between the two is seen twice, not missed.
      if UdevMonitor.isUdevRunning {
        monitor = try UdevMonitor(context, queue: queue) { [weak self] in self?.receive($0) }
      } else {
        let watch = try DirectoryWatch(queue: queue) { [weak self] in self?.look() }
        self.watch = watch
        let isWatching = watch.watch(["/dev"])
        report(
          .limited(
            reason: "udev does not run; "
              + (isWatching ? "/dev is watched instead" : "only ports there at start are found")))
      }
    } catch {
      report(.limited(reason: "ports plugged in later are not found: \(error)"))
    }
    look()
  }

  package func stop() {
    report = nil
    monitor?.stop()
    watch?.stop()
  }

  private func receive(_ monitored: UdevMonitor.Report) {
    guard case .device(let device) = monitored else {
      look()
      return
    }
    guard let path = device.node else { return }
    let candidate =
      device.action == "remove"
      ? nil : PortCandidate(device, consoles: Self.consoles())
    update(path, candidate)
  }

  private func look() {
    guard let context else { return }
    let ports: [PortCandidate]
    do throws(SystemError) {
      ports = try Self.ports(context)
    } catch {
      report?(.limited(reason: "ports cannot be listed: \(error)"))
      return
    }
    let paths = Set(ports.map(\.path))
    for path in known.keys.sorted() where !paths.contains(path) { update(path, nil) }
    for port in ports { update(port.path, port) }
  }

  private func update(_ path: String, _ candidate: PortCandidate?) {
    guard candidate != known[path] else { return }
    known[path] = candidate
    report?(candidate.map { .added($0) } ?? .removed(path: path))
  }

  private static func ports(_ context: UdevContext) throws(SystemError) -> [PortCandidate] {
    let consoles = consoles()
    return try context.terminals(onlyReady: UdevMonitor.isUdevRunning)
      .compactMap { PortCandidate($0, consoles: consoles) }
      // In a container `/sys` may show ports of the machine that were not let in.
      .filter { SystemFiles.exists($0.path) }
      .sorted { $0.path < $1.path }
  }

  /// The terminals the kernel uses as its console.
  private static func consoles() -> [String] {
    (SystemFiles.text(of: "/sys/class/tty/console/active") ?? "")
      .split { $0 == " " || $0 == "\n" }.map(String.init)
  }
}
