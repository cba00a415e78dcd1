internal import CBoardReference

/// The trunks: what the provider does, by itself or because someone said so.
extension SimulatedBoard {
  /// The reference seizes a trunk and sends the number on it.
  func seize(trunk: Int, for line: Int, digits: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !trunks[trunk].isOutOfOrder else { return false }
    let number = String(decoding: digits, as: UTF8.self)
    let farEnd = nextFarEnd[line] ?? network.farEnd(of: number)
    nextFarEnd[line] = nil
    trunks[trunk].seize(for: line, digitCount: digits.count, farEnd: farEnd, at: tick)
    lines[line].trunk = trunk
    notice(line, .seized(trunk: trunk, digits: number))
    return true
  }

  /// The reference lets go, or the power does.
  func letGo(trunk: Int) {
    guard let line = trunks[trunk].line else { return }
    trunks[trunk].release()
    lines[line].trunk = nil
    notice(line, .released(trunk: trunk))
  }

  /// What the far ends do by now.
  func runTrunks() {
    for trunk in trunks.indices where !trunks[trunk].agenda.isEmpty {
      // Let go in the middle of it, the agenda is empty and this ends.
      while let event = trunks[trunk].takeDue(at: tick), let line = trunks[trunk].line {
        perform(event, on: trunk, line: line)
        settle()
      }
    }
  }

  private func perform(_ event: SimulatedTrunk.Event, on trunk: Int, line: Int) {
    switch event {
    case .dialled: finishDialling(trunk, line: line)
    case .answered: answer(trunk, line: line)
    case .meteringPulse: sendMeteringPulse(trunk, line: line)
    case .farEndHangsUp: hangUpFarEnd(trunk, line: line)
    }
  }

  private func finishDialling(_ trunk: Int, line: Int) {
    switch trunks[trunk].farEnd.outcome {
    case .trunkFault:
      blp_board_connect_failed(reference, UInt8(line), UInt8(BLP_FAILED_TRUNK_FAULT), tick)
    case .noTrunkFree:
      blp_board_connect_failed(reference, UInt8(line), UInt8(BLP_FAILED_NO_TRUNK), tick)
    case .answers, .neverAnswers, .busy:
      trunks[trunk].beginRinging(at: tick)
      notice(line, .dialled(trunk: trunk))
      blp_board_seized(reference, UInt8(line), tick)
    }
  }

  private func answer(_ trunk: Int, line: Int) {
    var signal = FarEnd.Signal.polarity
    if case .answers(_, let usual, _) = trunks[trunk].farEnd.outcome { signal = usual }
    trunks[trunk].beginTalking(at: tick)
    notice(line, .answered(trunk: trunk, isSignalled: signal != .none))
    switch signal {
    case .polarity: blp_board_answer(reference, UInt8(line), UInt8(BLP_SIGNAL_POLARITY), tick)
    case .metering: tellMeteringPulse(trunk, line: line)
    case .none: break
    }
  }

  private func sendMeteringPulse(_ trunk: Int, line: Int) {
    if case .answers(_, .metering(let every), _) = trunks[trunk].farEnd.outcome {
      trunks[trunk].agenda.append(
        SimulatedTrunk.Due(tick: tick &+ max(1, every), event: .meteringPulse))
    }
    tellMeteringPulse(trunk, line: line)
  }

  private func tellMeteringPulse(_ trunk: Int, line: Int) {
    notice(line, .meteringPulse(trunk: trunk))
    blp_board_metering_pulse(reference, UInt8(line), tick)
  }

  private func hangUpFarEnd(_ trunk: Int, line: Int) {
    trunks[trunk].phase = .cleared
    trunks[trunk].agenda = []
    notice(line, .farEndHungUp(trunk: trunk))
    blp_board_far_end_hang_up(reference, UInt8(line), tick)
  }

  // MARK: What a person or a test may do

  /// The far end of the line's call answers now.
  /// - Returns: false when no call of this line is ringing.
  package func answer(line: Int) -> Bool {
    guard let trunk = lines[line].trunk, trunks[trunk].phase == .ringing else { return false }
    answer(trunk, line: line)
    react()
    return true
  }

  /// The far end of the line's call hangs up now.
  /// - Returns: false when the line has no call.
  package func farEndHangsUp(line: Int) -> Bool {
    guard let trunk = lines[line].trunk else { return false }
    hangUpFarEnd(trunk, line: line)
    react()
    return true
  }

  /// One metering pulse comes down the line's trunk now.
  /// - Returns: false when the line has no call.
  package func meteringPulse(line: Int) -> Bool {
    guard let trunk = lines[line].trunk else { return false }
    tellMeteringPulse(trunk, line: line)
    react()
    return true
  }

  /// The trunk breaks down under the line's call.
  /// - Returns: false when the line has no call.
  package func trunkFault(line: Int) -> Bool {
    guard lines[line].trunk != nil else { return false }
    blp_board_trunk_fault(reference, UInt8(line), tick)
    react()
    return true
  }

  /// Takes a trunk, or all of them, out of order, or puts them back; calls that hold one keep it.
  /// - Parameter wanted: from 0; nil: all.
  /// - Returns: false when the board has no such trunk.
  package func setOutOfOrder(_ isOut: Bool, trunk wanted: Int?) -> Bool {
    if let wanted, !trunks.indices.contains(wanted) { return false }
    for trunk in trunks.indices where wanted ?? trunk == trunk {
      trunks[trunk].isOutOfOrder = isOut
    }
    return true
  }
}
