import BoothControl
import BoothProtocol
import Glibc
import Notation

/// The panel's thread: one `poll` over the sockets, with what to wait for asked of each connection
/// anew in every round, so that nothing can be waited for that is no longer true. With fewer than a
/// hundred sockets there is nothing to gain from more.
final class PanelLoop {
  struct Client {
    let socket: Descriptor
    let admission: Admission
    let isLocal: Bool
    /// It was told that it may do nothing here, and has no place.
    var isRefused: Bool {
      if case .refused = connection.peer { return true }
      return false
    }
    let accepted: Moment
    var connection: Connection
    /// The secret of the session that its live page belongs to; nil: none, or none was needed.
    var secret: String?
    /// Whose live page or download it is, as `Visitor` has it; nil: it is none.
    var account: String?
    /// What it waits for to be written down; nil: it does not.
    var holding: Holding?
  }

  let configuration: PanelConfiguration
  let handler: RequestHandler
  var sockets: [ListeningSocket]
  /// For the network, and not opened before somebody has a password.
  var closedAddresses: [PanelAddress]
  /// When they are tried again.
  var opensFrom: Moment?
  var sessions = SessionTable()
  var userNames = UserNames()
  var throttle = LoginThrottle()
  let mailbox: Mailbox
  var clients: [UInt64: Client] = [:]
  private var clientCount: UInt64 = 0
  /// Whom the last piece of an answer went to.
  private var lastSent: UInt64 = 0
  var ticketCount: UInt64 = 0
  /// What core and ledger were asked and have not answered, also for clients that have left since:
  /// whether it was asked through a Unix socket.
  var unanswered: [UInt64: Bool] = [:]
  /// Of what was asked with a file that whoever was asked still has.
  var fileTicket: UInt64?
  var pendingLogins = PendingLogins()
  /// When the ledger was last asked how far it is, and what it said.
  var lookedAt = Moment(milliseconds: 0)
  var lastEvent: Int64 = 0
  private var mail = Mailbox.Mail()
  var counters = PanelCounters()
  /// Out of descriptors or memory: trying again at once would only burn time.
  private var acceptsFrom: Moment?
  private var scratch = [UInt8](repeating: 0, count: 16_384)
  /// Of the shop's clock; a process never learns of another.
  private let timeZone: String

  private static let pauseMilliseconds: Int64 = 500

  init(
    configuration: PanelConfiguration, source: any PanelSource, sockets: [ListeningSocket],
    closed: [PanelAddress], mailbox: Mailbox
  ) {
    closedAddresses = closed
    self.configuration = configuration
    self.sockets = sockets
    self.mailbox = mailbox
    timeZone = configuration.timeZone()
    handler = RequestHandler(configuration: configuration, source: source)
  }

  func run() {
    while true {
      mail = mailbox.take()
      if mail.isStopping { return }
      let now = Moment.now()
      for result in mail.results { finish(result, at: now) }
      mail.results = []
      lookForEvents(at: now)
      for id in Array(clients.keys) { serve(id, at: now) }
      sendPiece(at: now)
      openNext(at: now)
      wait()
    }
  }

  // MARK: The shop as it is to be shown

  func shop(at now: Moment) -> ShopState? {
    mail.snapshot.map {
      ShopState(
        snapshot: $0, isStale: isSilent(at: now), balanceWarning: handler.source.balanceWarning)
    }
  }

  private var silentFrom: Moment? {
    guard let limit = configuration.coreSilenceLimitSeconds else { return nil }
    return mail.heardAt?.advanced(byMilliseconds: Int64(limit) * 1000)
  }

  private func isSilent(at now: Moment) -> Bool { silentFrom.map { $0 <= now } ?? false }

  var date: String { LocalTime.httpDate(configuration.wallClock()) }

  private var localTime: LocalTime { configuration.localTime(configuration.wallClock()) }

  // MARK: Waiting

  private func wait() {
    let now = Moment.now()
    var polls = [pollfd(fd: mailbox.bell.descriptor.number, events: Int16(POLLIN), revents: 0)]
    if let from = acceptsFrom, from <= now { acceptsFrom = nil }
    let accepting = acceptsFrom == nil ? sockets.filter { hasRoom($0, at: now) } : []
    for socket in accepting {
      polls.append(pollfd(fd: socket.descriptor.number, events: Int16(POLLIN), revents: 0))
    }
    let ids = Array(clients.keys)
    polls += clients.values.map(poll)
    let isQuiet = mailbox.expect(interest(at: now), since: mail)
    let timeout = isQuiet ? timeout(at: now) : 0
    // An interrupted or failed poll is a round in which nothing is ready.
    guard Glibc.poll(&polls, nfds_t(polls.count), timeout) > 0 else { return }

    if polls[0].revents != 0 { mailbox.bell.silence() }
    let later = Moment.now()
    for (socket, ready) in zip(accepting, polls[1...]) where ready.revents != 0 {
      accept(from: socket, at: later)
    }
    for (id, ready) in zip(ids, polls[(1 + accepting.count)...]) where ready.revents != 0 {
      move(id, ready.revents, at: later)
    }
  }

