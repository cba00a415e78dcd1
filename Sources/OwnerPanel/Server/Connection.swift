import BoothProtocol
import Notation

/// One client's conversation as a value: bytes, answers and time go in; requests, bytes and what to
/// wait for come out.
///
/// Requests are answered one by one, in order: while one is being answered nothing more is read, so
/// that a client which sends many at once (pipelining) fills its own buffers, not ours.
struct Connection: Sendable {
  private enum Stage: Sendable {
    case reading
    case answering(Exchange)
    case streaming(EventStream)
    /// An answer in pieces; chunked unless the client speaks HTTP/1.0.
    case sending(any AnswerPieces, isChunked: Bool)
    /// What is left is written, then the connection ends.
    case flushing
    /// Our side has ended; what the client still sends is thrown away, since closing before it has
    /// read the answer would take that away from it.
    case draining(bytes: Int, until: Moment)
    case closed
  }

  /// What must be known of a request until it is answered.
  struct Exchange: Sendable {
    var method: HTTPMethod
    var keepsConnection: Bool
    var minorVersion: Int
    /// nil: it is answered at once.
    var action: PendingAction?
    var ticket: UInt64 = 0
    /// It is answered when there is something to tell; whoever answers sees to the time.
    var isHeld = false
  }

  let peer: Peer
  private let limits: PanelLimits
  private let timeZone: String?
  private var parser: HTTPRequestParser
  private var stage = Stage.reading
  private(set) var output = OutputQueue()
  private var hasInputEnded = false
  /// There are bytes that have not been looked at.
  private(set) var hasTurn = false
  /// Since when it waits for what the stage waits for.
  private var since: Moment
  private var lastWrite: Moment
  /// When the first of what waits in `output` came there.
  private var outputSince: Moment

  private static let lingerMilliseconds: Int64 = 1000
  /// A browser looks for the answer when it has sent all, and a file that is refused may be large.
  private static let longestLingerMilliseconds: Int64 = 30_000
  private static let lingerBytes = 64 << 20

  /// `timeZone`: of the shop's clock, told with each answer; nil: nobody is told.
  init(peer: Peer, limits: PanelLimits, timeZone: String? = nil, at now: Moment) {
    self.peer = peer
    self.limits = limits
    self.timeZone = timeZone
    parser = HTTPRequestParser(limits: limits.http)
    since = now
    lastWrite = now
    outputSince = now
  }

  // MARK: What to wait for

  var isClosed: Bool {
    if case .closed = stage { return true }
    return false
  }

  var isStreaming: Bool {
    if case .streaming = stage { return true }
    return false
  }

  /// It has a place for as long as it takes until there is something to tell.
  var isStaying: Bool {
    if case .answering(let exchange) = stage { return exchange.isHeld }
    return isStreaming
  }

  /// An answer in pieces is on its way.
  var isSending: Bool {
    if case .sending = stage { return true }
    return false
  }

  /// A file is on its way.
  var isTakingFile: Bool {
    if case .reading = stage { return parser.isTakingFile }
    return false
  }

  /// From when on it can be given up for a client that waits for its place: nothing is begun, what
  /// is begun does not come to its end, or what was asked for is not taken. Who has just come has not
  /// been listened to. nil: it is busy.
  var isSpareFrom: Moment? {
    guard output.isEmpty else {
      return min(
        lastWrite.advanced(byMilliseconds: limits.deafMilliseconds),
        outputSince.advanced(byMilliseconds: limits.sluggishMilliseconds))
    }
    guard !hasTurn else { return nil }
    return switch stage {
    case .reading where parser.isTakingFile: nil
    case .reading: since.advanced(byMilliseconds: limits.hurryMilliseconds)
    case .draining(_, let end):
      end.advanced(byMilliseconds: limits.hurryMilliseconds - Self.longestLingerMilliseconds)
    case .answering, .streaming, .sending, .flushing, .closed: nil
    }
  }

  var wantsToRead: Bool {
    switch stage {
    case .reading: !hasInputEnded && parser.pendingCount < parser.room
    case .streaming, .draining: true
    case .answering, .sending, .flushing, .closed: false
    }
  }

  /// The last byte is written: now our side of the connection is to be shut.
  var isReadyToShut: Bool {
    if case .flushing = stage { return output.isEmpty }
    return false
  }

  /// The action that the answer waits for.
  var awaited: (ticket: UInt64, action: PendingAction)? {
    guard case .answering(let exchange) = stage, let action = exchange.action else { return nil }
    return (exchange.ticket, action)
  }

