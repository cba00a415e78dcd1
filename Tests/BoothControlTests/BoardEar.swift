import BoothControl
import BoothProtocol
import Testing

/// A board's ear for the tones it is told to play: in every script of every test none may be one
/// that a board refuses, for it would sound over a call.
struct BoardEar {
  private var lines: [Int: Stage] = [:]

  private enum Stage {
    case unanswered
    case talking

    func takes(_ tone: Tone) -> Bool {
      switch tone {
      case .silence, .warning: true
      case .ringback: self == .unanswered
      case .dial, .busy, .congestion, .refusal: false
      }
    }
  }

  mutating func listen(to input: Exchange.Input, _ effects: [Exchange.Effect]) {
    switch input {
    case .boardConnected(_, let reports): follow(reports)
    case .boardEvent(_, let event): follow(event.kind)
    case .boardAnswered(_, .connect(let line, _, _, _, _), let response):
      if response.result != .done { lines[line] = nil }
    default: break
    }
    for case .command(_, let command) in effects {
      switch command {
      case .connect(let line, _, _, _, _): lines[line] = .unanswered
      case .tone(let line, let tone, _):
        if let stage = lines[line], !stage.takes(tone) {
          Issue.record("tone \(tone) over the call of line \(line)")
        }
      default: break
      }
    }
  }

  private mutating func follow(_ reports: [LineReport]) {
    for report in reports {
      switch report.state {
      case .seizing, .connected: lines[report.line] = .unanswered
      case .talking: lines[report.line] = .talking
      case .onHook, .offHook, .released, .fault, .ringing: lines[report.line] = nil
      }
    }
  }

  private mutating func follow(_ event: BoardEvent.Kind) {
    switch event {
    case .seized(let line, _, _, _): lines[line] = .unanswered
    case .answered(let line, _, _): lines[line] = .talking
    case .onHook(let line), .released(let line, _, _, _), .connectFailed(let line, _, _),
      .lineFault(let line, _):
      lines[line] = nil
    // Digits are told only where there is no call.
    case .digit(let line, _, _): lines[line] = nil
    case .offHook, .flash, .metering, .power, .boot, .gap, .loopOpen, .unknown: break
    }
  }
}
