import BoothControl
import BoothProtocol
import BoothSimulator
import OwnerPanel
import Rating

/// Who came to the demo's shop on a day, and whom they called.
struct DemoDay {
  /// One after the other by a customer, who then pays.
  struct Visit {
    var booth: BoothNumber
    var line: Int
    /// In the order in which they were made.
    var calls: [Call]
    /// He pays before, and takes the rest with him.
    var isPaidInAdvance: Bool
    /// He pays, at the till, this long after his last call.
    var pause: Int64

    var end: Int64 { (calls.last?.end ?? 0) + pause }
  }

  struct Call {
    var number: String
    /// Milliseconds since 1970.
    var start: Int64
    /// Until the answer, or until somebody gives up.
    var ringing: Int64
    /// nil: nobody answered.
    var talked: Int64?
    var cause: EndCause
    var isCharged = true

    var end: Int64 { start + ringing + (talked ?? 0) }
    /// As the core flags it.
    var isShort: Bool { isCharged && (1...2_000).contains(talked ?? 0) }
  }

  private(set) var visits: [Visit] = []

  /// `start`: the first instant of the day; `end`: what is not over by then has not been.
  init(
    _ day: CalendarDay, from start: WallTime, until end: WallTime, booths: [BoothConfiguration],
    using generator: inout SplitMix64
  ) {
    let hours = day.weekday < 5 ? Self.weekday : day.weekday == 5 ? Self.saturday : Self.sunday
    var freeFrom = [Int64](repeating: 0, count: booths.count)
    for (hour, customers) in hours {
      let opens = start.milliseconds + Int64(hour) * 3_600_000
      let count = Int.random(in: customers / 2...customers * 3 / 2, using: &generator)
      let arrivals = (0..<count).map { _ in opens + .random(in: 0..<3_600_000, using: &generator) }
      for arrival in arrivals.sorted() {
        // The booths beside the door are taken oftener.
        let free = freeFrom.indices.filter { freeFrom[$0] < arrival }
        guard let first = free.first else { continue }
        let any = free.randomElement(using: &generator) ?? first
        let place = generator.happens(permille: 400) ? first : any
        let visit = Self.visit(to: booths[place], at: arrival, hour: hour, using: &generator)
        freeFrom[place] = visit.end + 60_000
        if visit.end < end.milliseconds { visits.append(visit) }
      }
    }
  }

  /// Customers of an hour, about.
  private static let weekday = [
    (9, 2), (10, 2), (11, 3), (12, 3), (13, 2), (14, 1), (15, 1), (16, 2), (17, 3), (18, 4),
    (19, 4), (20, 2),
  ]
  private static let saturday = [
    (10, 2), (11, 3), (12, 4), (13, 3), (14, 2), (15, 2), (16, 3), (17, 3), (18, 4), (19, 3),
  ]
  private static let sunday = [(11, 2), (12, 3), (13, 3), (14, 1), (15, 2), (16, 3), (17, 2)]

  /// The number's beginning, and how many more digits it has; how often; the longest talk in seconds.
  private static let near: [(start: String, more: Int, weight: Int, longest: Int64)] = [
    ("099", 7, 26, 240), ("098", 7, 12, 240), ("02", 7, 18, 420), ("032", 7, 9, 300),
    ("100", 1, 7, 150), ("041", 7, 4, 240),
  ]
  private static let abroad: [(start: String, more: Int, weight: Int, longest: Int64)] = [
    ("0051", 9, 14, 900), ("00591", 8, 9, 780), ("0057", 10, 8, 900), ("00509", 8, 7, 600),
    ("0054", 10, 6, 600), ("0058", 10, 4, 720), ("0034", 9, 3, 900), ("001", 10, 3, 600),
  ]

  private static func visit(
    to booth: BoothConfiguration, at arrival: Int64, hour: Int, using generator: inout SplitMix64
  ) -> Visit {
    var calls: [Call] = []
    let count = generator.happens(permille: 680) ? 1 : generator.happens(permille: 700) ? 2 : 3
    for _ in 0..<count {
      let start =
        (calls.last?.end ?? arrival) + .random(in: 9_000...30_000, using: &generator)
      calls.append(call(at: start, hour: hour, using: &generator))
    }
    // Now and then the owner makes a present of one.
    if generator.happens(permille: 12) { calls[0].isCharged = false }
    return Visit(
      booth: booth.number, line: booth.line, calls: calls,
      isPaidInAdvance: generator.happens(permille: 80),
      pause: .random(in: 20_000...70_000, using: &generator))
  }

  private static func call(
    at start: Int64, hour: Int, using generator: inout SplitMix64
  ) -> Call {
    // After work people call home, and home is far.
    let isFar = generator.happens(permille: hour >= 17 ? 480 : 260)
    let places = isFar ? abroad : near
    var drawn = Int.random(in: 0..<places.reduce(0) { $0 + $1.weight }, using: &generator)
    let place =
      places.first {
        drawn -= $0.weight; return drawn < 0
      } ?? places[0]
    var number = place.start
    for _ in 0..<place.more { number += "\(Int.random(in: 2...9, using: &generator))" }
    guard generator.happens(permille: 860) else {
      return Call(
        number: number, start: start, ringing: .random(in: 15_000...45_000, using: &generator),
        talked: nil, cause: .callerHungUp)
    }
    // Few talk for long.
    let share = Int64.random(in: 40...1_000, using: &generator)
    let talked =
      generator.happens(permille: 12)
      ? Int64.random(in: 600...2_000, using: &generator)
      : share * share / 1_000 * place.longest + 12_000
    return Call(
      number: number, start: start, ringing: .random(in: 4_000...18_000, using: &generator),
      talked: talked, cause: generator.happens(permille: 700) ? .callerHungUp : .farEndHungUp)
  }
}
