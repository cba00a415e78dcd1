import Testing

@testable import BoothProtocol

struct CommandQueueTests {
  private static func cut(_ line: Int, call: UInt32 = 7) -> Command {
    .cut(line: line, call: CallID(rawValue: call), toneAfter: .busy)
  }

  private static func tone(_ line: Int) -> Command {
    .tone(line: line, tone: .dial, milliseconds: 0)
  }

  private static func text(_ text: String, line: Int = 0, row: Int = 0, column: Int = 0) -> Command
  {
    .display(line: line, row: row, column: column, text: text, clearsRest: false)
  }

  private static func lease(_ lines: [Int]) -> Command {
    .lease(
      lines.map {
        LeaseRenewal(
          line: $0, call: CallID(rawValue: 7), leaseMilliseconds: 1, talkLimitMilliseconds: nil)
      })
  }

  private static func drain(_ queue: inout CommandQueue) -> [Command] {
    var commands: [Command] = []
    while let command = queue.next() { commands.append(command) }
    return commands
  }

  private static func order(of commands: [Command]) -> [Command] {
    var queue = CommandQueue()
    for command in commands { #expect(queue.add(command) == nil) }
    return drain(&queue)
  }

  @Test func `control goes before leases and leases before texts, else each in its turn`() {
    #expect(
      Self.order(of: [
        Self.text("a"), Self.lease([1]), Self.tone(1), .statistics, Self.text("b", row: 1),
        .lineTest(line: 2), Self.lease([2]),
      ]) == [
        Self.tone(1), .statistics, .lineTest(line: 2), Self.lease([1, 2]), Self.text("a"),
        Self.text("b", row: 1),
      ])
  }

  @Test func `a cut goes before all but what was asked before for its own line`() {
    #expect(
      Self.order(of: [
        Self.tone(1), Self.tone(2), Self.tone(3), Self.cut(2), Self.cut(4), Self.cut(5),
        Self.tone(2), Self.cut(2, call: 8),
      ]) == [
        Self.cut(4), Self.cut(5), Self.tone(1), Self.tone(2), Self.cut(2), Self.tone(3),
        Self.tone(2), Self.cut(2, call: 8),
      ])
  }

  @Test func `a text is replaced by a newer one for its place, and only for that`() {
    #expect(
      Self.order(of: [
        Self.text("a"), Self.text("b", line: 1), Self.text("c", row: 1), Self.text("d", column: 1),
        Self.text("e"),
      ]) == [
        Self.text("b", line: 1), Self.text("c", row: 1), Self.text("d", column: 1), Self.text("e"),
      ])
  }

  @Test func `leases of many lines go out by eight`() {
    #expect(
      Self.order(of: [Self.lease(Array(0..<8)), Self.lease(Array(8..<12)), Self.lease([3])])
        == [Self.lease([0, 1, 2, 4, 5, 6, 7, 8]), Self.lease([9, 10, 11, 3])])
  }

  @Test func `a queue full of cuts keeps the newest of each line`() {
    var queue = CommandQueue()
    for round in 0..<4 {
      for line in 0..<32 { #expect(queue.add(Self.cut(line, call: UInt32(round))) == nil) }
    }
    #expect(queue.add(Self.cut(9, call: 99)) == Self.cut(0, call: 0))
    #expect(queue.add(Self.tone(1)) == Self.tone(1))
    let cuts = Self.drain(&queue)
    #expect(cuts.count == CommandQueue.controlLimit)
    for line in 0..<32 {
      let newest: UInt32 = line == 9 ? 99 : 3
      #expect(cuts.last { $0.isOf(line: line) } == Self.cut(line, call: newest))
    }
  }

  @Test func `any commands at all leave the queue bounded`() {
    var random = SplitMix64(seed: 4)
    var queue = CommandQueue()
    var isFull = false
    for _ in 0..<5_000 {
      let line = Int.random(in: 0..<32, using: &random)
      let command =
        switch Int.random(in: 0..<4, using: &random) {
        case 0: Self.cut(line, call: UInt32.random(in: 1...9, using: &random))
        case 1: Self.tone(line)
        case 2: Self.lease([line])
        default: Self.text("x", line: line, column: Int.random(in: 0..<80, using: &random))
        }
      if queue.add(command) != nil { isFull = true }
    }
    let limit = CommandQueue.controlLimit + CommandQueue.displayLimit + 4
    #expect(isFull)
    #expect(Self.drain(&queue).count <= limit)
  }
}

extension Command {
  /// Whether this is a cut of the line.
  fileprivate func isOf(line: Int) -> Bool {
    if case .cut(line, _, _) = self { true } else { false }
  }
}