  private func poll(_ client: Client) -> pollfd {
    var events: Int32 = 0
    if client.connection.wantsToRead { events |= POLLIN }
    if !client.connection.output.isEmpty { events |= POLLOUT }
    return pollfd(fd: client.socket.number, events: Int16(events), revents: 0)
  }

  /// A snapshot wakes this thread only when some live page waits for nothing else.
  private func interest(at now: Moment) -> Mailbox.Interest {
    let shop = shop(at: now)
    guard clients.values.contains(where: { $0.connection.streamWaits(for: shop) }) else {
      return .none
    }
    return isSilent(at: now) ? .signs : .news
  }

  private func timeout(at now: Moment) -> Int32 {
    var next: Moment?
    func consider(_ moment: Moment?) {
      guard let moment else { return }
      next = min(next ?? moment, moment)
    }
    consider(acceptsFrom)
    consider(opensFrom)
    consider(nextLook)
    for socket in sockets where acceptsFrom == nil && !isBelowLimit(socket) {
      // What is past can be given up already: then the socket itself is waited for.
      if let spare = spare(socket), spare.from > now { consider(spare.from) }
    }
    let shop = shop(at: now)
    for client in clients.values {
      if client.connection.hasTurn, client.connection.output.isEmpty { return 0 }
      if client.connection.wantsPiece { return 0 }
      consider(client.connection.deadline)
      consider(client.holding?.until)
      guard client.connection.isStreaming else { continue }
      consider(client.connection.streamDue(shop))
      if !isSilent(at: now) { consider(silentFrom) }
    }
    guard let next else { return -1 }
    return Int32(clamping: max(0, next.milliseconds(since: now)))
  }

  // MARK: Clients

  /// Where all places are taken, one that is kept for nothing or for too long can be given up.
  private func hasRoom(_ socket: ListeningSocket, at now: Moment) -> Bool {
    isBelowLimit(socket) || spare(socket).map { $0.from <= now } ?? false
  }

  private func isBelowLimit(_ socket: ListeningSocket) -> Bool {
    clients.values.count { $0.isLocal == socket.isLocal && !$0.isRefused }
      < connectionLimit(isLocal: socket.isLocal)
  }

  func connectionLimit(isLocal: Bool) -> Int {
    isLocal ? configuration.limits.localConnections : configuration.limits.connections
  }

  /// The client of the same kind that can be given up first.
  private func spare(_ socket: ListeningSocket) -> (id: UInt64, from: Moment)? {
    var first: (id: UInt64, from: Moment)?
    let crowds = socket.isLocal ? [] : crowds
    for (id, client) in clients where client.isLocal == socket.isLocal && !client.isRefused {
      var from = client.connection.isSpareFrom
      if crowds.contains(client.connection.peer), !client.connection.isStreaming {
        from = client.accepted.advanced(
          byMilliseconds: configuration.limits.hurryMilliseconds)
      }
      guard let from else { continue }
      if let first, (first.from, first.id) < (from, id) { continue }
      first = (id, from)
    }
    return first
  }

  /// Addresses that have more places than one may have.
  private var crowds: [Peer] {
    Dictionary(grouping: clients.values.lazy.filter { !$0.isLocal }, by: \.connection.peer)
      .filter { $0.value.count > configuration.limits.connectionsOfAddress }.map(\.key)
  }

  private func accept(from socket: ListeningSocket, at now: Moment) {
    // Others may have taken the place meanwhile that there was.
    guard hasRoom(socket, at: now) else { return }
    do {
      guard
        let (descriptor, peer, admission) = try socket.accept(configuration.localAccess)
      else { return }
      if case .refused(let uid) = peer {
        return refuse(
          Client(
            socket: descriptor, admission: admission, isLocal: true, accepted: now,
            connection: Connection(peer: peer, limits: configuration.limits, at: now)),
          LocalStranger(
            uid: uid, name: userNames.name(of: uid, at: now), configuration.localAccess), at: now)
      }
      if !isBelowLimit(socket), let spare = spare(socket) { giveUp(spare.id, at: now) }
      clientCount += 1
      clients[clientCount] = Client(
        socket: descriptor, admission: admission, isLocal: socket.isLocal, accepted: now,
        connection: Connection(
          peer: peer, limits: configuration.limits, timeZone: timeZone, at: now))
    } catch {
      acceptsFrom = now.advanced(byMilliseconds: Self.pauseMilliseconds)
    }
  }

