internal import CBoardReference

/// What the reference asks of the hardware. The functions below run inside a call of the reference,
/// so they change only what the class keeps beside it and never call the reference back.
extension SimulatedBoard {
  static let callbacks = blp_hardware(
    write: { context, bytes, count in
      board(context).send(UnsafeBufferPointer(start: bytes, count: count))
    },
    seize: { context, line, trunk, digits, count in
      board(context).seize(
        trunk: Int(trunk), for: Int(line),
        digits: UnsafeBufferPointer(start: digits, count: Int(count)))
    },
    release: { context, _, trunk in board(context).letGo(trunk: Int(trunk)) },
    tone: { context, line, tone in board(context).play(tone, on: Int(line)) },
    display: { context, line, row, column, text, count in
      let board = board(context)
      board.lines[Int(line)].display.write(
        UnsafeBufferPointer(start: text, count: Int(count)), row: Int(row), column: Int(column))
      let shown = board.lines[Int(line)].display.row(Int(row)) ?? ""
      board.notice(Int(line), .display(row: Int(row), text: shown))
    },
    ring: { context, line, isOn in
      let board = board(context)
      board.lines[Int(line)].isRinging = isOn
      board.notice(Int(line), .ringing(isOn))
    },
    line_test: { context, line, result in
      result?.pointee = board(context).measure(line: Int(line))
    },
    load: { context, bytes, capacity in
      board(context).load(UnsafeMutableBufferPointer(start: bytes, count: capacity))
    },
    store: { context, bytes, count in
      board(context).configuration = Array(UnsafeBufferPointer(start: bytes, count: count))
      return true
    },
    reset: { context in board(context).isResetAsked = true })

  private static func board(_ context: UnsafeMutableRawPointer?) -> SimulatedBoard {
    guard let context else { fatalError("the reference has lost the board it was given") }
    return Unmanaged<SimulatedBoard>.fromOpaque(context).takeUnretainedValue()
  }

  private func send(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard output.count + bytes.count <= options.outputCapacity else { return false }
    output.append(contentsOf: bytes)
    return true
  }

  private func play(_ tone: UInt8, on line: Int) {
    guard let tone = BoardTone(rawValue: tone) else {
      fatalError("the reference asks for tone \(tone), which the specification does not have")
    }
    lines[line].hear(tone, at: tick)
    notice(line, .tone(tone))
  }

  private func load(_ bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
    guard configuration.count <= bytes.count else { return 0 }
    _ = bytes.update(fromContentsOf: configuration)
    return configuration.count
  }

  /// A healthy pair of 48 V and 25 mA; a fault shows as one would be measured.
  private func measure(line: Int) -> blp_line_test {
    let line = lines[line]
    var test = blp_line_test()
    test.hook = line.isOffHook ? 1 : 0
    test.fault = line.fault
    switch Int(line.fault) {
    case BLP_FAULT_NO_LOOP_POWER: break
    case BLP_FAULT_SHORT: (test.loop_millivolts, test.loop_microamps10) = (300, 6_000)
    default:
      test.loop_millivolts = line.isOffHook ? 8_400 : 48_000
      test.loop_microamps10 = line.isOffHook ? 2_500 : 0
    }
    return test
  }
}
