/// The command that waits for its answer.
struct CommandInFlight {
  let command: Command
  /// The technician's who asked for it; nil: the core did.
  var inquiry: UInt64?
  let sequence: UInt8
  var sendings = 1
  /// When it was last sent.
  var sent: Moment
  /// When it counts as lost.
  var expires: Moment

  /// So often it is sent before the session is given up.
  static let sendingLimit = 5
}

/// A technician's command.
struct Inquiry {
  let number: UInt64
  let command: Command
}

extension HostLink {
  /// Has it wait for its turn, or answers at once that it has no place on the wire.
  mutating func ask(_ inquiry: Inquiry) {
    guard isUp else { return }
    guard (try? Message.command(inquiry.command).frame()) != nil else {
      return effects.append(.told(inquiry.number, Response(result: .badField)))
    }
    session?.inquiry = inquiry
  }

  /// Puts a command in the queue, or answers at once why not.
  mutating func queue(_ command: Command) {
    guard isUp else { return }
    guard (try? Message.command(command).frame()) != nil else {
      return effects.append(.answered(command, Response(result: .badField)))
    }
    if let excess = session?.queue.add(command) {
      effects.append(.answered(excess, Response(result: .notAble)))
    }
  }

  /// Sends what is most urgent, when nothing waits for its answer that may not be abandoned.
  mutating func sendNextCommand(at now: Moment) {
    guard isUp, let waiting = session, !waiting.queue.isEmpty || waiting.inquiry != nil else {
      return
    }
    if let inFlight = waiting.inFlight {
      guard waiting.hasMoreUrgent(than: inFlight) else { return }
      session?.inFlight = nil
      abandon(inFlight)
    }
    if let inquiry = session?.inquiry, session?.queue.isUrgent == false {
      session?.inquiry = nil
      transmit(inquiry.command, for: inquiry.number, at: now)
    } else if let command = session?.queue.next() {
      transmit(command, at: now)
    }
  }

  /// What gave way is sent again later, unless a newer one is there.
  private mutating func abandon(_ inFlight: CommandInFlight) {
    if let number = inFlight.inquiry {
      if session?.inquiry == nil {
        session?.inquiry = Inquiry(number: number, command: inFlight.command)
      }
    } else if let excess = session?.queue.putBack(inFlight.command) {
      effects.append(.answered(excess, Response(result: .notAble)))
    }
  }

  mutating func transmit(
    _ command: Command, for inquiry: UInt64? = nil, at now: Moment
  ) {
    guard let sequence = session.map({ $0.lastSequence &+ 1 }), let timeout = session?.timeout
    else { return }
    session?.lastSequence = sequence
    session?.inFlight = CommandInFlight(
      command: command, inquiry: inquiry, sequence: sequence, sent: now,
      expires: now.advanced(byMilliseconds: timeout.milliseconds))
    send(.command(command), sequence: sequence, at: now)
    if let inquiry { effects.append(.asked(inquiry)) }
  }

  /// No answer came in time: sends the command again, or gives the session up.
  mutating func sendAgain(_ lost: CommandInFlight, at now: Moment) {
    guard lost.sendings < CommandInFlight.sendingLimit else {
      return lose(.commandUnanswered, at: now)
    }
    session?.timeout.backOff()
    guard let timeout = session?.timeout else { return }
    session?.inFlight = CommandInFlight(
      command: lost.command, inquiry: lost.inquiry, sequence: lost.sequence,
      sendings: lost.sendings + 1, sent: now,
      expires: now.advanced(byMilliseconds: timeout.milliseconds))
    counters.retransmissions += 1
    send(.command(lost.command), sequence: lost.sequence, at: now)
    if let inquiry = lost.inquiry { effects.append(.asked(inquiry)) }
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
    if let inquiry = inFlight.inquiry {
      effects.append(.told(inquiry, response))
    } else if isUp {
      effects.append(.answered(inFlight.command, response))
    } else {
      receiveSurvey(response, at: now)
    }
  }
}