  /// Nothing of what a stranger sends is looked at; it is only taken, so that he gets the answer.
  private func refuse(_ client: Client, _ stranger: LocalStranger, at now: Moment) {
    let refused = clients.filter(\.value.isRefused).keys
    if refused.count >= configuration.limits.refusals, let oldest = refused.min() {
      clients[oldest] = nil
    }
    var client = client
    let response = handler.error(
      .localStranger(stranger), to: .api, shop: nil, in: handler.shopLanguage ?? .spanish,
      for: .stranger(address: ""))
    client.connection.turnAway(response, date: date, at: now)
    write(&client, at: now)
    clientCount += 1
    keep(client, as: clientCount)
  }

  /// Who has begun a request is told that it took too long, as far as that can be said at once.
  func giveUp(_ id: UInt64, at now: Moment) {
    guard var client = clients.removeValue(forKey: id) else { return }
    client.connection.timeOut(date: date, at: now)
    write(&client, at: now)
  }

  /// The socket is ready to be read or written, or its other end is gone.
  private func move(_ id: UInt64, _ ready: Int16, at now: Moment) {
    guard var client = clients.removeValue(forKey: id) else { return }
    if client.connection.wantsToRead {
      read(&client, at: now)
    } else if Int32(ready) & (POLLERR | POLLHUP | POLLNVAL) != 0 {
      client.connection.fail()
    }
    if Int32(ready) & POLLOUT != 0 { write(&client, at: now) }
    keep(client, as: id)
  }

  /// What a round brings without the socket's doing: time that ran out, a request that waits its
  /// turn, news for a live page.
  private func serve(_ id: UInt64, at now: Moment) {
    guard var client = clients.removeValue(forKey: id) else { return }
    if let deadline = client.connection.deadline, deadline <= now {
      if let (_, action) = client.connection.awaited, client.connection.output.isEmpty {
        giveUpWaiting(&client, for: action, at: now)
      } else {
        client.connection.timeOut(date: date, at: now)
      }
    }
    if client.connection.hasTurn {
      let (peer, admission) = (client.connection.peer, client.admission)
      let request = client.connection.nextRequest(date: date, at: now) {
        refusalOfFile($0, length: $1, from: peer, admission, at: now)
      }
      if let request { answer(request, of: &client, at: now) }
    }
    if client.connection.isStreaming, !isLive(client, at: now) { client.connection.fail() }
    releaseHeld(&client, at: now)
    if let due = client.connection.streamDue(shop(at: now)), due <= now {
      client.connection.feedStream(shop(at: now), localTime: localTime, at: now)
    }
    write(&client, at: now)
    keep(client, as: id)
  }

  /// One in a round, by turns: who asks for a page meanwhile waits for one of them, however many
  /// downloads there are.
  private func sendPiece(at now: Moment) {
    let waiting = clients.lazy.filter(\.value.connection.wantsPiece).map(\.key)
    guard let id = waiting.filter({ $0 > self.lastSent }).min() ?? waiting.min(),
      var client = clients.removeValue(forKey: id)
    else { return }
    lastSent = id
    client.connection.sendPiece(at: now)
    write(&client, at: now)
    keep(client, as: id)
  }

  /// A connection that is closed goes, and its descriptor with it.
  func keep(_ client: Client, as id: UInt64) {
    if !client.connection.isClosed { clients[id] = client }
  }

  private func read(_ client: inout Client, at now: Moment) {
    do throws(SystemFault) {
      let socket = client.socket.number
      let count = try systemCall("recv") {
        scratch.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
      }
      if count == 0 {
        client.connection.inputEnded()
      } else {
        client.connection.received(scratch[..<count], at: now)
      }
    } catch {
      if error.code != EAGAIN { client.connection.fail() }
    }
  }

  private func write(_ client: inout Client, at now: Moment) {
    do throws(SystemFault) {
      while !client.connection.output.isEmpty, !client.connection.isClosed {
        let socket = client.socket.number
        let count = try systemCall("send") {
          client.connection.output.withUnsafeBytes {
            send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
          }
        }
        client.connection.wrote(count, at: now)
      }
    } catch {
      if error.code != EAGAIN { client.connection.fail() }
    }
    if client.connection.isReadyToShut {
      shutdown(client.socket.number, Int32(SHUT_WR))
      client.connection.shut(at: now)
    }
  }
}
