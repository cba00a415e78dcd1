import BoothProtocol
import Testing

struct EventTests {
  private static func ack(_ next: UInt8) -> Deed { .sent(.acknowledgement, ack: next, session: 5) }

  @Test func `events are told in order, each once`() {
    var bench = HostBench()
    bench.connect()
    #expect(bench.hear(TestBoard.offHook(1)).events == [1])
    #expect(bench.hear(TestBoard.offHook(3)) == [])
    #expect(bench.hear(TestBoard.offHook(1)) == [])
    #expect(bench.hear(TestBoard.offHook(2)).events == [2])
    #expect(bench.hear(TestBoard.offHook(3)).events == [3])
    #expect(bench.link.statistics.duplicateEvents == 1)
    #expect(bench.link.statistics.earlyEvents == 1)
  }

  @Test func `of a board that floods no more than eight wait for the disk`() {
    var bench = HostBench()
    bench.connect()
    let flood = (UInt32(1)...1000).flatMap { bench.wire(.event(TestBoard.offHook($0))) }
    #expect(bench.next(.received(flood)).events == Array(1...8))
    #expect(bench.next(.received(flood)).events == [])
    #expect(bench.link.statistics.earlyEvents == 2 * 992)
    _ = bench.next(.acknowledge(upTo: 3))
    #expect(bench.next(.received(flood)).events == [9, 10, 11])
  }

  @Test func `a PING that is answered without end is told of once`() {
    var bench = HostBench()
    bench.connect()
    _ = bench.at(1000, .timer)
    let pong = bench.wire(
      .pong(Pong(stamp: 1_001_000, tick: BoardTick(milliseconds: 1000), ringUsed: 0)))
    let flood = Array(repeating: pong, count: 100).flatMap(\.self)
    let heard = bench.at(1001, .received(flood)).told
    #expect(heard.filter { $0 == .heard(BoardTick(milliseconds: 1000)) }.count == 1)
    #expect(bench.link.statistics.strayFrames == 99)
  }

  @Test func `all that was there at the handshake has come: told once, after the last of it`() {
    var bench = HostBench()
    bench.connect(TestBoard.identity(oldest: 40, next: 42))
    #expect(bench.hear(TestBoard.offHook(40)).told == [.event(TestBoard.offHook(40))])
    #expect(bench.hear(TestBoard.offHook(41)).told == [.event(TestBoard.offHook(41)), .caughtUp])
    #expect(bench.hear(TestBoard.offHook(42)).told == [.event(TestBoard.offHook(42))])
  }

  @Test func `events that come before the session is up are neither told nor acknowledged`() {
    var bench = HostBench()
    _ = bench.at(0, .opened(nonce: HostBench.nonce))
    let identity = TestBoard.identity(next: 3)
    let accepted = HelloAcknowledgement(
      result: .accepted, nonce: HostBench.nonce, identity: identity)
    _ = bench.hear(.helloAcknowledgement(accepted))
    #expect(bench.hear(TestBoard.offHook(1)) == [])
    #expect(bench.next(.acknowledge(upTo: 1)) == [])
    let reports = [0, 1].map(TestBoard.idleLine)
    _ = bench.hear(
      .response(to: .readLines, Response(result: .done, detail: .lines(first: 0, reports))),
      sequence: 1)
    let deeds = bench.hear(.helloAcknowledgement(accepted))
    #expect(deeds.told.first == .connected(identity, reports))
    #expect(deeds.events == [])
    #expect(bench.hear(TestBoard.offHook(1)).events == [1])
  }

