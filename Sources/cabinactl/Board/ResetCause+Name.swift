import BoothProtocol

extension ResetCause {
  /// As answers have it.
  var answerName: String {
    switch self {
    case .unknown: "unknown"
    case .powerOn: "power on"
    case .brownOut: "brown out"
    case .watchdog: "watchdog"
    case .resetPin: "reset pin"
    case .hostCommand: "host command"
    case .firmwareFault: "firmware fault"
    }
  }

  init?(answerName name: String) {
    let known = (0...6).compactMap { ResetCause(rawValue: $0) }
    guard let cause = known.first(where: { $0.answerName == name }) else { return nil }
    self = cause
  }
}
