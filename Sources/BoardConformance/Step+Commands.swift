internal import BoothProtocol

/// Commands and their responses.
extension Step {
  /// Sends a command with the next sequence number and waits for its response, which is kept.
  static func command(
    _ type: MessageType, results: [UInt8] = [0], as what: String = "",
    _ payload: @escaping @Sendable (Bench) -> [UInt8] = { _ in [] }
  ) -> Step {
    .group([.sendCommand(type, ahead: 1, payload), .responded(type, results: results, as: what)])
  }

  /// - Parameter ahead: of the latest command; 0 repeats its number.
  static func sendCommand(
    _ type: MessageType, ahead: UInt8 = 1,
    _ payload: @escaping @Sendable (Bench) -> [UInt8] = { _ in [] }
  ) -> Step {
    .act { bench in
      bench.sequence &+= ahead
      bench.send(bench.frame(.command, type, payload(bench), sequence: bench.sequence))
    }
  }

  static func responded(
    _ type: MessageType, results: [UInt8] = [0], as what: String = ""
  ) -> Step {
    .responded(type: type.rawValue, results: results, as: what)
  }

  /// The response to the latest command.
  static func responded(type: UInt8, results: [UInt8] = [0], as what: String = "") -> Step {
    let allowed = results.map { "\($0)" }.joined(separator: " or ")
    let words =
      "\(FrameText.name(type)) response with result \(allowed)"
      + (what.isEmpty ? "" : " to \(what)")
    return .expect(
      Expectation(what: words, milliseconds: 1000) { bench in
        let sequence = bench.sequence
        guard
          let response = bench.fresh.first(where: { $0.isResponse(to: sequence, type: type) })
        else { return .notYet }
        guard let result = response.frame.payload.first, results.contains(result) else {
          return .broken(came: FrameText.result(response.frame.payload.first))
        }
        bench.responses.append(response.frame.payload)
        return .met
      })
  }

  /// A command is refused.
  static func refused(
    _ type: MessageType, _ result: UInt8, as what: String,
    _ payload: @escaping @Sendable (Bench) -> [UInt8]
  ) -> Step {
    .command(type, results: [result], as: what, payload)
  }

  /// READ_LINES with a seq from before is not answered; the bench's own count stays.
  static func behind(by distance: UInt8) -> Step {
    .group([
      .send { bench in
        bench.frame(.command, .readLines, [0], sequence: bench.sequence &- distance)
      },
      .noAnswer(to: "a command \(distance) behind the last"),
    ])
  }

  // MARK: Configuration

  /// The configuration of the checks: the set delay answers after a second, the number that is
  /// dialled is the only emergency number. Nothing is sent when it is in force already.
  static func configured(
    flash: (minimum: UInt16, maximum: UInt16) = (80, 700), signals: AnswerSignals = .setDelay,
    delaySeconds: UInt8 = 1
  ) -> Step {
    .expand { bench in
      let payload = Payload.configuration(
        flash: flash, signals: signals, delaySeconds: delaySeconds, emergency: [bench.number])
      let checksum = CRC32C.checksum(of: payload)
      guard bench.configurationCRC != checksum else { return [] }
      return [
        .command(.configure, as: "the configuration of the checks") { _ in payload },
        .act { $0.configurationCRC = checksum },
      ]
    }
  }

  // MARK: The state of the line

  /// Reads the line under test.
  static func lineIs(
    _ what: String, _ fits: @escaping @Sendable (Bench, LineEntry) -> Bool
  ) -> Step {
    .group([
      .command(.readLines) { [$0.line] },
      .verify(expected: "READ_LINES: \(what)") { bench in
        guard let entry = LineEntry(inResponse: bench.responses.last ?? [], at: 0) else {
          return "a response too short for one line"
        }
        return fits(bench, entry) ? nil : entry.text
      },
    ])
  }

  static func lineState(_ states: UInt8...) -> Step {
    let names = states.map { "\($0)" }.joined(separator: " or ")
    return .lineIs("state \(names)") { _, entry in states.contains(entry.state) }
  }
}

/// One line as READ_LINES has it.
struct LineEntry {
  var state: UInt8
  var call: UInt32
  var answeredTick: UInt32
  var lease: UInt16
  var trunk: UInt8

  static let size = 12
  /// `result, first, count` stand before the entries.
  static let offset = 3

  init?(inResponse payload: [UInt8], at index: Int) {
    let start = Self.offset + index * Self.size
    guard payload.count >= start + Self.size, let call = payload.u32(at: start + 1),
      let answeredTick = payload.u32(at: start + 5), let lease = payload.u16(at: start + 9)
    else { return nil }
    state = payload[start]
    self.call = call
    self.answeredTick = answeredTick
    self.lease = lease
    trunk = payload[start + 11]
  }

  var text: String {
    "state \(state), callID \(call), answeredTick \(answeredTick), lease \(lease), trunk \(trunk)"
  }
}