  /// When `timeOut` is to be called; nil: never.
  var deadline: Moment? {
    if !output.isEmpty { return lastWrite.advanced(byMilliseconds: limits.writeMilliseconds) }
    if case .draining(_, let end) = stage {
      return min(since.advanced(byMilliseconds: Self.lingerMilliseconds), end)
    }
    let patience: Int64? =
      switch stage {
      case .reading:
        parser.isTakingFile
          ? limits.fileMilliseconds
          : parser.isWithinRequest ? limits.requestMilliseconds : limits.idleMilliseconds
      case .answering(let exchange) where exchange.isHeld: nil
      case .answering(let exchange):
        exchange.action?.isLong == true
          ? limits.longActionMilliseconds : limits.actionMilliseconds
      case .draining, .streaming, .sending, .flushing, .closed: nil
      }
    return patience.map { since.advanced(byMilliseconds: $0) }
  }

  // MARK: What happens

  mutating func received(_ bytes: some Collection<UInt8>, at now: Moment) {
    switch stage {
    case .reading:
      if !parser.isWithinRequest { since = now }
      parser.append(bytes)
      hasTurn = true
    // Nothing that follows a stream could be answered.
    case .streaming: stage = .closed
    case .draining(let sum, let end):
      let sum = sum + bytes.count
      stage = sum > Self.lingerBytes ? .closed : .draining(bytes: sum, until: end)
      since = now
    case .answering, .sending, .flushing, .closed: break
    }
  }

  /// The client sends no more; it may still read.
  mutating func inputEnded() {
    hasInputEnded = true
    switch stage {
    case .reading: if !hasTurn, output.isEmpty { stage = .closed }
    case .streaming, .draining: stage = .closed
    case .answering, .sending, .flushing, .closed: break
    }
  }

  mutating func fail() { stage = .closed }

  mutating func wrote(_ count: Int, at now: Moment) {
    output.removeFirst(count)
    lastWrite = now
    if case .reading = stage, output.isEmpty, hasInputEnded, !hasTurn { stage = .closed }
  }

  mutating func shut(at now: Moment) {
    let end = now.advanced(byMilliseconds: Self.longestLingerMilliseconds)
    stage = hasInputEnded ? .closed : .draining(bytes: 0, until: end)
    since = now
  }