  @Test func `an event that nothing can be done about is told as such, so that it is got past`() {
    var bench = HostBench()
    bench.connect()
    let elsewhere = BoardEvent(
      number: 1, tick: BoardTick(milliseconds: 0), kind: .offHook(line: 2))
    #expect(
      bench.hear(elsewhere).told == [
        .event(
          BoardEvent(number: 1, tick: BoardTick(milliseconds: 0), kind: .unknown(type: 0x20)))
      ])
    let later = BoardEvent(
      number: 2, tick: BoardTick(milliseconds: 0), kind: .unknown(type: 0x3F))
    #expect(bench.hear(later).told == [.event(later)])
    #expect(bench.next(.acknowledge(upTo: 2)) == [Self.ack(3)])
    #expect(bench.link.statistics.unknownEvents == 2)
  }

  @Test func `what is stored is acknowledged at once when there is nothing else to send`() {
    var bench = HostBench()
    bench.connect()
    _ = bench.hear(TestBoard.offHook(1))
    _ = bench.hear(TestBoard.offHook(2))
    #expect(bench.next(.acknowledge(upTo: 1)) == [Self.ack(2)])
    #expect(bench.next(.acknowledge(upTo: 2)) == [Self.ack(3)])
  }

  @Test func `an acknowledgement never goes back, and never beyond what was told`() {
    var bench = HostBench()
    bench.connect()
    _ = bench.hear(TestBoard.offHook(1))
    _ = bench.hear(TestBoard.offHook(2))
    #expect(bench.next(.acknowledge(upTo: 3)) == [])
    #expect(bench.next(.acknowledge(upTo: .max)) == [])
    #expect(bench.next(.acknowledge(upTo: 2)) == [Self.ack(3)])
    #expect(bench.next(.acknowledge(upTo: 1)) == [])
    #expect(bench.next(.acknowledge(upTo: 2)) == [])
    #expect(bench.next(.acknowledge(upTo: 0)) == [])
  }

  @Test func `the acknowledgement rides on every frame, and then needs none of its own`() {
    var bench = HostBench()
    bench.connect()
    _ = bench.hear(TestBoard.offHook(1))
    let tone = Command.tone(line: 0, tone: .dial, milliseconds: 0)
    #expect(
      bench.next(.send(tone)) == [.sent(.command(tone), sequence: 2, ack: 1, session: 5)])
    #expect(bench.next(.acknowledge(upTo: 1)) == [Self.ack(2)])
    // The answer to the command, and the next command carries it.
    _ = bench.next(.send(.statistics))
    #expect(
      bench.hear(.response(to: .tone, Response(result: .done)), sequence: 2) == [
        .told(.answered(tone, Response(result: .done))),
        .sent(.command(.statistics), sequence: 3, ack: 2, session: 5),
      ])
    #expect(
      bench.at(1000, .timer).contains(.sent(.ping(stamp: 1_001_000), ack: 2, session: 5)))
  }

  @Test func `a command that is sent again says what is stored by then`() {
    var bench = HostBench()
    bench.connect()
    _ = bench.hear(TestBoard.offHook(1))
    _ = bench.next(.send(.statistics))
    _ = bench.next(.acknowledge(upTo: 1))
    let deeds = bench.atDeadline()
    #expect(deeds == [.sent(.command(.statistics), sequence: 2, ack: 2, session: 5)])
  }

  @Test func `an event that is stored and comes again is acknowledged again, once a batch`() {
    var bench = HostBench()
    bench.connect()
    _ = bench.hear(TestBoard.offHook(1))
    _ = bench.hear(TestBoard.offHook(2))
    _ = bench.hear(TestBoard.offHook(3))
    _ = bench.next(.acknowledge(upTo: 2))
    let batch = (1...2).flatMap { bench.wire(.event(TestBoard.offHook($0))) }
    #expect(bench.next(.received(batch)) == [Self.ack(3)])
    #expect(bench.hear(TestBoard.offHook(3)) == [])
  }

  @Test func `the acknowledgement is the low byte of the number`() {
    var bench = HostBench()
    bench.connect(TestBoard.identity(oldest: 255, next: 255))
    _ = bench.hear(TestBoard.offHook(255))
    _ = bench.hear(TestBoard.offHook(256))
    #expect(bench.next(.acknowledge(upTo: 255)) == [Self.ack(0)])
    #expect(bench.next(.acknowledge(upTo: 256)) == [Self.ack(1)])
  }

  @Test func `a new session tells again what is not stored, and nothing that is`() throws {
    var bench = HostBench()
    bench.connect()
    for number in UInt32(1)...5 { _ = bench.hear(TestBoard.offHook(number)) }
    _ = bench.next(.acknowledge(upTo: 2))
    let nonce = try #require(bench.at(5000, .timer).helloNonce)
    // What was told can be stored while there is no session.
    #expect(bench.next(.acknowledge(upTo: 3)) == [])
    bench.answerHandshake(nonce: nonce, TestBoard.identity(oldest: 1, next: 6, tick: 5000))
    let again = (UInt32(1)...5).flatMap { bench.hear(TestBoard.offHook($0)) }
    #expect(again.events == [4, 5])
    #expect(again.contains(Self.ack(4)))
    #expect(again.told.last == .caughtUp)
  }

  @Test func `what an earlier session told can be stored when the next is up`() throws {
    var bench = HostBench()
    bench.connect()
    for number in UInt32(1)...3 { _ = bench.hear(TestBoard.offHook(number)) }
    let nonce = try #require(bench.at(5000, .timer).helloNonce)
    bench.answerHandshake(nonce: nonce, TestBoard.identity(oldest: 1, next: 4, tick: 5000))
    #expect(bench.hear(TestBoard.offHook(1)).events == [1])
    // Now the board forgets all three: none of them may be waited for.
    #expect(bench.next(.acknowledge(upTo: 3)) == [.told(.caughtUp), Self.ack(4)])
    #expect(bench.hear(TestBoard.offHook(4)).events == [4])
  }

  @Test func `another boot of the board begins with its own numbers`() throws {
    var bench = HostBench()
    bench.connect(TestBoard.identity(oldest: 100, next: 100))
    for number in UInt32(100)...105 { _ = bench.hear(TestBoard.offHook(number)) }
    let nonce = try #require(bench.at(5000, .timer).helloNonce)
    bench.answerHandshake(nonce: nonce, TestBoard.identity(bootID: 78, oldest: 1, next: 2))
    // This number is of the boot before, and was not told in this one.
    #expect(bench.next(.acknowledge(upTo: 105)) == [])
    #expect(bench.hear(TestBoard.offHook(1)).events == [1])
    #expect(bench.next(.acknowledge(upTo: 1)) == [Self.ack(2)])
  }

  @Test func `a log that has shrunk is another one, whatever the boot is called`() throws {
    var bench = HostBench()
    bench.connect()
    for number in UInt32(1)...5 { _ = bench.hear(TestBoard.offHook(number)) }
    _ = bench.next(.acknowledge(upTo: 5))
    let nonce = try #require(bench.at(5000, .timer).helloNonce)
    bench.answerHandshake(nonce: nonce, TestBoard.identity(oldest: 1, next: 2))
    #expect(bench.hear(TestBoard.offHook(1)).events == [1])
  }

  @Test func `the last number there can be is told`() {
    var bench = HostBench()
    bench.connect(TestBoard.identity(oldest: .max, next: .max))
    #expect(bench.hear(TestBoard.offHook(.max)).events == [.max])
    #expect(bench.next(.acknowledge(upTo: .max)) == [Self.ack(0)])
    #expect(bench.hear(TestBoard.offHook(0)).events == [])
  }

  @Test func `a board that promises events and does not tell them is left alone`() {
    var bench = HostBench()
    bench.connect(TestBoard.identity(oldest: 1, next: 1000))
    var told: [HostLink.Effect] = []
    for second in 1...16 {
      let time = Int64(second) * 1000
      told += bench.at(time, .timer).told
      let pong = Pong(
        stamp: UInt32(1_000_000 + time), tick: BoardTick(milliseconds: time), ringUsed: 999)
      told += bench.hear(.pong(pong), at: time).told
    }
    #expect(told.contains(.disconnected(.refused(.malformed))))
  }

  @Test func `a board that does not hear what is stored is asked again when a line may be well`() {
    var bench = HostBench()
    bench.connect(TestBoard.identity(oldest: 1, next: 1000))
    for number in UInt32(1)...8 { _ = bench.hear(TestBoard.offHook(number)) }
    _ = bench.next(.acknowledge(upTo: 8))
    var told: [HostLink.Effect] = []
    for second in 1...16 {
      told += bench.at(Int64(second) * 1000, .timer).told
      told += bench.hear(TestBoard.offHook(1), at: Int64(second) * 1000 + 1).told
    }
    #expect(told.contains(.disconnected(.refused(.unheard))))
    #expect(bench.at(34_000, .timer).helloNonce == nil)
    #expect(bench.at(36_000, .timer).helloNonce != nil)
  }
}
