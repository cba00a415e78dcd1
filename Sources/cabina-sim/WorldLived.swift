import BoothSimulator

/// What is to be told of one simulated world, or of several.
struct WorldLived: Sendable {
  private(set) var violations: UInt64 = 0
  private(set) var text: [String] = []
  /// Why there was no world.
  private(set) var failure: String?
  private var milliseconds: Int64 = 0
  private var tally = WorldTally()
  /// Of the daemons of all.
  private(set) var effects = 0

  init() {}

  /// Lives one. `options` nil: drawn, with a storm. `file`: of its ledger, and stays if something is
  /// violated.
  init(
    seed: UInt64, options: WorldOptions?, remembering: Int, tellsAll: Bool, file: String?
  ) {
    do {
      let world = try ShopWorld(
        seed: seed, options: options, remembering: remembering, file: file)
      if let violation = world.run() {
        violations = 1
        let death =
          options?.death.map { "\(PlainWords.text($0.trouble)) before effect \($0.effect), " } ?? ""
        text.append("\(death)\(violation)")
      } else {
        world.removeLedger()
      }
      if tellsAll {
        text.append(
          "seed \(world.seed): \(world.steps) steps, wire \(world.wireDigest), "
            + PlainWords.text(world.tally))
        text += world.historyLines
      }
      milliseconds = world.now
      tally = world.tally
      effects = world.stormEffects
    } catch {
      failure = "\(error)"
    }
  }

  /// The texts are not kept.
  mutating func add(_ other: WorldLived) {
    violations += other.violations
    milliseconds += other.milliseconds
    effects += other.effects
    tally.add(other.tally)
  }

  private static let year: Int64 = 365 * 24 * 3_600_000

  /// Hundredths of years that were lived in each minute of ours.
  private func hundredths(_ taken: Int64) -> String {
    let count = milliseconds * 60_000 / max(1, taken) / (Self.year / 100)
    let rest = String(count % 100)
    return "\(count / 100).\(rest.count < 2 ? "0" : "")\(rest)"
  }

  /// `worlds`: how many there were.
  func summary(of worlds: UInt64, takenMilliseconds taken: Int64) -> String {
    let minutes = milliseconds / 60_000
    let time = minutes < 2 * 24 * 60 ? "\(minutes) minutes" : "\(minutes / (24 * 60)) days"
    return """
      \(time) lived in \(taken) ms, \(milliseconds / max(1, taken)) times as fast as real time: \
      \(Int64(worlds) * 60_000 / max(1, taken)) worlds, \(hundredths(taken)) years a minute
      \(tally.seizures) trunks seized, \(tally.answers) answers, \(tally.emergencies) emergency calls, \
      \(tally.helped) cries for help heard, \(tally.collections) tickets, \(tally.troubles) troubles, \
      \(tally.restarts) restarts of the daemon, \(tally.resets) of the board and \
      \(tally.technicianResets) more by a technician, \(tally.powerCuts) power cuts
      \(tally.billed) calls billed, at most \(tally.worstError) ms beside the truth; \
      \(tally.forgotten) forgotten by a board without power or reset, and flagged; \
      \(tally.totals) running totals read off displays
      \(violations == 0 ? "nothing was violated" : "\(violations) seeds with a violation")
      """
  }
}
