import BoothControl
import BoothProtocol
import Glibc
import Notation

/// What is asked, and what comes back from whoever had to be asked for it.
extension PanelLoop {
  func answer(_ request: HTTPRequest, of client: inout Client, at now: Moment) {
    counters.requests += 1
    counters.connections = clients.count + 1
    counters.streams = clients.values.count(where: \.connection.isStreaming)
    let shop = shop(at: now)
    let visitor = visitor(of: request, from: client.connection.peer, at: now)
    let answer = handler.answer(
      to: request, admission: client.admission, visitor: visitor, shop: shop, counters: counters)
    switch answer {
    case .now(let response): client.connection.answer(response, date: date, at: now)
    case .pieces(let response, let pieces):
      client.account = visitor.account
      guard makeRoomForDownload(of: client, at: now) else {
        let refusal = handler.error(
          .tooManyDownloads, to: Route.face(of: request.target.segments), shop: shop,
          in: Language(of: request, shop: handler.shopLanguage), for: visitor)
        return client.connection.answer(refusal, date: date, at: now)
      }
      // Otherwise a slow client seems to take nothing while a large one is emptied.
      limitBacklog(of: client.socket)
      client.connection.answer(response, in: pieces, date: date, at: now)
    case .logOut(let response):
      for secret in request.cookies(SessionCookie.name) { sessions.end(secret) }
      handler.source.ask(.forgetFile(of: visitor.holder), by: visitor.actor) { _ in }
      client.connection.answer(
        response.adding("Set-Cookie", SessionCookie.removing), date: date, at: now)
    case .later, .ledger, .access, .technician:
      ask(answer, of: &client, byProxy: request.cameByProxy, shop: shop, at: now)
    case .stream(let language):
      client.secret = visitor.session == nil ? nil : session(of: request, at: now)?.secret
      client.account = visitor.account
      beginStream(of: &client, in: language, for: visitor, at: now)
    case .held(let events):
      client.secret = visitor.session == nil ? nil : session(of: request, at: now)?.secret
      client.account = visitor.account
      hold(events, of: &client, at: now)
    }
  }

  /// Where the places are taken, one whose client takes nothing, or next to nothing, is given up for
  /// who asks; false: there is none.
  private func makeRoomForDownload(of client: Client, at now: Moment) -> Bool {
    let limits = configuration.limits
    let running = clients.filter(\.value.connection.isSending)
    let own = running.filter { $0.value.account == client.account }
    let isOwnShareTaken = own.count >= limits.downloadsOfUser
    guard isOwnShareTaken || running.count >= limits.downloads else { return true }
    let spare = (isOwnShareTaken ? own : running)
      .compactMap { id, other in other.connection.isSpareFrom.map { ($0, id) } }.min(by: <)
    guard let (from, id) = spare, from <= now else { return false }
    giveUp(id, at: now)
    return true
  }

  /// Why a request may not bring a file; nil: it may. Of files there is one at a time, on its way or
  /// with whoever was asked.
  func refusalOfFile(
    _ request: HTTPRequest, length: Int, from peer: Peer, _ admission: Admission, at now: Moment
  ) -> HTTPResponse? {
    let visitor = visitor(of: request, from: peer, at: now)
    let isBusy = fileTicket != nil || clients.values.contains(where: \.connection.isTakingFile)
    return handler.refusalOfFile(
      request, length: length, admission: admission, visitor: visitor, shop: shop(at: now),
      isBusy: isBusy)
  }

  private func ask(
    _ answer: RequestHandler.Answer, of client: inout Client, byProxy: Bool, shop: ShopState?,
    at now: Moment
  ) {
    let (mailbox, source) = (mailbox, handler.source)
    switch answer {
    case .later(let action, let pending):
      guard let ticket = wait(of: &client, for: pending, shop: shop, at: now) else { return }
      source.perform(action, by: pending.visitor.actor) { result in
        mailbox.leave(.action(result), for: ticket)
      }
    case .ledger(let request, let pending):
      guard let ticket = wait(of: &client, for: pending, shop: shop, at: now) else { return }
      if case .checkFile = request { fileTicket = ticket }
      source.ask(request, by: pending.visitor.actor) { answer in
        mailbox.leave(.ledger(answer), for: ticket)
      }
    case .access(let request, let pending):
      let attempt = loginTry(pending, from: client.connection.peer, byProxy: byProxy)
      if let outcome = attempt.flatMap({ refusal(of: $0, at: now) }) {
        let response = handler.response(to: pending, outcome: outcome, shop: shop)
        return client.connection.answer(response, date: date, at: now)
      }
      guard let ticket = wait(of: &client, for: pending, shop: shop, at: now) else { return }
      if let attempt {
        throttle.began(attempt, at: now)
        pendingLogins.add(attempt, ticket: ticket, at: now)
      }
      source.access(request, by: pending.visitor.actor) { answer in
        mailbox.leave(.access(answer), for: ticket)
      }
    case .technician(let request, let pending):
      guard let ticket = wait(of: &client, for: pending, shop: shop, at: now) else { return }
      source.technician(request, by: pending.visitor.actor) { answer in
        mailbox.leave(.technician(answer), for: ticket)
      }
    case .now, .pieces, .logOut, .stream, .held: break
    }
  }

