package import Dispatch

/// A serial port that may have a board on it.
package struct PortCandidate: Hashable, Sendable {
  /// The path to open. It names the port while it is there, and says nothing of the board on it:
  /// the next one plugged in may get the same.
  package var path: String
  /// Lasting names of the port, `/dev/serial/by-id/…`, sorted.
  package var links: [String] = []
  /// The maker of the USB device, in its own words.
  package var vendor: String?
  package var model: String?
  package var serialNumber: String?
  /// The kernel driver, e.g. `ftdi_sio`, `cp210x`, `ch341-uart`, `cdc_acm`, `serial8250`.
  package var driver: String?
  /// The number of the USB interface, e.g. `00`: converters with several ports differ in it.
  package var interface: String?

  package init(path: String) {
    self.path = path
  }
}

/// Finds serial ports and tells of their coming and going.
package protocol PortDiscovery: AnyObject {
  typealias Report = @Sendable (PortDiscoveryEvent) -> Void

  /// Begins to look: first for what is there, then for what changes.
  /// - Parameters:
  ///   - queue: a serial queue, the one this is called on. All work is done there.
  ///   - report: called on the queue, also from within this call.
  func start(on queue: DispatchQueue, report: @escaping Report)

  /// Ends it. Nothing is reported afterwards. Called on the queue.
  func stop()

  /// The ports that are wanted whether or not they are there.
  var fixedPaths: [String] { get }
}

extension PortDiscovery {
  package var fixedPaths: [String] { [] }
}

package enum PortDiscoveryEvent: Hashable, Sendable {
  /// The port is there. Told again when something about it has changed: what failed before may
  /// succeed now.
  case added(PortCandidate)
  /// The port is not there any more.
  case removed(path: String)
  /// A path that was asked for is not there yet.
  case absent(path: String)
  /// Less is seen than should be, and why.
  case limited(reason: String)
}
