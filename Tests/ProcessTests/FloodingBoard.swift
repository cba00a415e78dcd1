import BoothProtocol
import CLinux
import Foundation
import Synchronization
import Testing

/// A peer on a pseudo-terminal that writes as fast as the terminal takes it, which no wire does. It
/// answers what the handshake asks, so that the daemon takes it for a board, and keeps no other rule.
final class FloodingBoard: @unchecked Sendable {
  /// What it writes without end.
  enum Kind: String, CaseIterable, Sendable {
    /// Bytes drawn by chance.
    case noise
    /// One event that was told and stored, again and again.
    case duplicates
    /// Handsets of all lines lifted, a digit dialled, put back, as fast as the daemon takes it.
    case events
    /// Emergency calls that it dialled by itself, each of which is to be written to the disk, and far
    /// more of them on their way than eight.
    case calls
    /// Answers to the last PING, again and again, and to commands that were never sent.
    case answers
    /// It says that it has restarted, and answers a HELLO that was never sent.
    case handshakes
  }

  /// What the daemon has heard of it so far.
  struct Counts: Sendable {
    var bytes = 0
    /// Events of it that the daemon has acknowledged.
    var acknowledged = 0
    var sessions = 0
  }

  static let lines = 32

  private let link: String
  private let master: Int32
  private let slave: Int32
  private let state: Mutex<(kind: Kind?, isEnding: Bool, counts: Counts)>
  private let hasEnded = DispatchSemaphore(value: 0)
  private var peer: FloodingPeer

  /// Plugged in, answering, and silent otherwise.
  init(uid: String, link: String, bootID: UInt32 = 77) throws {
    self.link = link
    state = Mutex((nil, false, Counts()))
    peer = FloodingPeer(uid: try #require(BoardUID(uid)), bootID: bootID, lines: Self.lines)
    master = cabina_pty_open_master(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    try #require(master >= 0 && cabina_pty_unlock_slave(master) == 0)
    var name = [CChar](repeating: 0, count: 64)
    try #require(cabina_pty_slave_path(master, &name, 64) == 0)
    let device = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    // Held open, or the line would hang up for good with the daemon's first closing.
    slave = open(device, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var settings = termios()
    try #require(tcgetattr(slave, &settings) == 0)
    cfmakeraw(&settings)
    try #require(tcsetattr(slave, TCSANOW, &settings) == 0)
    unlink(link)
    try #require(symlink(device, link) == 0)
    Thread.detachNewThread { [self] in run() }
  }

  var counts: Counts { state.withLock { $0.counts } }

  /// Waits until the daemon takes it for a board; false: it never did.
  func waitForSession() -> Bool {
    let end = Date().addingTimeInterval(Program.patience)
    while counts.sessions == 0, Date() < end { usleep(5000) }
    return counts.sessions > 0
  }

  /// nil: silence.
  func flood(_ kind: Kind?) { state.withLock { $0.kind = kind } }

  func unplug() {
    state.withLock { $0.isEnding = true }
    hasEnded.wait()
  }

  private func run() {
    var chunk: ArraySlice<UInt8> = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let (kind, isEnding, _) = state.withLock { $0 }
      if isEnding { break }
      let count = read(master, &buffer, buffer.count)
      if count > 0 { chunk += peer.receive(buffer[..<count]) }
      if let kind, chunk.count < 4096 { chunk += peer.flood(kind) }
      var written = 0
      if !chunk.isEmpty {
        written = max(0, chunk.withUnsafeBytes { write(master, $0.baseAddress, $0.count) })
        chunk.removeFirst(written)
      }
      let (acknowledged, sessions) = (peer.acknowledged, peer.sessions)
      state.withLock { state in
        state.counts.bytes += written
        state.counts.acknowledged = acknowledged
        state.counts.sessions = sessions
      }
      if count <= 0, written == 0 {
        var poller = pollfd(
          fd: master, events: Int16(chunk.isEmpty ? POLLIN : POLLIN | POLLOUT), revents: 0)
        poll(&poller, 1, 20)
      }
    }
    // The link goes first: a terminal's number that is free again becomes that of another test's board,
    // to which the daemon of this one would follow it.
    unlink(link)
    close(slave)
    close(master)
    hasEnded.signal()
  }
}
