import CBoardReference
import Testing

/// Whatever comes in, and in whatever order: what must hold of a board at every instant.
struct ReferencePropertyTests {
  /// SplitMix64: the same run for the same seed, everywhere.
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ mixed >> 31) % UInt64(sides))
    }
  }

  @Test(arguments: 0..<40)
  func `trunks, room in the ring and leases are never at odds`(seed: Int) {
    var dice = Dice(state: UInt64(seed))
    let board = ReferenceBoard(
      lines: 6, trunks: 3, ring: 48, at: .max - 200_000,
      kept: configuration(emergency: ["13", "911"]))
    var trunks: [Int: Int] = [:]
    for step in 0..<1_500 {
      act(on: board, &dice)
      board.wireIsFull = dice.roll(20) == 0
      board.now &+= UInt32(dice.roll(4) == 0 ? dice.roll(2_000) : dice.roll(30))
      blp_board_poll(board.board, board.now)
      let wrong = follow(board.newActions(), &trunks) + faults(of: board, trunks)
      if !wrong.isEmpty {
        Issue.record("step \(step): \(wrong)")
        return
      }
    }
  }

  /// One input of any kind, sensible or not.
  private func act(on board: ReferenceBoard, _ dice: inout Dice) {
    let line = dice.roll(7)
    let call = UInt32(1 + dice.roll(40))
    switch dice.roll(16) {
    case 0, 1, 2: board.hook(line, offHook: dice.roll(2) == 0)
    case 3, 4: board.dial(line, ["1", "3", "9", "911", "*"][dice.roll(5)])
    case 5, 6: board.seized(line)
    case 7: board.answer(line)
    case 8: board.pulse(line)
    case 9: if dice.roll(4) == 0 { board.farEndHangsUp(line) }
    case 10: fault(board, line, &dice)
    case 11:
      board.wireIsFull = false
      if dice.roll(5) == 0 || board.session == 0 { board.hello(nonce: call) }
    case 12, 13:
      board.connect(
        line, call: call, "131", lease: UInt16(dice.roll(9_000)), limit: UInt32(dice.roll(9_000)),
        emergency: dice.roll(8) == 0)
    case 14:
      board.lease(line % 6, call: board.board.pointee.lines[line % 6].call, 5_000)
      if dice.roll(3) == 0 { board.cut(line, call: 0) }
    default:
      board.receive((0..<dice.roll(120)).map { _ in UInt8(dice.roll(256)) } + [0])
      board.command(0x40 + dice.roll(12), (0..<dice.roll(97)).map { _ in UInt8(dice.roll(9)) })
    }
  }

  private func fault(_ board: ReferenceBoard, _ line: Int, _ dice: inout Dice) {
    switch dice.roll(12) {
    case 0: blp_board_line_fault(board.board, UInt8(line), UInt8(dice.roll(2)), board.now)
    case 1: blp_board_power(board.board, UInt8(dice.roll(3)), 11_000, board.now)
    case 2: blp_board_trunk_fault(board.board, UInt8(line), board.now)
    case 3: blp_board_connect_failed(board.board, UInt8(line), 1, board.now)
    default: break
    }
  }

  /// A trunk is seized when it is free and released by the line that has it.
  private func follow(_ actions: [ReferenceBoard.Action], _ trunks: inout [Int: Int]) -> [String] {
    var wrong: [String] = []
    for action in actions {
      switch action {
      case .seize(let line, let trunk, _):
        if trunks[trunk] != nil { wrong.append("trunk \(trunk) seized twice") }
        trunks[trunk] = line
      case .release(let line, let trunk):
        if trunks[trunk] != line { wrong.append("trunk \(trunk) released by line \(line)") }
        trunks[trunk] = nil
      default: break
      }
    }
    return wrong
  }

  private func faults(of board: ReferenceBoard, _ trunks: [Int: Int]) -> [String] {
    let state = board.board.pointee
    var wrong: [String] = []
    var kept = 0
    for index in 0..<board.lineCount {
      let line = state.lines[index]
      kept += Int(line.hook_room) + Int(line.call_room)
      let hasCall = (BLP_STATE_SEIZING...BLP_STATE_TALKING).contains(Int(line.state))
      if hasCall != (line.call != 0) { wrong.append("line \(index): state and call") }
      if hasCall != trunks.contains(where: { $0.value == index }) {
        wrong.append("line \(index): call and trunk")
      }
      if !hasCall && line.call_room > 0 { wrong.append("line \(index): room of no call") }
      if !line.off_hook && line.hook_room > 0 { wrong.append("line \(index): room on-hook") }
      let lease = line.timers.3
      let isLeased = lease.running && state.now &- lease.start < lease.length
      if isLeased != (hasCall && !line.emergency) { wrong.append("line \(index): lease") }
    }
    let ring = state.ring
    if kept != Int(ring.kept) { wrong.append("places kept") }
    if ring.used + ring.kept > ring.capacity { wrong.append("ring overfull") }
    if ring.cursor > ring.flight || ring.flight > min(ring.used, 8) { wrong.append("window") }
    return wrong
  }
}
