import BoothSimulator

/// What the commands do in the shop, and what they answer.
extension Instruction {
  func perform(in shop: SimulatedShop) throws(CommandError) -> String {
    let board = shop.board
    switch self {
    case .lift(let line): board.lift(line: line)
    case .hangUp(let line): board.hangUp(line: line)
    case .act(let line, let script): try send(script, to: line, of: shop)
    case .answer(let line):
      try require(board.answer(line: line), "booth \(line + 1) has no call that is ringing")
    case .farHangUp(let line): try requireCall(board.farEndHangsUp(line: line), line)
    case .metering(let line): try requireCall(board.meteringPulse(line: line), line)
    case .trunkFault(let line): try requireCall(board.trunkFault(line: line), line)
    case .trunk(let trunk, let isOut):
      try require(
        board.setOutOfOrder(isOut, trunk: trunk),
        "the board has trunks 1…\(board.options.trunks), as far as it has any")
    case .lineFault(let line, let fault): board.setFault(line: line, fault)
    case .power(let state, let millivolts): board.setPower(state, millivolts: millivolts)
    case .display(let line):
      let rows = board.lines[line].display.rows
      return rows.isEmpty ? "none" : rows.map { "\"\($0)\"" }.joined(separator: " ")
    case .tone(let line): return "\(board.lines[line].tone)"
    case .talked(let line): return try describeTalk(line, of: board)
    case .lines: return board.lines.indices.map { describe($0, of: board) }.joined(separator: "; ")
    case .status: return describe(shop)
    case .tick: return "\(board.tick)"
    case .mishap(let mishap): shop.begin(mishap)
    case .plug: shop.plug()
    // The console's own.
    case .path, .fault, .heal, .wait, .awaitSession, .awaitState, .log, .help, .quit: break
    }
    return ""
  }

  private func send(
    _ script: CallerScript, to line: Int, of shop: SimulatedShop
  ) throws(CommandError) {
    if script.steps.first != .lift {
      try require(
        shop.board.lines[line].isOffHook, "the handset of booth \(line + 1) is on the hook")
    }
    try require(
      shop.perform(script, line: line), "whoever is in booth \(line + 1) has too much to do already"
    )
  }

  private func requireCall(_ isTrue: Bool, _ line: Int) throws(CommandError) {
    try require(isTrue, "booth \(line + 1) has no call on a trunk")
  }

  private func require(_ isTrue: Bool, _ reason: String) throws(CommandError) {
    if !isTrue { throw .refused(reason) }
  }

  /// In ticks of the board, and in milliseconds.
  private func describeTalk(
    _ line: Int, of board: SimulatedBoard
  ) throws(CommandError) -> String {
    guard let talk = board.lines[line].talk else {
      throw .refused("no call of booth \(line + 1) was ever answered")
    }
    guard let ended = talk.ended, let talked = talk.milliseconds else {
      return "answered=\(talk.answered)"
    }
    return "answered=\(talk.answered) ended=\(ended) talked=\(talked)"
  }

  private func describe(_ line: Int, of board: SimulatedBoard) -> String {
    let booth = board.lines[line]
    var words = ["\(line + 1) \(board.state(line: line).name)"]
    words.append("hears=\(board.sound(line: line))")
    if !booth.dialled.isEmpty { words.append("dialled=\(booth.dialled)") }
    if let call = board.call(line: line) { words.append("call=\(call)") }
    if let trunk = booth.trunk { words.append("trunk=\(trunk + 1)") }
    return words.joined(separator: " ")
  }

  private func describe(_ shop: SimulatedShop) -> String {
    let board = shop.board
    return [
      "session=\(board.hasSession ? "up" : "none")", "plug=\(shop.isPlugged ? "in" : "out")",
      "boot=\(board.bootID)", "events-held=\(board.eventsHeld)",
      "events-most=\(board.eventsHighWater)", "events-resent=\(board.eventsResent)",
      "frames-received=\(board.framesReceived)", "frames-sent=\(board.framesSent)",
      "checksum-errors=\(board.checksumErrors)",
    ].joined(separator: " ")
  }
}

extension SimulatedBoard.LineState {
  /// Their names in commands and answers.
  static let names: KeyValuePairs<String, SimulatedBoard.LineState> = [
    "on-hook": .onHook, "off-hook": .offHook, "seizing": .seizing, "connected": .connected,
    "talking": .talking, "released": .released, "fault": .fault, "ringing": .ringing,
  ]

  var name: String { Self.names.first { $0.value == self }?.key ?? "\(self)" }
}
