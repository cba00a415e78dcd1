/// What must hold in a simulated shop, whatever goes wrong.
package enum WorldInvariant: String, Hashable, Sendable, CaseIterable {
  /// Each answered call has exactly one durable record, to its true time and price, and no record
  /// is without a call.
  case billedOnce
  /// The balance is what was paid less what calls cost, never below zero, and what is held back is
  /// there.
  case moneyAddsUp
  /// A trunk is seized only for what the booth dialled, with its authorisation on the disk.
  case authorisedFirst
  /// A booth that was disabled before the first digit gets no trunk.
  case disabledStaysClosed
  /// An emergency call comes through, and is ended by nobody but its two ends.
  case emergencyConnects
  /// No call is ended but by those who talk, by the owner, by its money, or by trouble.
  case goesOn
  /// A call that the owner cuts ends, and one that no host renews: with its lease.
  case endsInTime
  /// The bill on a booth's display is what is charged.
  case shownTruly
  /// Who is off-hook hears something.
  case neverSilent
  /// Nothing that bears on money is forgotten by the board before it is on the disk, and nothing is
  /// said to be done before.
  case diskFirst
  /// The daemon's own ledger, in its file, says what the model of it says.
  case ledgerAgrees
  /// Nothing grows without end.
  case bounded
  /// In the end host and board say the same of every line.
  case agreement
}

package struct WorldViolation: Error, Hashable, Sendable, CustomStringConvertible {
  package let seed: UInt64
  /// How many instants had been lived before this one.
  package let step: Int
  /// Milliseconds from the opening of the shop.
  package let time: Int64
  package let invariant: WorldInvariant
  package let what: String
  package let history: [String]

  package var description: String {
    """
    seed \(seed), step \(step), \(WorldHistory.clock(time)), \(invariant): \(what)
    \(history.joined(separator: "\n"))
    """
  }
}
