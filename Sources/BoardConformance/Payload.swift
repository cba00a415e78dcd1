internal import BoothProtocol

/// Payloads of commands, with whatever is put into them (§ 4).
enum Payload {
  /// The longest there is: a check that does not speak of leases must not run into one.
  static let longLease: UInt16 = 65_535
  static let noLimit = UInt32.max

  static func hello(
    versions: ClosedRange<UInt8>, nonce: UInt32, features: UInt32
  ) -> [UInt8] {
    fields([versions.lowerBound, versions.upperBound], nonce.wireBytes, features.wireBytes)
  }

  static func tone(line: UInt8, _ tone: UInt8, milliseconds: UInt16 = 0) -> [UInt8] {
    [line, tone] + milliseconds.wireBytes
  }

  /// - Parameters:
  ///   - nextEvent: up to where the log was read; as it stands, everything.
  ///   - count: said to follow; nil: as many as do.
  static func connect(
    line: UInt8, flags: UInt8 = 0, call: UInt32, lease: UInt16 = longLease,
    talkLimit: UInt32 = noLimit, nextEvent: UInt32 = .max, count: UInt8? = nil, digits: [UInt8]
  ) -> [UInt8] {
    fields(
      [line, flags], call.wireBytes, lease.wireBytes, talkLimit.wireBytes, nextEvent.wireBytes,
      [count ?? UInt8(digits.count)], digits)
  }

  static func lease(
    line: UInt8, call: UInt32, lease: UInt16, talkLimit: UInt32 = noLimit, count: UInt8 = 1
  ) -> [UInt8] {
    fields([count, line], call.wireBytes, lease.wireBytes, talkLimit.wireBytes)
  }

  static func cut(line: UInt8, call: UInt32, tone: UInt8 = 0) -> [UInt8] {
    [line] + call.wireBytes + [tone]
  }

  static func ring(line: UInt8, on: UInt8, milliseconds: UInt16 = 0) -> [UInt8] {
    [line, on] + milliseconds.wireBytes
  }

  static func display(
    line: UInt8, row: UInt8, column: UInt8, flags: UInt8 = 0, _ text: [UInt8]
  ) -> [UInt8] {
    [line, row, column, flags] + text
  }

  static func configuration(
    flash: (minimum: UInt16, maximum: UInt16) = (80, 700), signals: AnswerSignals = .setDelay,
    delaySeconds: UInt8 = 1, emergency: [[UInt8]]
  ) -> [UInt8] {
    fields(
      flash.minimum.wireBytes, flash.maximum.wireBytes,
      [signals.rawValue, delaySeconds, UInt8(emergency.count)],
      emergency.flatMap { [UInt8($0.count)] + $0 })
  }

  /// One behind the other.
  private static func fields(_ parts: [UInt8]...) -> [UInt8] { parts.flatMap { $0 } }
}
