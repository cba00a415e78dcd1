package import Dispatch
internal import Glibc

/// The other end of a serial line, in software: what a board is to the daemon's port.
///
/// It behaves as a board on a USB plug does. The host may open, close and reopen the line as it
/// likes and is not noticed doing so; bytes the host does not read are lost once the line is full,
/// and counted; the plug can be pulled and put back.
///
/// From `start` on, its functions are called on the queue it was given.
package final class PseudoTerminal: @unchecked Sendable {
  /// Bytes as they came, at least one and at most `readLimit`.
  package typealias Handler = @Sendable ([UInt8]) -> Void

  package static let readLimit = 4096

  /// A link that always leads to the terminal in use, nil where none was asked for.
  package let link: String?
  /// The terminal the host opens, `/dev/pts/…`; nil while unplugged. Another after each plugging.
  package var device: String? { pair?.device }
  /// What to tell the host to open: the link, or else the terminal itself.
  package var path: String? { link ?? device }
  /// Bytes written for the host that found the line full, or no line.
  package private(set) var lostByteCount = 0

  private let permissions: UInt32?
  private var pair: PseudoTerminalPair?
  private var queue: DispatchQueue?
  private var handler: Handler?

  /// Makes a terminal, plugged in.
  /// - Parameter link: where to put a link to it. A link that is there is replaced; anything else
  ///   there is left alone, and an error.
  /// - Parameter permissions: who may open the terminal, as `0o666`; nil: as the system has it.
  package init(link: String? = nil, permissions: UInt32? = nil) throws(SystemError) {
    self.link = link
    self.permissions = permissions
    try plugIn()
  }

  deinit { unplug() }

  /// Begins to report what the host sends.
  package func start(on queue: DispatchQueue, handler: @escaping Handler) {
    self.queue = queue
    self.handler = handler
    pair?.start(on: queue, limit: Self.readLimit, handler: handler)
  }

  /// Sends bytes to the host. A wire has no memory: what does not fit is lost. The kernel holds
  /// 8 KiB for a host that does not read.
  package func write(_ bytes: [UInt8]) {
    lostByteCount += bytes.count - (pair?.write(bytes) ?? 0)
  }

  /// Puts the plug back: a new terminal under the same link. Nothing happens if it is in.
  package func plugIn() throws(SystemError) {
    guard pair == nil else { return }
    let pair = try PseudoTerminalPair(permissions: permissions)
    if let link { try TerminalLink.place(link, to: pair.device) }
    self.pair = pair
    if let queue, let handler {
      pair.start(on: queue, limit: Self.readLimit, handler: handler)
    }
  }

  /// Pulls the plug: the host's port hangs up, the link goes. Also the way to be done with it.
  package func unplug() {
    guard let pair else { return }
    self.pair = nil
    if let link { TerminalLink.remove(link, to: pair.device) }
    pair.close()
  }
}
