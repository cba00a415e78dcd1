package import BoothProtocol

/// What a recording tells of a board, so that it can be told again.
package struct ReplayScript: Hashable, Sendable {
  package internal(set) var boots: [Boot] = []
  /// Events that are in the recording and cannot be told, since one before them is not.
  package internal(set) var untellableCount = 0
  /// What each command but CONNECT was answered, by its type: what was done rather than what was
  /// refused.
  var responses: [MessageType: Response] = [:]

  /// One boot of the board, from its first handshake in the recording on.
  package struct Boot: Hashable, Sendable {
    /// As the board gave it in the first handshake.
    var acknowledgement: HelloAcknowledgement
    var session: UInt8
    /// How the lines were then.
    var lines: [LineReport] = []
    /// Numbered one after the other.
    package internal(set) var events: [Event] = []
    var connects: [Connect] = []

    /// Whether the host of the recording has made this call, so that another host will.
    func isOfHost(_ call: UInt32) -> Bool {
      !lines.contains { $0.call?.rawValue == call } && connects.contains { $0.call == call }
    }
  }

  /// An event as it was on the wire.
  package struct Event: Hashable, Sendable {
    package var number: UInt32
    package var tick: UInt32
    var type: UInt8
    var payload: [UInt8]
    var kind: BoardEvent.Kind
    /// The host's last CONNECT for its line before it, as a place in `connects`.
    var connect: Int?
  }

  /// A call of the recorded host, and what its first CONNECT was answered; nil: nothing.
  struct Connect: Hashable, Sendable {
    var line: Int
    var call: UInt32
    var sequence: UInt8
    var response: Response?
  }

  package var eventCount: Int { boots.reduce(0) { $0 + $1.events.count } }

  /// Reads a recording of one board.
  package init(_ recording: LineRecording) throws(ReplayFault) {
    // A frame that came in several runs is put together for each port by itself.
    var decoders = [LineDecoder](repeating: LineDecoder(), count: recording.lines.count)
    for record in recording.records {
      guard case .frame(let frame, let message?) = decoders[record.line].take(record.run) else {
        continue
      }
      try take(frame, message)
    }
    guard !boots.isEmpty else { throw .noHandshake }
    // The recording ended in a handshake.
    if let last = boots.last, boots.count > 1, !last.isSurveyed, last.events.isEmpty {
      boots.removeLast()
    }
    for index in boots.indices {
      guard boots[index].isSurveyed else {
        throw .noSurvey(bootID: boots[index].acknowledgement.identity.bootID)
      }
      untellableCount += boots[index].dropUntellable()
    }
  }

  private mutating func take(_ frame: Frame, _ message: Message) throws(ReplayFault) {
    if case .helloAcknowledgement(let acknowledgement) = message {
      return try greet(acknowledgement, session: frame.session)
    }
    guard let boot = boots.indices.last else { return }
    switch message {
    case .event(let event): boots[boot].add(frame, event)
    case .command(.connect(let line, let call, _, _, _)):
      boots[boot].add(
        Connect(line: line, call: call.rawValue, sequence: frame.sequence, response: nil))
    case .response(.connect, let response):
      boots[boot].answerConnect(response, sequence: frame.sequence)
    case .response(.readLines, let response): boots[boot].survey(response)
    case .response(let type, let response):
      if responses[type] == nil || (responses[type]?.result != .done && response.result == .done) {
        responses[type] = response
      }
    case .hello, .helloAcknowledgement, .announce, .command, .acknowledgement, .ping, .pong: break
    }
  }

  private mutating func greet(
    _ acknowledgement: HelloAcknowledgement, session: UInt8
  ) throws(ReplayFault) {
    guard acknowledgement.result == .accepted else { return }
    let identity = acknowledgement.identity
    if let known = boots.last?.acknowledgement.identity {
      guard known.uid == identity.uid else { throw .severalBoards(known.uid, identity.uid) }
      guard known.bootID != identity.bootID else { return }
    }
    guard (1...BoardIdentity.maximumLines).contains(identity.lineCount),
      identity.oldestEvent <= identity.nextEvent
    else { throw .badHandshake(bootID: identity.bootID) }
    boots.append(Boot(acknowledgement: acknowledgement, session: max(1, session)))
  }
}

extension ReplayScript.Boot {
  fileprivate var isSurveyed: Bool { lines.count == acknowledgement.identity.lineCount }

  /// Each event once, in the order of their numbers: those sent again and those that overtook one
  /// that was lost find their place.
  fileprivate mutating func add(_ frame: Frame, _ event: BoardEvent) {
    let place = events.lastIndex { $0.number <= event.number }
    if let place, events[place].number == event.number { return }
    let entry = ReplayScript.Event(
      number: event.number, tick: UInt32(truncatingIfNeeded: event.tick.milliseconds),
      type: frame.type, payload: frame.payload, kind: event.kind,
      connect: event.kind.line.flatMap { line in connects.lastIndex { $0.line == line } })
    events.insert(entry, at: place.map { $0 + 1 } ?? 0)
  }

  fileprivate mutating func add(_ connect: ReplayScript.Connect) {
    guard let known = connects.firstIndex(where: { $0.call == connect.call }) else {
      return connects.append(connect)
    }
    // It was abandoned for something more urgent, and came again under another number.
    if connects[known].response == nil { connects[known].sequence = connect.sequence }
  }

  fileprivate mutating func answerConnect(_ response: Response, sequence: UInt8) {
    let asked = connects.lastIndex { $0.sequence == sequence && $0.response == nil }
    if let asked { connects[asked].response = response }
  }

  fileprivate mutating func survey(_ response: Response) {
    guard case .lines(let first, let reports) = response.detail, first == lines.count,
      lines.count + reports.count <= acknowledgement.identity.lineCount
    else { return }
    lines += reports
  }

  /// Events behind a hole are never taken by a host; how many there are.
  fileprivate mutating func dropUntellable() -> Int {
    guard let first = events.first else { return 0 }
    let told = events.enumerated().prefix { $1.number - first.number == UInt32($0) }.count
    defer { events.removeLast(events.count - told) }
    return events.count - told
  }
}

/// Why a recording cannot be replayed.
package enum ReplayFault: Error, Hashable, Sendable, CustomStringConvertible {
  case noHandshake
  case noSurvey(bootID: UInt32)
  case badHandshake(bootID: UInt32)
  case severalBoards(BoardUID, BoardUID)

  package var description: String {
    switch self {
    case .noHandshake:
      "no accepted HELLO_ACK in it, expected a recording in which a session begins (that of an "
        + "earlier file can be put before it: cat A.pcapng B.pcapng)"
    case .noSurvey(let bootID):
      "boot \(bootID): the answers to READ_LINES are not all in it, expected those of every line"
    case .badHandshake(let bootID): "boot \(bootID): its HELLO_ACK makes no sense"
    case .severalBoards(let first, let second):
      "two boards in it, \(first) and \(second), expected one"
    }
  }
}
