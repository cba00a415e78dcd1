/// What a world has seen.
package struct WorldTally: Hashable, Sendable {
  package var troubles = 0
  package var resets = 0
  /// Deaths and stops of the daemon.
  package var restarts = 0
  package var seizures = 0
  package var answers = 0
  package var emergencies = 0
  /// Callers for help whose wait was judged.
  package var helped = 0
  /// Tickets that the owner was told of.
  package var collections = 0

  package init() {}

  package mutating func add(_ other: WorldTally) {
    troubles += other.troubles
    resets += other.resets
    restarts += other.restarts
    seizures += other.seizures
    answers += other.answers
    emergencies += other.emergencies
    helped += other.helped
    collections += other.collections
  }
}
