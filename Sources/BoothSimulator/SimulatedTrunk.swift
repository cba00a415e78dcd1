/// One way out to the provider, and the call on it as the provider has it.
struct SimulatedTrunk {
  enum Phase: Hashable {
    case idle
    /// Lifted; the digits are being sent.
    case dialling
    case ringing
    case busy
    case talking
    /// The far end is gone and the board has not let go yet: a second dial tone.
    case cleared
  }

  enum Event: Hashable {
    case dialled
    case answered
    case meteringPulse
    case farEndHangsUp
  }

  struct Due {
    var tick: UInt32
    var event: Event
  }

  var phase = Phase.idle
  var line: Int?
  var farEnd = FarEnd(.neverAnswers)
  /// A trunk out of order is refused when the board tries to seize it.
  var isOutOfOrder = false
  /// What happens by itself; at most one of each kind.
  var agenda: [Due] = []

  /// What comes through to the booth.
  var sound: Sound {
    switch phase {
    case .idle, .dialling: .silence
    case .ringing: .ringback
    case .busy: .busy
    case .talking: .voice
    case .cleared: .dialTone
    }
  }

  mutating func seize(for line: Int, digitCount: Int, farEnd: FarEnd, at tick: UInt32) {
    self.line = line
    self.farEnd = farEnd
    phase = .dialling
    let sending = farEnd.seizeMilliseconds &+ farEnd.digitMilliseconds &* UInt32(digitCount)
    agenda = [Due(tick: tick &+ sending, event: .dialled)]
  }

  mutating func release() {
    phase = .idle
    line = nil
    agenda = []
  }

  /// The digits are out: what the far end will do is now in the agenda. Not for a failed seizure.
  mutating func beginRinging(at tick: UInt32) {
    switch farEnd.outcome {
    case .answers(let after, _, _):
      phase = .ringing
      agenda = [Due(tick: tick &+ after, event: .answered)]
    case .neverAnswers, .noTrunkFree, .trunkFault: phase = .ringing
    case .busy: phase = .busy
    }
  }

  mutating func beginTalking(at tick: UInt32) {
    phase = .talking
    agenda = []
    guard case .answers(_, let signal, let hangsUpAfter) = farEnd.outcome else { return }
    if case .metering(let every) = signal {
      agenda.append(Due(tick: tick &+ max(1, every), event: .meteringPulse))
    }
    if let hangsUpAfter {
      agenda.append(Due(tick: tick &+ hangsUpAfter, event: .farEndHangsUp))
    }
  }

  /// Takes the earliest entry that is due, if any.
  mutating func takeDue(at tick: UInt32) -> Event? {
    guard
      let first = agenda.indices.min(by: {
        agenda[$0].tick.isBefore(agenda[$1].tick)
      }), !tick.isBefore(agenda[first].tick)
    else { return nil }
    return agenda.remove(at: first).event
  }
}

extension UInt32 {
  /// Order of two ticks less than 2^31 ms apart, across the wrap.
  func isBefore(_ other: UInt32) -> Bool { Int32(bitPattern: self &- other) < 0 }
}
