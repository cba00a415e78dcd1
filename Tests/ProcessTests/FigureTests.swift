import Foundation
import Testing

/// Figures of the running system, printed; the limits are what a person would notice.
@Suite struct `Figures` {
  @Test func `from the answer to the first total, on the display and on the page`() throws {
    let shop = try RunningShop()
    var display: [Pace] = []
    var page: [Pace] = []
    for _ in 0..<5 {
      try shop.ring(1, "1006")
      let stream = try PageClient(port: shop.port, path: "/events")
      #expect(stream.read { $0.contains("event-stream") })
      try shop.board.ask("answer 1")
      let start = ContinuousClock.now
      display.append(
        try Pace(since: start) { try hasTotal(shop.board.ask("display 1")) })
      page.append(
        try Pace(since: start) {
          stream.read(within: 0.001, until: hasTotal)
        })
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      usleep(800_000)
    }
    let memory =
      try String(contentsOfFile: "/proc/\(shop.daemon.identifier)/status", encoding: .utf8)
      .split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? "VmRSS unknown"
    print(
      "figure: answer to first total: display \(median(display.map(\.milliseconds))) ms,",
      "page \(median(page.map(\.milliseconds))) ms")
    print("figure: resident memory of this build after five calls: \(memory)")
    #expect(median(display.map(\.ownMilliseconds)) < 250)
    #expect(median(page.map(\.ownMilliseconds)) < 500)
  }

  /// Of 200 pesos a minute the first second costs 3; a busy machine may see a later one first.
  private func hasTotal(_ text: String) -> Bool { !RunningShop.totals(in: text).isEmpty }

  private func median(_ milliseconds: [Int64]) -> Int64 {
    milliseconds.sorted()[milliseconds.count / 2]
  }
}
