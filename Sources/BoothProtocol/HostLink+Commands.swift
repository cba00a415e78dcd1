/// The command that waits for its answer.
struct CommandInFlight {
  let command: Command
  /// The number of the technician's command; nil: it is the core's.
  var asked: UInt64?
  let sequence: UInt8
  var sendings = 1
  /// When it was last sent.
  var sent: Moment
  /// When it counts as lost.
  var expires: Moment

  /// So often it is sent before the session is given up.
  static let sendingLimit = 5
}

extension HostLink {
  /// Puts a command in the queue, or answers at once why not.
  mutating func queue(_ command: Command) {
    guard isUp else { return }
    guard (try? Message.command(command).frame()) != nil else {
      return effects.append(.answered(command, Response(result: .badField)))
    }
    let excess = session?.queue.add(command)
    if let excess { effects.append(.answered(excess, Response(result: .notAble))) }
    if case .connect(let line, _, _, _, _) = command, excess != command {
      withdrawWhatDisturbs(callOn: line)
    }
  }

  /// Sends what is most urgent, when nothing waits for its answer that may not be abandoned.
  mutating func sendNextCommand(at now: Moment) {
    guard isUp, let waiting = session, !waiting.queue.isEmpty || waiting.asked != nil else {
      return
    }
    if let inFlight = waiting.inFlight {
      guard waiting.hasMoreUrgent(than: inFlight) else { return }
      session?.inFlight = nil
      abandon(inFlight)
    }
    if let asked = session?.asked, session?.queue.isUrgent == false {
      session?.asked = nil
      transmit(asked.command, for: asked.number, at: now)
    } else if let command = session?.queue.next() {
      transmit(command, at: now)
    }
  }

  /// What gave way is sent again later, unless a newer one is there.
  private mutating func abandon(_ inFlight: CommandInFlight) {
    if let number = inFlight.asked {
      if session?.asked == nil {
        session?.asked = TechnicianCommand(number: number, command: inFlight.command)
      }
    } else if let excess = session?.queue.putBack(inFlight.command) {
      effects.append(.answered(excess, Response(result: .notAble)))
    }
  }

  mutating func transmit(
    _ command: Command, for asked: UInt64? = nil, at now: Moment
  ) {
    guard let sequence = session.map({ $0.lastSequence &+ 1 }), let timeout = session?.timeout
    else { return }
    session?.lastSequence = sequence
    session?.inFlight = CommandInFlight(
      command: command, asked: asked, sequence: sequence, sent: now,
      expires: now.advanced(byMilliseconds: timeout.milliseconds))
    send(.command(command), sequence: sequence, at: now)
    if let asked { effects.append(.asked(asked)) }
  }

  /// No answer came in time: sends the command again, or gives the session up.
  mutating func sendAgain(_ lost: CommandInFlight, at now: Moment) {
    guard lost.sendings < CommandInFlight.sendingLimit else {
      return lose(.commandUnanswered, at: now)
    }
    session?.timeout.backOff()
    guard let timeout = session?.timeout else { return }
    session?.inFlight = CommandInFlight(
      command: lost.command, asked: lost.asked, sequence: lost.sequence,
      sendings: lost.sendings + 1, sent: now,
      expires: now.advanced(byMilliseconds: timeout.milliseconds))
    counters.retransmissions += 1
    send(.command(lost.command), sequence: lost.sequence, at: now)
    if let asked = lost.asked { effects.append(.asked(asked)) }
  }

  mutating func receive(
    _ response: Response, to type: MessageType, sequence: UInt8, at now: Moment
  ) {
    guard let inFlight = session?.inFlight, inFlight.sequence == sequence,
      inFlight.command.type == type
    else {
      // An answer that came twice, or to a command that was abandoned.
      counters.strayFrames += 1
      return
    }
    if inFlight.sendings == 1 {
      session?.timeout.measured(roundTripMilliseconds: now.milliseconds(since: inFlight.sent))
    }
    session?.inFlight = nil
    if let asked = inFlight.asked {
      effects.append(.told(asked, response))
    } else if isUp {
      effects.append(.answered(inFlight.command, response))
    } else {
      receiveSurvey(response, at: now)
    }
  }
}
