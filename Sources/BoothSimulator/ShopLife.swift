/// Who comes to a shop with booths, whom they call and how long they talk: one customer after the
/// other in each booth, with pauses a shop has on a good afternoon.
package struct ShopLife: Hashable, Sendable {
  package struct Destination: Hashable, Sendable {
    package var number: String
    /// How often, beside the others'.
    package var weight: Int

    package init(number: String, weight: Int) {
      self.number = number
      self.weight = weight
    }
  }

  package var destinations: [Destination]
  /// How long until the first customer comes to a booth, in milliseconds.
  package var opening: ClosedRange<Int64> = 500...20_000

  /// Calls within the country: extensions, Santiago, Valparaíso, mobiles.
  package init() {
    destinations = [
      Destination(number: "1005", weight: 10), Destination(number: "1006", weight: 16),
      Destination(number: "025854205", weight: 24), Destination(number: "0322768005", weight: 14),
      Destination(number: "0991234567", weight: 20), Destination(number: "0987654321", weight: 10),
      Destination(number: "4375", weight: 6),
    ]
  }

  /// How the called behave: most answer, 4375 never does, and some hang up first.
  package static func network(seed: UInt64) -> TelephoneNetwork {
    var usual = TelephoneNetwork.Habits()
    usual.unansweredPermille = 90
    usual.busyPermille = 60
    usual.hangsUpPermille = 300
    usual.hangsUpAfterMilliseconds = 15_000...240_000
    var valparaiso = usual
    valparaiso.unansweredPermille = 300
    return TelephoneNetwork(
      usual: usual,
      rules: [
        TelephoneNetwork.Rule(prefix: "4375", habits: .neverAnswers),
        TelephoneNetwork.Rule(prefix: "0322768005", habits: valparaiso),
      ], seed: seed)
  }

  /// The time a booth stays empty between two customers.
  func pause(using generator: inout SplitMix64) -> ClosedRange<Int64> {
    generator.happens(permille: 600) ? 5_000...25_000 : 25_000...110_000
  }

  /// What the next customer does.
  func visit(using generator: inout SplitMix64) -> CallerScript {
    if generator.happens(permille: 30) { return .changesMind }
    let dialling: CallerScript.Dialling = generator.happens(permille: 100) ? .rotary : .keypad
    let patience = Int64.random(in: 35_000...60_000, using: &generator)
    return .call(
      destination(using: &generator), by: dialling, talking: talk(using: &generator),
      patience: patience)
  }

  private func destination(using generator: inout SplitMix64) -> String {
    let total = destinations.reduce(0) { $0 + max(0, $1.weight) }
    guard total > 0, let last = destinations.last else { return "1006" }
    var place = Int.random(in: 0..<total, using: &generator)
    for destination in destinations {
      place -= max(0, destination.weight)
      if place < 0 { return destination.number }
    }
    return last.number
  }

  private func talk(using generator: inout SplitMix64) -> ClosedRange<Int64> {
    switch generator.next() % 100 {
    case 0..<10: 3_000...10_000
    case 10..<50: 15_000...60_000
    case 50..<88: 60_000...180_000
    default: 180_000...540_000
    }
  }
}
