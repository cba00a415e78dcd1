import Testing

@testable import BoothControl

struct DigitMapMatchTests {
  typealias Row = (map: String, digits: String, match: DigitMap.Match)

  @Test(
    arguments: [
      ("0", "", .incomplete), ("0", "0", .complete), ("0", "00", .impossible),
      ("0", "1", .impossible),
      // A longer number is waited for while one is possible.
      ("0|00", "0", .completeMayGrow), ("0|00", "00", .complete),
      // A timer at the end means the same, even where nothing longer is possible.
      ("0T", "0", .completeMayGrow), ("0T|00", "0", .completeMayGrow), ("0|0T", "0", .complete),
      ("[1-7]xxx", "712", .incomplete), ("[1-7]xxx", "7123", .complete),
      ("[1-7]xxx", "8", .impossible), ("[13-5x]", "9", .complete), ("[135]", "2", .impossible),
      ("9011x.T", "9011", .completeMayGrow), ("9011x.T", "90115", .completeMayGrow),
      ("9011x.T", "901", .incomplete), ("9011x.T", "901*", .impossible),
      // «Zero or more» may be zero, one after another.
      ("1.2.3", "3", .complete), ("1.2.3", "1", .incomplete), ("1.2.3", "1123", .complete),
      ("1.2.3", "21", .impossible), ("x.", "5", .completeMayGrow), ("x.1", "1", .completeMayGrow),
      ("x.1", "12", .incomplete),
      // Star, pound and letters only where the map has them.
      ("xxx", "1*", .impossible), ("xxx", "#", .impossible), ("*xx", "*2", .incomplete),
      ("*xx", "*21", .complete), ("#xx", "#21", .complete), ("[12*#]x", "#", .incomplete),
      ("Ax", "A1", .complete), ("ax", "A1", .complete), ("xx", "A", .impossible),
      ("x", "é", .impossible), ("x", "a", .impossible),
      // A pound to finish.
      ("xxxx.#", "123", .incomplete), ("xxxx.#", "123#", .complete),
      ("xxxx.T|xxxx.#", "123", .completeMayGrow), ("xxxx.T|xxxx.#", "123#", .complete),
      ("xxxx.T|xxxx.#", "12#", .impossible), ("xx[5T]", "12", .completeMayGrow),
      ("xx[5T]", "125", .complete), ("xx[5T]", "124", .impossible),
    ] as [Row])
  func `digits are told from a number`(row: Row) throws {
    #expect(try DigitMap(row.map).match(row.digits) == row.match)
  }

  @Test func `a number ends at 32 digits`() throws {
    let map = try DigitMap("x.")
    let digits = String(repeating: "5", count: 32)
    #expect(map.match(String(digits.dropLast())) == .completeMayGrow)
    #expect(map.match(digits) == .complete)
    #expect(map.match(digits + "5") == .impossible)
    #expect(try DigitMap("x.#").match(digits) == .impossible)
  }

  @Test func `a map made to blow up a matcher is followed as any other`() throws {
    let map = try DigitMap(String(repeating: "x.", count: 511) + "#")
    let digits = String(repeating: "5", count: 31)
    for _ in 0..<20 { #expect(map.match(digits) == .incomplete) }
    #expect(map.match(digits + "#") == .complete)
  }

  @Test(arguments: [
    ("xxxx.T|xxxx.#", "1234#", "1234"), ("xxxx.T|xxxx.#", "1234", "1234"),
    ("xxxx.T|xxxx.#", "12#", "12#"), ("xx", "12#", "12#"), ("*21#", "*21#", "*21"),
    ("#|x", "#", "#"), ("xx#|xx#5", "12#", "12"),
  ])
  func `a pound that ended the number is not part of it`(
    map: String, dialled: String, number: String
  ) throws {
    #expect(try DigitMap(map).finalNumber(dialled) == number)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `every map says what following each alternative by itself says`(seed: UInt64) throws {
    var random = DialRandom(seed: seed)
    let sample = SampleMap(&random)
    let map = try DigitMap(sample.text)
    for _ in 0..<60 {
      let digits = String(
        (0..<Int.random(in: 0...6, using: &random)).map { _ in random.pick(Array("012#")) })
      #expect(map.match(digits) == sample.match(digits), "\(sample.text) \(digits)")
    }
  }
}

/// A map whose meaning is worked out the slow way: by what is left of each alternative.
private struct SampleMap {
  struct Place {
    var text: String
    var keys: [Character]
    var repeats: Bool
  }

  let alternatives: [(places: [Place], hasTimer: Bool)]

  init(_ random: inout DialRandom) {
    let places: [(String, [Character])] = [
      ("0", ["0"]), ("1", ["1"]), ("x", Array("0123456789")), ("[02]", ["0", "2"]), ("#", ["#"]),
      ("[1-9#]", Array("123456789#")),
    ]
    alternatives = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let row = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        let (text, keys) = random.pick(places)
        return Place(text: text, keys: keys, repeats: Int.random(in: 0..<4, using: &random) == 0)
      }
      return (row, Bool.random(using: &random))
    }
  }

  var text: String {
    alternatives.map { places, hasTimer in
      places.map { $0.text + ($0.repeats ? "." : "") }.joined() + (hasTimer ? "T" : "")
    }
    .joined(separator: "|")
  }

  func match(_ digits: String) -> DigitMap.Match {
    guard !digits.isEmpty else { return .incomplete }
    var (isNumber, waits, grows) = (false, false, false)
    for (places, hasTimer) in alternatives {
      for rest in Self.rests(places[...], after: Substring(digits)) {
        if !rest.isEmpty { grows = true }
        guard rest.allSatisfy(\.repeats) else { continue }
        if hasTimer { waits = true } else { isNumber = true }
      }
    }
    if isNumber && !grows { return .complete }
    return isNumber || waits ? .completeMayGrow : grows ? .incomplete : .impossible
  }

  /// What may be left of an alternative after these digits.
  static func rests(
    _ places: ArraySlice<Place>, after digits: Substring
  ) -> [ArraySlice<Place>] {
    guard let digit = digits.first else { return [places] }
    guard let place = places.first else { return [] }
    var found: [ArraySlice<Place>] = []
    if place.repeats { found += rests(places.dropFirst(), after: digits) }
    if place.keys.contains(digit) {
      found += rests(place.repeats ? places : places.dropFirst(), after: digits.dropFirst())
    }
    return found
  }
}