  /// The next request, when it is complete and the answer to the one before it is out. What is no
  /// request is answered here. `refusalOfFile`: why one whose headers are there may not bring a body
  /// larger than most; nil: it may.
  mutating func nextRequest(
    date: String, at now: Moment,
    refusalOfFile: (HTTPRequest, _ length: Int) -> HTTPResponse? = { _, _ in Self.tooLarge }
  ) -> HTTPRequest? {
    guard case .reading = stage, output.isEmpty, hasTurn else { return nil }
    hasTurn = false
    var outcome = parser.next()
    if case .offer(let request, let length) = outcome {
      if let refusal = refusalOfFile(request, length) {
        parser.refuseBody()
        write(refusal.bytes(framing: .closes, date: date), at: now)
        stage = .flushing
        return nil
      }
      parser.admitBody()
      outcome = parser.next()
    }
    switch outcome {
    case .request(let request):
      stage = .answering(
        Exchange(
          method: request.method, keepsConnection: request.keepsConnection,
          minorVersion: request.minorVersion))
      since = now
      return request
    case .needsMore, .offer:
      if hasInputEnded {
        stage = .closed
      } else if parser.awaitsContinue {
        parser.continueSent()
        write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), at: now)
      }
      return nil
    case .refused(let refusal):
      refuse(refusal.status, refusal.message, date: date, at: now)
      return nil
    }
  }

  /// What a body is told that nobody waits for.
  static var tooLarge: HTTPResponse {
    HTTPResponse(.contentTooLarge, .plain, HTTPRefusal.bodyTooLarge.message + "\n")
  }

  mutating func answer(_ response: HTTPResponse, date: String, at now: Moment) {
    guard case .answering(let exchange) = stage else { return }
    hasTurn = parser.pendingCount > 0
    let keeps = exchange.keepsConnection && (!hasInputEnded || hasTurn)
    // What follows on a connection that closes has no turn any more.
    hasTurn = hasTurn && keeps
    write(
      placed(response).bytes(
        framing: keeps ? .keepsConnection : .closes, date: date,
        withBody: exchange.method != .head),
      at: now)
    stage = keeps ? .reading : .flushing
    since = now
  }

  /// Before anything was asked.
  mutating func turnAway(_ response: HTTPResponse, date: String, at now: Moment) {
    write(response.bytes(framing: .closes, date: date), at: now)
    stage = .flushing
  }

  /// The answer will come with this ticket.
  mutating func wait(for action: PendingAction, ticket: UInt64) {
    guard case .answering(var exchange) = stage else { return }
    exchange.action = action
    exchange.ticket = ticket
    stage = .answering(exchange)
  }

  /// The answer will come when there is something to tell.
  mutating func hold() {
    guard case .answering(var exchange) = stage else { return }
    exchange.isHeld = true
    stage = .answering(exchange)
  }

  mutating func beginStream(
    in language: Language, isOwner: Bool, date: String, at now: Moment
  ) {
    guard case .answering = stage else { return }
    stage = .streaming(EventStream(language: language, isOwner: isOwner, at: now))
    write(HTTPResponse(.ok, .eventStream, "").bytes(framing: .streams, date: date), at: now)
  }

  /// The head now, each piece once the one before is taken.
  mutating func answer(
    _ response: HTTPResponse, in pieces: any AnswerPieces, date: String, at now: Moment
  ) {
    guard case .answering(let exchange) = stage else { return }
    let isChunked = exchange.minorVersion == 1
    hasTurn = false
    write(
      placed(response).bytes(
        framing: isChunked ? .pieces : .streams, date: date, withBody: false), at: now)
    stage = exchange.method == .head ? .flushing : .sending(pieces, isChunked: isChunked)
  }

  /// Whether `sendPiece` has something to do.
  var wantsPiece: Bool {
    guard case .sending = stage else { return false }
    return output.isEmpty
  }

  mutating func sendPiece(at now: Moment) {
    guard case .sending(var pieces, let isChunked) = stage, output.isEmpty else { return }
    do {
      guard let piece = try pieces.next() else {
        if isChunked { write(Array("0\r\n\r\n".utf8), at: now) }
        stage = .flushing
        return
      }
      stage = .sending(pieces, isChunked: isChunked)
      // An empty piece would say that it was the last.
      guard !piece.isEmpty else { return }
      write(
        isChunked
          ? Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
          : piece, at: now)
    } catch {
      stage = .closed
    }
  }

  /// When the stream will have something to send; nil: it has none, or is still busy with what it
  /// was sent.
  func streamDue(_ shop: ShopState?) -> Moment? {
    guard case .streaming(let stream) = stage, output.isEmpty else { return nil }
    return stream.due(shop, limits: limits)
  }

  /// It shows all there is, and waits for the next snapshot.
  func streamWaits(for shop: ShopState?) -> Bool {
    guard case .streaming(let stream) = stage, output.isEmpty else { return false }
    return !stream.isBehind(shop)
  }

  mutating func feedStream(_ shop: ShopState?, localTime: LocalTime, at now: Moment) {
    guard case .streaming(var stream) = stage, output.isEmpty else { return }
    let event = stream.next(shop, at: now, localTime: localTime, limits: limits)
    stage = .streaming(stream)
    if let event { write(event, at: now) }
  }

  /// The deadline has passed. Who waits for an action is answered by its owner, who knows how.
  mutating func timeOut(date: String, at now: Moment) {
    guard output.isEmpty else {
      stage = .closed
      return
    }
    switch stage {
    case .reading where parser.isWithinRequest:
      refuse(.requestTimeout, "The request did not come in time.", date: date, at: now)
    case .reading, .draining: stage = .closed
    case .answering, .streaming, .sending, .flushing, .closed: break
    }
  }

  private mutating func refuse(
    _ status: HTTPStatus, _ message: String, date: String, at now: Moment
  ) {
    let response = HTTPResponse(status, .plain, message + "\n")
    write(response.bytes(framing: .closes, date: date), at: now)
    stage = .flushing
  }

  /// With the zone of the shop's clock, by which whoever reads it shows its times.
  private func placed(_ response: HTTPResponse) -> HTTPResponse {
    timeZone.map { response.adding(TimeZoneName.header, $0) } ?? response
  }

  private mutating func write(_ bytes: [UInt8], at now: Moment) {
    if output.isEmpty { (lastWrite, outputSince) = (now, now) }
    output.append(bytes)
  }
}
