import BoothControl
import BoothProtocol
import Dispatch
import LineRecord
import OwnerPanel
import SerialLine

/// Ports that come and go, and the boards on them.
extension Core {
  func take(_ event: PortKeeper.Event) {
    switch event {
    case .opened(let port, let candidate):
      Journal.write(.information, "\(candidate.path): opened", about: candidate.path)
      links.append(
        Link(
          port: port, candidate: candidate, recorder: recordings?.recorder(for: port),
          session: HostLink(knownTicks: exchange.knownTicks + knownTicks)))
      if !isSuspended { greet(ObjectIdentifier(port)) }
    case .received(let port, let bytes):
      recorder(of: port)?.fromBoard(bytes)
      if trafficDesk.isLookedAt { tapTakes(bytes, port: port.path, isFromBoard: true) }
      work(.link(ObjectIdentifier(port), .received(bytes)))
    case .closed(let port, let loss):
      work(.link(ObjectIdentifier(port), .closed))
      recorder(of: port)?.close()
      Journal.write(.warning, "\(port.path): \(loss)", about: port.path)
      links.removeAll { $0.port === port }
      greetSilentLinks()
    case .failed(let error): Journal.write(.warning, "\(error)")
    case .limited(let reason): Journal.write(.notice, reason)
    }
  }

  func recorder(of port: SerialPort) -> LineRecorder? {
    links.first { $0.port === port }?.recorder
  }

  /// What was recorded is in its files when this returns; nothing is recorded any more.
  func endRecordings() {
    let recorders = queue.sync { links.compactMap(\.recorder) }
    for recorder in recorders { recorder.closeAndWait() }
  }

  func renewSession(_ uid: BoardUID) {
    guard let link = links.first(where: { $0.board == uid }) else { return }
    inbox.append(.link(link.id, .renew))
  }

  func drawNonce() -> UInt32 { UInt32.random(in: 1...UInt32.max, using: &randomSource) }

  /// A board that was left alone, because another one had its place or its number, may be wanted
  /// now that one has gone.
  func greetSilentLinks() {
    guard !isSuspended else { return }
    for link in links where !link.session.isOpen { greet(link.id) }
  }

  func greet(_ id: ObjectIdentifier) {
    if let index = links.firstIndex(where: { $0.id == id }) { links[index].leftAlone = nil }
    work(.link(id, .opened(nonce: drawNonce())))
  }

  func connected(_ index: Int, _ identity: BoardIdentity, _ lines: [LineReport]) {
    let path = links[index].candidate.path
    if let other = links.firstIndex(where: {
      $0.board == identity.uid && $0.id != links[index].id
    }) {
      guard isSilent(links[other]) else {
        // Two boards of one number, or a cable that is being moved: the one that answers keeps its
        // calls, and this port is asked again.
        if links[index].askAgain == nil {
          journal(
            .error, "\(path): board \(identity.uid) answers on \(links[other].candidate.path) too")
        }
        // Not soon: while it has a session it dials no emergency number by itself. When the other
        // one goes it is asked at once.
        links[index].askAgain = SystemClock.moment.advanced(
          byMilliseconds: Self.askAgainMilliseconds)
        links[index].leftAlone = .numberTaken(port: links[other].candidate.path)
        return inbox.append(.link(links[index].id, .closed))
      }
      // A cable that was moved. The port it was on is asked again when this one goes.
      journal(
        .warning, "\(path): board \(identity.uid) was on \(links[other].candidate.path) before")
      loseBoard(other)
      links[other].leftAlone = .numberTaken(port: path)
      inbox.append(.link(links[other].id, .closed))
    }
    links[index].askAgain = nil
    links[index].leftAlone = nil
    links[index].lastLoss = nil
    links[index].watch = BoardWatch(
      identity, lines, after: links[index].watch, at: SystemClock.wall)
    links[index].board = identity.uid
    journal(
      .notice,
      "\(path): board \(identity.uid), firmware \(identity.firmware), \(identity.lineCount) lines")
    inbox.append(.exchange(.boardConnected(identity, lines)))
  }

  /// Ends the session with a board that serves no booth here: without one it connects emergency
  /// calls by itself. It is asked again when it is plugged in anew.
  func leave(_ uid: BoardUID, _ reason: PortReport.LeftAlone) {
    guard let index = links.firstIndex(where: { $0.board == uid }) else { return }
    inbox.append(.technician(.boardLost(uid)))
    links[index].board = nil
    links[index].leftAlone = reason
    inbox.append(.link(links[index].id, .closed))
  }

  func disconnected(_ index: Int, _ loss: LinkLoss) {
    // A board that is left alone was reported when it was.
    if links[index].board != nil || loss != .portClosed {
      journal(.warning, "\(links[index].candidate.path): \(loss.text)")
    }
    // One that is left alone was not lost.
    if links[index].leftAlone == nil, !isSuspended { links[index].lastLoss = loss }
    let hadBoard = links[index].board != nil
    loseBoard(index)
    if hadBoard { needsGreeting = true }
  }

  private func loseBoard(_ index: Int) {
    guard let uid = links[index].board else { return }
    inbox += [.exchange(.boardLost(uid)), .technician(.boardLost(uid))]
    links[index].board = nil
  }

  /// Nothing has come on it for longer than a PING takes to be answered.
  private func isSilent(_ link: Link) -> Bool {
    guard let heard = link.session.lastHeard else { return true }
    return SystemClock.moment.milliseconds(since: heard) >= Self.claimMilliseconds
  }

  /// A board answers each second; after twice that another port may say that it has the board.
  private static let claimMilliseconds: Int64 = 2000
  private static let askAgainMilliseconds: Int64 = 60_000

  /// Asks again where a board claimed the number of another.
  func askAgainIfDue() {
    let now = SystemClock.moment
    for link in links where link.askAgain.map({ $0 <= now }) ?? false && !link.session.isOpen {
      greet(link.id)
    }
  }
}