  /// Whether there is a place for one that stays: a live page, or a program that waits.
  func mayStay(_ client: Client, _ visitor: Visitor) -> Bool {
    let limits = configuration.limits
    let staying = clients.values.filter(\.connection.isStaying)
    // Of the few places of the command line some are always left for short questions.
    let hasPlace =
      client.isLocal
      ? staying.count(where: \.isLocal) < limits.localConnections / 2
      : visitor.session == nil
        || staying.count { $0.account == visitor.account } < limits.streamsOfUser
    return hasPlace
      && staying.count < limits.streams - (visitor.may(.owner) ? 0 : limits.streamsOfOwners)
  }

  private func beginStream(
    of client: inout Client, in language: Language, for visitor: Visitor, at now: Moment
  ) {
    guard mayStay(client, visitor) else {
      let response = handler.error(
        .tooManyStreams, to: .api, shop: shop(at: now), in: language, for: visitor)
      return client.connection.answer(response, date: date, at: now)
    }
    limitBacklog(of: client.socket)
    client.connection.beginStream(
      in: language, isOwner: visitor.may(.owner), date: date, at: now)
  }

  /// Whoever is there has asked one thing at most, so only those who ask and leave come to the
  /// limit. nil: it is refused.
  private func wait(
    of client: inout Client, for pending: PendingAction, shop: ShopState?, at now: Moment
  ) -> UInt64? {
    let isLocal = client.isLocal
    let limit = connectionLimit(isLocal: isLocal)
    guard unanswered.values.count(where: { $0 == isLocal }) < limit else {
      let response = handler.response(to: pending, outcome: .busy, shop: shop)
      client.connection.answer(response, date: date, at: now)
      return nil
    }
    ticketCount += 1
    unanswered[ticketCount] = isLocal
    client.connection.wait(for: pending, ticket: ticketCount)
    return ticketCount
  }

  /// What the kernel holds back for a slow page is old when it arrives: little of it.
  private func limitBacklog(of socket: Descriptor) {
    var size: Int32 = 65_536
    setsockopt(
      socket.number, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Whoever was asked has answered; a client that left or gave up is not there any more.
  func finish(_ result: Mailbox.ActionResult, at now: Moment) {
    unanswered[result.ticket] = nil
    if fileTicket == result.ticket { fileTicket = nil }
    let pendingLogin = pendingLogins.remove(ticket: result.ticket)
    if case .access(let answer) = result.result {
      if let (attempt, begun) = pendingLogin { count(attempt, begun: begun, answer, at: now) }
      // Whatever was asked of users was asked through here.
      throttle.keep(onlyOf: handler.source.users())
    }
    let id = clients.first { $0.value.connection.awaited?.ticket == result.ticket }?.key
    guard let id, var client = clients.removeValue(forKey: id) else { return }
    if let (_, pending) = client.connection.awaited {
      let response = response(
        to: result.result, pending, from: client.connection.peer, at: now)
      client.connection.answer(response, date: date, at: now)
    }
    keep(client, as: id)
  }

  /// Nobody has answered in time.
  func giveUpWaiting(_ client: inout Client, for pending: PendingAction, at now: Moment) {
    let response = handler.response(to: pending, outcome: .noAnswer, shop: shop(at: now))
    client.connection.answer(response, date: date, at: now)
  }

  private func response(
    to result: Mailbox.ActionResult.Result, _ pending: PendingAction, from peer: Peer,
    at now: Moment
  ) -> HTTPResponse {
    let shop = shop(at: now)
    switch result {
    case .action(let result):
      let outcome = Outcome(result, booth: pending.booth?.text ?? "")
      return handler.response(to: pending, outcome: outcome, shop: shop)
    case .ledger(let answer):
      return handler.response(to: pending, answer: answer, shop: shop)
    case .technician(let answer):
      return handler.response(to: pending, technician: answer, shop: shop)
    case .access(let answer):
      let (visitor, cookie) = conclude(pending, answer, from: peer, at: now)
      var pending = pending
      pending.visitor = visitor
      let response = handler.response(to: pending, access: answer, shop: shop)
      return cookie.map { response.adding("Set-Cookie", $0) } ?? response
    }
  }
}
