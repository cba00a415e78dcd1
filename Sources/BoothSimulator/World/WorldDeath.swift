/// A trouble that comes between two effects of the daemon.
package struct WorldDeath: Hashable, Sendable {
  /// The effect that is not performed any more; from 0, counted over all daemons of the world.
  package let effect: Int
  package let trouble: WorldTrouble

  /// The daemon alone, or all that has power in the shop, is dead for a second or some.
  package static func killed(before effect: Int) -> WorldDeath {
    WorldDeath(
      effect: effect, trouble: .kill(afterEffects: 0, pause: pause(effect)))
  }

  package static func blackout(before effect: Int) -> WorldDeath {
    let pause = pause(effect)
    return WorldDeath(
      effect: effect,
      trouble: .mains(box: pause + 1_500, board: pause, clockBehind: Int64(effect % 2) * 1_800_000))
  }

  /// Shorter and longer than a session lives without a word, and than a lease.
  private static func pause(_ effect: Int) -> Int64 { [300, 3_000, 7_000, 24_000][effect % 4] }
}

extension WorldOptions {
  /// A minute of a crowded shop in which nothing goes wrong by itself.
  package static func crowdedMinute(seed: UInt64) -> WorldOptions {
    var options = WorldOptions(seed: seed)
    options.stormMilliseconds = 60_000
    options.means = [:]
    options.ownerMean = 4_000
    options.talksForHours = false
    return options
  }
}
