import BoothSimulator
import Glibc
import Synchronization

/// Prints what happens in the shop, when it is on.
final class EventLog: Sendable {
  private let isOn: Atomic<Bool>

  init(isOn: Bool) { self.isOn = Atomic(isOn) }

  func setOn(_ isOn: Bool) { self.isOn.store(isOn, ordering: .relaxed) }

  func write(_ notice: BoardNotice) {
    guard isOn.load(ordering: .relaxed) else { return }
    let place = notice.line.map { "booth \($0 + 1)" } ?? "board"
    Standard.output("event \(notice.tick) \(place) \(notice.kind.words)")
  }
}

extension BoardNotice.Kind {
  fileprivate var words: String {
    switch self {
    case .lifted: "lifted"
    case .hungUp: "hung-up"
    case .digit(let digit): "digit \(Character(Unicode.Scalar(digit)))"
    case .tone(let tone): "tone \(tone)"
    case .display(let row, let text): "display row \(row + 1) \"\(text)\""
    case .ringing(let isOn): isOn ? "ringing" : "ringing-stopped"
    case .seized(let trunk, let digits): "seized trunk \(trunk + 1) \(digits)"
    case .dialled(let trunk): "dialled trunk \(trunk + 1)"
    case .answered(let trunk, let isSignalled):
      "answered trunk \(trunk + 1)" + (isSignalled ? "" : " unsignalled")
    case .meteringPulse(let trunk): "metering-pulse trunk \(trunk + 1)"
    case .farEndHungUp(let trunk): "far-end-hung-up trunk \(trunk + 1)"
    case .released(let trunk): "released trunk \(trunk + 1)"
    case .passedDigit(let trunk, let digit):
      "passed-digit trunk \(trunk + 1) \(Character(Unicode.Scalar(digit)))"
    case .sessionBegan: "session-began"
    case .sessionEnded: "session-ended"
    case .restarted(let bootID): "restarted boot \(bootID)"
    case .powerLost: "power-lost"
    case .unplugged: "unplugged"
    case .plugged: "plugged"
    }
  }
}
