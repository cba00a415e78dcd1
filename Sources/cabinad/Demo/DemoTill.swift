import BoothControl
import Rating

/// Who stands at the till of the demo: some of those who talked go on to another call, the others
/// come and pay.
struct DemoTill {
  static let seconds = 5
  /// How often a booth is looked at, empty and with something due, before it is collected.
  static let patience = 4

  private var looks: [BoothNumber: Int] = [:]

  /// Asked every `seconds`.
  mutating func actions(on booths: [BoothSnapshot]) -> [OwnerAction] {
    booths.compactMap { booth in
      guard booth.state == .free, booth.due > .zero else {
        looks[booth.number] = nil
        return nil
      }
      looks[booth.number, default: 0] += 1
      guard looks[booth.number] == Self.patience else { return nil }
      return .collect(
        booth.number, expected: booth.due, received: booth.due.raised(toPesos: 1_000))
    }
  }
}
