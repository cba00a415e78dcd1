import Testing

@testable import cabinactl

extension CommandLineTests {
  /// What is written down, as lines.
  struct EventCommandTests {
    private static let first =
      #"{"number":7,"subject":"a \"},{\" b","before":null,"call":{"id":1}}"#
    private static let second = #"{"number":8,"after":{"steps":[{"a":1},{"a":2}]}}"#

    private func page(_ events: String..., next: Int64) -> String {
      #"{"next":\#(next),"events":[\#(events.joined(separator: ","))]}"#
    }

    @Test func `a record is a line as it came, whatever is in it`() {
      let answer = page(Self.first, Self.second, next: 8)
      let outcome = typed(["events", "--after", "6"], always(200, answer))
      #expect(outcome.output == Self.first + "\n" + Self.second + "\n")
      #expect(outcome.status == .done)
      #expect(typed(["events", "--after", "6", "--json"], always(200, answer)) == outcome)
      #expect(typed(["events", "--after", "8"], always(200, page(next: 8))).output == "")
    }

    @Test func `without a number it is the latest`() {
      nonisolated(unsafe) var asked: [String] = []
      _ = typed(["events", "--size", "5"]) { (_, request) throws(ShopClient.Failure) in
        asked.append(request.path)
        return ShopClient.Answer(status: 200, body: Array(page(next: 40).utf8))
      }
      #expect(asked.count == 2)
      #expect(asked.last?.contains("after=35") == true && asked.last?.contains("size=5") == true)
      _ = typed(["events"]) { (_, request) throws(ShopClient.Failure) in
        asked.append(request.path)
        return ShopClient.Answer(status: 200, body: Array(page(next: 40).utf8))
      }
      #expect(asked.last?.contains("after=0&") == true)
    }

    @Test(arguments: [
      ["events", "--after", "-1"], ["events", "--after", "x"], ["events", "--size", "0"],
      ["events", "--size", "501"], ["events", "17"],
    ])
    func `what makes no sense is said before anything is asked`(words: [String]) {
      #expect(typed(words).status == .usage)
    }

    @Test func `a refusal ends it, following or not`() {
      let refusal = always(409, #"{"error":"after_last_event","message":"ends with record 5"}"#)
      for words in [["events", "--after", "9"], ["events", "--follow", "--after", "9"]] {
        let outcome = typed(words, refusal)
        #expect(outcome.status == .failed)
        #expect(outcome.complaint.contains("ends with record 5"))
      }
      for answer in ["{}", #"{"next":1,"events":[1]}"#, #"{"next":1,"events":[{}]}"#] {
        #expect(typed(["events", "--after", "0"], always(200, answer)).status == .failed)
      }
    }
  }
}
