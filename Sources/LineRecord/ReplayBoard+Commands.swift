internal import BoothProtocol

extension ReplayBoard {
  /// The most lines one response tells of.
  private static let linesInResponse = 7

  /// Executes a command that is new, and repeats the answer to the last one.
  mutating func obey(_ frame: Frame, _ message: Message?, at now: Moment) {
    let ahead = frame.sequence &- lastSequence
    if ahead == 0, let lastResponse { return send(lastResponse, at: now) }
    guard (1...127).contains(ahead) else { return }
    lastSequence = frame.sequence
    let payload: [UInt8]
    if case .command(let command)? = message {
      let response = Message.response(to: command.type, response(to: command, frame))
      payload = (try? response.frame().payload) ?? [CommandResult.badField.rawValue]
    } else {
      let isKnown = MessageType(rawValue: frame.type).map { 0x40...0x4A ~= $0.rawValue } ?? false
      payload = [(isKnown ? CommandResult.badField : .unknownType).rawValue]
    }
    let answer = Frame(
      direction: .boardToHost, kind: .response, sequence: frame.sequence,
      acknowledgement: lastSequence, session: session, type: frame.type, payload: payload)
    lastResponse = answer
    send(answer, at: now)
  }

  private mutating func response(to command: Command, _ frame: Frame) -> Response {
    switch command {
    case .readLines(let first):
      guard lines.indices.contains(first) else { return Response(result: .noSuchLine) }
      let reports = Array(lines[first...].prefix(Self.linesInResponse))
      return Response(result: .done, detail: .lines(first: first, reports))
    case .connect(let line, let call, _, let grant, _): return connect(line, call, grant)
    case .configure:
      configurationCRC = CRC32C.checksum(of: frame.payload)
      return Response(result: .done, detail: .configured(crc: configurationCRC))
    case .lineTest, .statistics:
      // With nothing recorded there is nothing to tell.
      return script.responses[command.type] ?? Response(result: .notAble)
    case .tone, .lease, .cut, .ring, .display, .reset:
      return script.responses[command.type] ?? Response(result: .done)
    }
  }

  /// The next call that was recorded on that line is this one; a call that was not is refused.
  private mutating func connect(_ line: Int, _ call: CallID, _ grant: TalkGrant) -> Response {
    if lines.contains(where: { $0.line == line && $0.call == call }) {
      return Response(result: .done)
    }
    let next = boot.connects.indices.first {
      boot.connects[$0].line == line && liveCalls[$0] == nil
        && boot.isOfHost(boot.connects[$0].call)
    }
    guard let next, lines.indices.contains(line), lines[line].state == .offHook,
      !liveCalls.contains(call.rawValue)
    else {
      return Response(result: .wrongState)
    }
    liveCalls[next] = call.rawValue
    waitingSince = nil
    let response = boot.connects[next].response ?? Response(result: .done)
    guard response.result == .done else { return response }
    lines[line].state = .seizing
    lines[line].call = call
    if case .leased(let milliseconds, _) = grant { lines[line].leaseMilliseconds = milliseconds }
    return response
  }
}
