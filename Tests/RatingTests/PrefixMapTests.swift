import Rating
import Testing

struct PrefixMapTests {
  @Test(arguments: [
    ("1006", "1006", 4), ("10067", "1006", 4), ("1005", "100", 3), ("0322768005", "032", 3),
    ("025854205", "02", 2), ("99", "", 0), ("", "", 0), ("100*6", "100", 3), ("*99", "", 0),
    ("١٠٠", "", 0), ("100\u{0}6", "100", 3),
  ])
  func `the longest prefix wins`(number: String, prefix: String, length: Int) throws {
    let prefixes = ["100", "032", "", "1006", "02", "099"]
    let map = PrefixMap(prefixes.map { ($0, $0) })
    let match = try #require(map.longestMatch(number))
    #expect(match.value == prefix)
    #expect(match.length == length)
  }

  @Test func `without a match there is none`() {
    #expect(PrefixMap<Int>([]).longestMatch("1") == nil)
    #expect(PrefixMap([("12", 1)]).longestMatch("1") == nil)
    #expect(PrefixMap([("12", 1)]).longestMatch("13") == nil)
    #expect(PrefixMap([("12", 1)]).longestMatch("") == nil)
  }

  @Test func `prefixes no number can have are left out`() {
    let long = String(repeating: "9", count: 17)
    let map = PrefixMap([("+56", 1), ("5a", 2), (long, 3), ("٣", 4)])
    #expect(map.count == 0)
    #expect(map.longestMatch("56") == nil)
    #expect(map.longestMatch(long) == nil)
  }

  @Test func `a prefix may have 16 digits, and a number more`() {
    let long = String(repeating: "9", count: 16)
    let map = PrefixMap([(long, 1), ("9", 2)])
    #expect(map.longestMatch(long + "999")?.length == 16)
    #expect(map.longestMatch(String(long.dropLast()))?.value == 2)
  }

  @Test func `of two entries with one prefix the later holds`() {
    let map = PrefixMap([("56", 1), ("5", 0), ("56", 2)])
    #expect(map.count == 2)
    #expect(map.longestMatch("569")?.value == 2)
  }

  @Test func `random decks agree with trying every prefix`() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<100 {
      let entries = (0..<Int.random(in: 0...40, using: &random)).map { index in
        (prefix: PrefixMapTests.digits(upTo: 6, using: &random), value: index)
      }
      let map = PrefixMap(entries)
      for _ in 0..<100 {
        let number = PrefixMapTests.digits(upTo: 8, using: &random)
        let best = entries.filter { number.hasPrefix($0.prefix) }
          .max { ($0.prefix.count, $0.value) < ($1.prefix.count, $1.value) }
        let match = map.longestMatch(number)
        #expect(match?.value == best?.value)
        #expect(match?.length == best?.prefix.count)
      }
    }
  }

  /// Of few digits, so that prefixes of each other are common.
  private static func digits(upTo length: Int, using random: inout SeededRandom) -> String {
    (0..<Int.random(in: 0...length, using: &random)).map { _ in random.pick(["0", "1", "9"]) }
      .joined()
  }
}
