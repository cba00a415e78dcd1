import BoothProtocol
import Dispatch
import SerialLine

/// What one port has to say at one speed.
enum ProbeResult: Hashable {
  case board(BoardIdentity)
  /// A board whose highest version of the protocol is another; who it is, where it says so.
  case otherVersion(UInt8, BoardIdentity?)
  /// It announces itself and does not answer: what is sent to it gets lost.
  case deaf(Announcement)
  /// What is sent comes back.
  case echo
  /// So many bytes that are no frame: another speed, or no board.
  case noise(bytes: Int)
  case silent
  case failed(BoardSessionError)
}

/// Asks who is at a port without beginning a session: HELLO with a range of versions in which there
/// is none. A board refuses it, says in the refusal all that it says of itself, and changes nothing
/// (BLP/1 § 2): a session that it has goes on, and without one it goes on dialling for help.
// Unchecked: all that varies is touched on `queue` only.
final class BoardProbe: @unchecked Sendable {
  /// A board without a session announces itself each second.
  static let listenMilliseconds = 1_800
  private static let helloMilliseconds = 400

  private let port: SerialPort
  private let queue = DispatchQueue(label: "cabina.probe")
  private let hasAnswered = DispatchSemaphore(value: 0)
  private let hello = Hello(
    minimumVersion: 1, maximumVersion: 0, nonce: .random(in: .min ... .max))
  private var receiver = FrameReceiver(from: nil)
  private var answer: HelloAcknowledgement?
  private var announcement: Announcement?
  private var version: UInt8?
  private var hasEcho = false
  private var loss: PortLoss?

  private init(_ port: SerialPort) { self.port = port }

  /// Opens the port, asks, listens at most `listenMilliseconds` and gives it back.
  static func run(_ path: String, speed: BaudRate) -> ProbeResult {
    do throws(BoardSessionError) {
      let port = try PortOpening.open(
        path, speed: speed, withinMilliseconds: BoardSession.patienceMilliseconds)
      return BoardProbe(port).ask()
    } catch { return .failed(error) }
  }

  private func ask() -> ProbeResult {
    queue.sync {
      port.start(on: queue) { [self] event in
        switch event {
        case .received(let bytes): for byte in bytes { receive(byte) }
        case .gone(let loss):
          self.loss = loss
          hasAnswered.signal()
        }
      }
    }
    defer { queue.sync { port.close() } }
    let deadline = DispatchTime.now() + .milliseconds(Self.listenMilliseconds)
    repeat {
      queue.sync { sendHello() }
      let pause = DispatchTime.now() + .milliseconds(Self.helloMilliseconds)
      if hasAnswered.wait(timeout: min(pause, deadline)) == .success { break }
    } while DispatchTime.now() < deadline
    return queue.sync { result }
  }

  private func sendHello() {
    guard let frame = try? Message.hello(hello).frame() else { return }
    port.write(frame.encoded(leadingZero: true))
  }

  private func receive(_ byte: UInt8) {
    switch receiver.receive(byte) {
    case .success(let frame)?: take(frame)
    case .failure(.otherVersion(let version))?: self.version = version
    case .failure?, nil: break
    }
  }

  private func take(_ frame: Frame) {
    switch try? Message(frame) {
    case .helloAcknowledgement(let answer)? where answer.nonce == hello.nonce:
      self.answer = answer
      hasAnswered.signal()
    case .announce(let announcement)?: self.announcement = announcement
    case .hello(let sent)? where sent.nonce == hello.nonce: hasEcho = true
    default: break
    }
  }

  private var result: ProbeResult {
    if let answer {
      return answer.version == Frame.version
        ? .board(answer.identity) : .otherVersion(answer.version, answer.identity)
    }
    if let announcement {
      let highest = announcement.maximumVersion
      let isOurs = announcement.minimumVersion <= Frame.version && highest >= Frame.version
      return isOurs ? .deaf(announcement) : .otherVersion(highest, nil)
    }
    if let version { return .otherVersion(version, nil) }
    if hasEcho { return .echo }
    if let loss { return .failed(.gone(loss)) }
    let bytes = receiver.counts.bytes
    return bytes == 0 ? .silent : .noise(bytes: bytes)
  }
}
