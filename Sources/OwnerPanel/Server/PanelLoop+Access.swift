import BoothProtocol

/// Who is logged in, who guesses, and when the network may come in.
extension PanelLoop {
  private static let openAgainMilliseconds: Int64 = 5_000

  func visitor(of request: HTTPRequest, from peer: Peer, at now: Moment) -> Visitor {
    let source = handler.source
    switch peer {
    case .local: return .program(actor: peer.actor)
    case .network(let address):
      guard source.isProtected else { return .unprotected(actor: peer.actor) }
      guard let secret = request.cookie(SessionCookie.name),
        let session = sessions.session(of: secret, at: now, user: source.user)
      else { return .stranger(address: address) }
      return .user(session, address: address)
    }
  }

  /// A live page ends with the session that it belongs to; while it is open, the session is used.
  func isLive(_ client: Client, at now: Moment) -> Bool {
    guard case .network = client.connection.peer, handler.source.isProtected else { return true }
    guard let secret = client.secret else { return false }
    return sessions.session(of: secret, at: now, user: handler.source.user) != nil
  }

  /// nil: the next try is looked at. Several at a time from one place would be tries for nothing, and
  /// keep all others waiting.
  func tooManyTries(_ pending: PendingAction, from peer: Peer, at now: Moment) -> Outcome? {
    guard case .network(let address) = peer, let name = pending.loginName else { return nil }
    if let pause = throttle.pause(address: address, name: name, at: now) {
      return .tooManyTries((pause + 999) / 1000)
    }
    let own = loginTickets.values.count { $0 == address }
    return own < configuration.limits.loginsOfAddress ? nil : .access(.busy)
  }

  /// What an answer of the keeper of passwords makes of a visitor: who logs in is somebody from here
  /// on. `cookie` nil: nothing about the session changes.
  func conclude(
    _ pending: PendingAction, _ answer: AccessAnswer, from peer: Peer, at now: Moment
  ) -> (visitor: Visitor, cookie: String?) {
    guard case .network(let address) = peer, let name = pending.loginName else {
      return (pending.visitor, nil)
    }
    switch answer {
    case .user(let user):
      throttle.succeeded(address: address, name: name, at: now)
      // Who comes in anew, or has a new password, has one session here and no older one.
      if let before = pending.visitor.session { sessions.end(before) }
      let (secret, session) = sessions.begin(for: user, at: now)
      return (.user(session, address: address), SessionCookie.setting(secret))
    case .refused(.wrongPassword), .refused(.wrongCode):
      throttle.failed(address: address, name: name, at: now)
      return (pending.visitor, nil)
    case .done, .refused: return (pending.visitor, nil)
    }
  }

  /// Opens what waits for a password, one at a time; what cannot be opened is tried again.
  func openNext(at now: Moment) {
    guard let address = closedAddresses.first, handler.source.isProtected else { return }
    if let opensFrom, opensFrom > now { return }
    // On one port there is «every address», or this box's alone.
    let standIn = address.standIn
    sockets.removeAll { $0.address == standIn }
    do throws(PanelError) {
      sockets.append(try ListeningSocket(address, hostNames: configuration.hostNames))
      closedAddresses.removeFirst()
      opensFrom = closedAddresses.isEmpty ? nil : now
      handler.source.listens(on: address, fault: nil)
    } catch {
      // If this fails as well, there is the next time.
      if let standIn,
        let socket = try? ListeningSocket(standIn, hostNames: configuration.hostNames)
      {
        sockets.append(socket)
      }
      // The next one first: one that fails must not keep the others closed.
      closedAddresses.append(closedAddresses.removeFirst())
      opensFrom = now.advanced(byMilliseconds: Self.openAgainMilliseconds)
      handler.source.listens(on: address, fault: error)
    }
  }
}
