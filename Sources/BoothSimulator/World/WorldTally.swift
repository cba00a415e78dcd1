/// What a world has seen.
package struct WorldTally: Hashable, Sendable {
  package var troubles = 0
  package var resets = 0
  /// Of those that a technician asked for.
  package var technicianResets = 0
  /// Of the box, of the board or of both.
  package var powerCuts = 0
  /// Deaths and stops of the daemon.
  package var restarts = 0
  package var seizures = 0
  package var answers = 0
  package var emergencies = 0
  /// Callers for help whose wait was judged.
  package var helped = 0
  /// Tickets that the owner was told of.
  package var collections = 0
  /// Totals on displays that were held to the price.
  package var totals = 0
  /// Answered calls whose record was held to their true duration, to the millisecond.
  package var billed = 0
  /// Answered calls whose end the board took with it when it was reset or lost its power: flagged,
  /// and billed to what was known.
  package var forgotten = 0
  /// The largest difference between a record and its call, of those that were not forgotten.
  package var worstError: Int64 = 0

  package init() {}

  package mutating func add(_ other: WorldTally) {
    troubles += other.troubles
    resets += other.resets
    technicianResets += other.technicianResets
    powerCuts += other.powerCuts
    restarts += other.restarts
    seizures += other.seizures
    answers += other.answers
    emergencies += other.emergencies
    helped += other.helped
    collections += other.collections
    totals += other.totals
    billed += other.billed
    forgotten += other.forgotten
    worstError = max(worstError, other.worstError)
  }
}
