import Dispatch
import Glibc

@testable import SerialLine

/// A simulated board and a host's port on it, with all that each of them has heard.
///
/// What is noted is noted on `queue`; tests look at it there.
final class Line: @unchecked Sendable {
  let queue = DispatchQueue(label: "test.line")
  let terminal: PseudoTerminal
  private var atBoard: [UInt8] = []
  private var atHost: [UInt8] = []
  private var chunkSizes: [Int] = []
  private var losses: [PortLoss] = []
  private var lossMoment: ContinuousClock.Instant?

  /// - Parameters:
  ///   - link: where the terminal is linked to, if anywhere.
  ///   - isListening: false for a board that reads nothing until `listen` is called.
  init(link: String? = nil, isListening: Bool = true) throws {
    terminal = try PseudoTerminal(link: link)
    if isListening { listen() }
  }

  deinit { terminal.unplug() }

  var path: String { queue.sync { terminal.path ?? "unplugged" } }
  var heardByBoard: [UInt8] { queue.sync { atBoard } }
  var heardByHost: [UInt8] { queue.sync { atHost } }
  var heardByHostInChunks: [Int] { queue.sync { chunkSizes } }
  var lostByteCount: Int { queue.sync { terminal.lostByteCount } }
  var told: [PortLoss] { queue.sync { losses } }
  /// When the latest loss was told.
  var lost: ContinuousClock.Instant? { queue.sync { lossMoment } }

  /// Opens the host's port and begins to listen. It lives until it is closed or gone.
  @discardableResult
  func open() throws(SerialPortError) -> SerialPort {
    let port = try SerialPort.open(path)
    listen(to: port)
    return port
  }

  func listen() {
    queue.sync { terminal.start(on: queue) { [weak self] in self?.atBoard += $0 } }
  }

  func listen(to port: SerialPort) {
    queue.sync { port.start(on: queue) { self.note($0) } }
  }

  private func note(_ event: SerialPort.Event) {
    switch event {
    case .received(let bytes):
      atHost += bytes
      chunkSizes.append(bytes.count)
    case .gone(let loss):
      losses.append(loss)
      lossMoment = .now
    }
  }

  func boardSends(_ bytes: [UInt8]) { queue.sync { terminal.write(bytes) } }
  func hostSends(_ bytes: [UInt8], through port: SerialPort) { queue.sync { port.write(bytes) } }
  func unsentByteCount(of port: SerialPort) -> Int { queue.sync { port.unsentByteCount } }
  func unplug() { queue.sync { terminal.unplug() } }
  func plugIn() throws { try queue.sync { try terminal.plugIn() } }
  func close(_ port: SerialPort) { queue.sync { port.close() } }
  func closeDroppingLines(_ port: SerialPort) { queue.sync { port.closeDroppingLines() } }
}

/// A folder of the test's own, gone with it.
final class Folder {
  let path: String

  init() {
    var template = "/tmp/serial-line-XXXXXX".utf8CString.map { $0 }
    mkdtemp(&template)
    path = SystemFiles.text(template)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Makes a file that is no terminal.
  func makeFile(_ name: String) -> String {
    let descriptor = Glibc.open(file(name), O_WRONLY | O_CREAT, 0o600)
    close(descriptor)
    return file(name)
  }

  deinit {
    for name in SystemFiles.names(in: path) where unlink(file(name)) != 0 { rmdir(file(name)) }
    rmdir(path)
  }
}
