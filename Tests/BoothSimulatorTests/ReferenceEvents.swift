import CBoardReference

/// An event of the board, as a host reads it.
struct BoardTells: Hashable {
  enum What: Hashable {
    case offHook
    case onHook
    case digit(String, method: Int)
    case flash
    case seized(call: UInt32, trunk: Int, digits: String)
    case answered(call: UInt32, signal: Int)
    case metering(call: UInt32, pulses: Int)
    case released(call: UInt32, cause: Int, pulses: Int)
    case connectFailed(call: UInt32, reason: Int)
    case lineFault(Int)
    case power(state: Int, millivolts: Int)
    case boot(cause: Int)
    case gap(lost: UInt32, firstTick: UInt32)
    case loopOpen
    case other(type: Int)
  }

  var what: What
  var line: Int
  var tick: UInt32

  init(_ what: What, line: Int, at tick: UInt32) {
    self.what = what
    self.line = line
    self.tick = tick
  }

  init(_ event: blp_event) {
    line = Int(event.line)
    tick = event.tick
    what =
      switch Int(event.type) {
      case BLP_OFF_HOOK: .offHook
      case BLP_ON_HOOK: .onHook
      case BLP_DIGIT: .digit(String(Unicode.Scalar(event.digit)), method: Int(event.method))
      case BLP_FLASH: .flash
      case BLP_LOOP_OPEN: .loopOpen
      case BLP_SEIZED:
        .seized(call: event.call, trunk: Int(event.trunk), digits: Self.digits(of: event))
      case BLP_ANSWERED: .answered(call: event.call, signal: Int(event.signal))
      case BLP_METERING: .metering(call: event.call, pulses: Int(event.pulses))
      case BLP_RELEASED:
        .released(call: event.call, cause: Int(event.cause), pulses: Int(event.pulses))
      case BLP_CONNECT_FAILED: .connectFailed(call: event.call, reason: Int(event.reason))
      case BLP_LINE_FAULT: .lineFault(Int(event.fault))
      case BLP_POWER: .power(state: Int(event.power), millivolts: Int(event.millivolts))
      case BLP_BOOT: .boot(cause: Int(event.cause))
      case BLP_GAP: .gap(lost: event.lost, firstTick: event.first_tick)
      case let type: .other(type: type)
      }
  }

  private static func digits(of event: blp_event) -> String {
    withUnsafeBytes(of: event.digits) {
      String(decoding: $0.prefix(Int(event.count)), as: UTF8.self)
    }
  }
}
