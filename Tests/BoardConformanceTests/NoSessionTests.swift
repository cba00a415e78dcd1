import BoardConformance
import BoothProtocol
import Notation
import Testing

/// A board that gives no session, and what is said of it.
@Suite struct NoSessionTests {
  /// What becomes of a run whose HELLOs are answered so.
  private func report(
    answering answer: ([UInt8]) -> [UInt8]
  ) throws -> (report: ConformanceReport, writes: Int) {
    var run = ConformanceRun(ConformanceRun.Options(), nonce: 1)
    var queue = run.handle(.opened, at: Moment(milliseconds: 0))
    var now = Moment(milliseconds: 0)
    var writes = 0
    while true {
      while !queue.isEmpty {
        switch queue.removeFirst() {
        case .finished(let report): return (report, writes)
        case .write(let bytes):
          writes += 1
          let heard = answer(bytes)
          if !heard.isEmpty { queue += run.handle(.received(heard), at: now) }
        default: continue
        }
      }
      now = try #require(run.deadline)
      queue = run.handle(.timer, at: now)
    }
  }

  /// HELLO_ACK of the simulator, changed.
  private func greeting(_ change: @escaping (inout [UInt8]) -> Void) -> ([UInt8]) -> [UInt8] {
    { hello in
      var receiver = FrameReceiver(from: .hostToBoard)
      let frame = hello.compactMap { receiver.receive($0) }.compactMap { try? $0.get() }.first
      guard let frame else { return [] }
      var payload = [UInt8](repeating: 1, count: 58)
      payload[0] = 0
      payload.replaceSubrange(2..<6, with: frame.payload[2..<6])
      change(&payload)
      let content = [0x30, 0, 0, payload[0] == 0 ? 5 : 0, 0x02] + payload
      let checksum = CRC32C.checksum(of: content)
      return COBS.encode(content + (0..<4).map { UInt8(truncatingIfNeeded: checksum >> ($0 * 8)) })
        + [0]
    }
  }

  @Test func `without a session there is a heading that says why, and no checks`() throws {
    let nothing = try report { _ in [] }
    // Ten HELLOs, behind one 00.
    #expect(nothing.writes == 11)
    #expect(nothing.report.results.isEmpty)
    #expect(nothing.report.verdict(of: .minimum) == .undecided)
    let silence = try #require(nothing.report.noSession)
    #expect(silence.section == "2")
    #expect(
      silence.why == Words("del puerto no llegó ni un byte", "not a byte came from the port"))
    #expect(silence.failure.expected.hasPrefix("HELLO_ACK with result 0"))
    #expect(silence.evidence.lines.count == 11)

    let noise = try #require(try report { _ in [1, 2, 3, 0] }.report.noSession)
    #expect(noise.section == "1")
    #expect(noise.why.english.hasPrefix("44 bytes came, and no frame"))
    #expect(noise.why.spanish.hasPrefix("llegaron 44 bytes y ninguna trama"))
    #expect(noise.evidence.lines.map(\.text).contains("rejected, length"))

    for (change, why) in [
      (
        { $0[0] = 1 },
        Words(
          "la placa no habla ninguna versión de este programa: HELLO_ACK con resultado 1",
          "the board speaks no version of this host: HELLO_ACK with result 1")
      ),
      (
        { $0[2] ^= 1 },
        Words(
          "HELLO_ACK no repite el nonce del último HELLO",
          "HELLO_ACK does not echo the nonce of the latest HELLO")
      ),
      (
        { $0.removeLast(2) },
        Words(
          "HELLO_ACK lleva 56 bytes de datos, menos de 58",
          "HELLO_ACK has 56 bytes of payload, fewer than 58")
      ),
    ] as [((inout [UInt8]) -> Void, Words)] {
      let noSession = try report(answering: greeting(change)).report.noSession
      #expect(noSession?.why == why)
    }
  }
}
