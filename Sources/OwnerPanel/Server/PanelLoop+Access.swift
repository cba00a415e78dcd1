import BoothProtocol

/// Who is logged in, who guesses, and when the network may come in.
extension PanelLoop {
  private static let openAgainMilliseconds: Int64 = 5_000

  func visitor(of request: HTTPRequest, from peer: Peer, at now: Moment) -> Visitor {
    let source = handler.source
    switch peer {
    case .local(let uid, let role):
      return .program(actor: userNames.actor(uid, at: now), role: role)
    // Refused before it was listened to.
    case .refused: return .stranger(address: "")
    case .network(let address):
      guard source.isProtected else { return .unprotected(actor: "web \(address)") }
      guard let (_, session) = session(of: request, at: now) else {
        return .stranger(address: address)
      }
      return .user(session, address: address)
    }
  }

  /// Of the cookies of this name one may be another program's on this box, on a port of its own.
  func session(of request: HTTPRequest, at now: Moment) -> (secret: String, session: Session)? {
    for secret in request.cookies(SessionCookie.name) {
      if let session = sessions.session(of: secret, at: now, user: handler.source.user) {
        return (secret, session)
      }
    }
    return nil
  }

  /// A live page ends with the session that it belongs to; while it is open, the session is used.
  func isLive(_ client: Client, at now: Moment) -> Bool {
    guard case .network = client.connection.peer, handler.source.isProtected else { return true }
    guard let secret = client.secret else { return false }
    return sessions.session(of: secret, at: now, user: handler.source.user) != nil
  }

  /// nil: no password is tried, or by a program that may do everything.
  func loginTry(_ pending: PendingAction, from peer: Peer, byProxy: Bool) -> LoginTry? {
    guard case .network(let address) = peer, let typed = pending.loginName else { return nil }
    let name = try? AccessRules.name(typed)
    return LoginTry(
      place: LoginPlace(address: address, byProxy: byProxy), name: name,
      version: name.flatMap { handler.source.user(named: $0)?.version },
      formToken: pending.retypesPassword ? pending.visitor.session?.formToken : nil)
  }

  /// nil: it is looked at.
  func refusal(of attempt: LoginTry, at now: Moment) -> Outcome? {
    if let pause = throttle.pause(attempt, at: now) { return .tooManyTries((pause + 999) / 1000) }
    let isTrusted =
      attempt.place.isThisBox || attempt.formToken != nil || throttle.trusts(attempt.place, at: now)
    return pendingLogins.hasRoom(for: attempt, isTrusted: isTrusted, configuration.limits)
      ? nil : .access(.busy)
  }

  /// What became of it, also for who did not wait to hear it.
  func count(_ attempt: LoginTry, begun: Moment, _ answer: AccessAnswer, at now: Moment) {
    switch answer {
    case .user(let user): throttle.succeeded(attempt, as: user, at: now)
    case .refused(.wrongPassword), .refused(.wrongCode): break
    case .done, .refused: throttle.tookBack(attempt, begunAt: begun)
    }
  }

  /// What an answer of the keeper of passwords makes of a visitor: who logs in is somebody from here
  /// on. `cookie` nil: nothing about the session changes.
  func conclude(
    _ pending: PendingAction, _ answer: AccessAnswer, from peer: Peer, at now: Moment
  ) -> (visitor: Visitor, cookie: String?) {
    guard case .network(let address) = peer, pending.loginName != nil else {
      return (pending.visitor, nil)
    }
    switch answer {
    case .user(let user):
      // Who comes in anew, or has a new password, has one session here and no older one.
      if let before = pending.visitor.session { sessions.end(before) }
      let (secret, session) = sessions.begin(for: user, at: now)
      return (.user(session, address: address), SessionCookie.setting(secret))
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
