/// A technician's command, named by a number so that its answer finds the way back.
struct TechnicianCommand {
  let number: UInt64
  let command: Command
}

extension HostLink {
  /// Has it wait for its turn, or answers at once that it has no place on the wire.
  mutating func ask(_ asked: TechnicianCommand) {
    guard isUp else { return }
    guard (try? Message.command(asked.command).frame()) != nil else {
      return effects.append(.told(asked.number, Response(result: .badField)))
    }
    session?.asked = asked
  }

  /// One that waits does not go out any more, and one that is in flight not again.
  mutating func withdraw(_ number: UInt64) {
    if session?.asked?.number == number { session?.asked = nil }
    if session?.inFlight?.asked == number { session?.inFlight = nil }
  }

  /// A call begins on a line. What was asked while there was none must not come behind its CONNECT
  /// and end or disturb it, neither late nor because it is sent once more.
  mutating func withdrawWhatDisturbs(callOn line: Int) {
    withdraw { $0.disturbs(callOn: line) }
  }

  /// Somebody lifts, and what he dials would be lost.
  mutating func withdrawRestart() {
    withdraw { $0 == .reset }
  }

  private mutating func withdraw(where isWithdrawn: (Command) -> Bool) {
    let waiting = session?.asked
    let sent = session?.inFlight.flatMap { inFlight in
      inFlight.asked.map { TechnicianCommand(number: $0, command: inFlight.command) }
    }
    for asked in [sent, waiting].compactMap(\.self) where isWithdrawn(asked.command) {
      withdraw(asked.number)
      effects.append(.withdrawn(asked.number))
    }
  }
}

extension Command {
  /// Whether a call on a line would hear or show it, or end by it; `line` from 0.
  package func disturbs(callOn line: Int) -> Bool {
    switch self {
    case .tone(let own, _, _), .ring(let own, _, _), .lineTest(let own), .cut(let own, _, _),
      .connect(let own, _, _, _, _), .display(let own, _, _, _, _):
      own == line
    case .reset, .configure: true
    case .lease(let renewals): renewals.contains { $0.line == line }
    case .readLines, .statistics: false
    }
  }
}
