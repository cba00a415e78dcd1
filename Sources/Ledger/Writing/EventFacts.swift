internal import BoothProtocol

/// An event as the log has it: a name, whom it concerns, and the rest in words. The log is there to
/// know an event again and for people to read; calls are told by their own entries.
struct EventFacts: Hashable {
  var name: String
  var line: Int?
  var call: CallID?
  var detail: String?

  private init(_ name: String, line: Int? = nil, call: CallID? = nil, _ detail: String? = nil) {
    self.name = name
    self.line = line
    self.call = call
    self.detail = detail
  }

  init(_ kind: BoardEvent.Kind) {
    self =
      switch kind {
      case .offHook(let line): .init("offHook", line: line)
      case .onHook(let line): .init("onHook", line: line)
      // Which digit it was is left out: those of dialling are in the call, others may be a PIN.
      case .digit(let line, _, let method): .init("digit", line: line, "\(method)")
      case .flash(let line): .init("flash", line: line)
      case .seized(let line, let call, let trunk, let digits):
        .init(
          "seized", line: line, call: call,
          "trunk \(trunk)\(digits.isEmpty ? "" : " digits \(digits)")")
      case .answered(let line, let call, let signal):
        .init("answered", line: line, call: call, "\(signal)")
      case .metering(let line, let call, let pulses):
        .init("metering", line: line, call: call, "pulses \(pulses)")
      case .released(let line, let call, let cause, let pulses):
        .init("released", line: line, call: call, "\(cause) pulses \(pulses)")
      case .connectFailed(let line, let call, let reason):
        .init("connectFailed", line: line, call: call, "\(reason)")
      case .lineFault(let line, let fault): .init("lineFault", line: line, "\(fault)")
      case .power(let state, let millivolts): .init("power", "\(state) \(millivolts) mV")
      case .boot(let cause): .init("boot", "\(cause)")
      case .gap(let lost, let firstTick):
        .init("gap", "lost \(lost) from tick \(firstTick.milliseconds)")
      case .loopOpen(let line): .init("loopOpen", line: line)
      case .unknown(let type): .init("unknown", "type \(type)")
      }
  }
}
