/// Why a session ended.
package enum LinkLoss: Hashable, Sendable {
  case portClosed
  /// It was asked for: another one follows.
  case renewed
  /// No valid frame came for 5000 ms.
  case silence
  /// A command was sent five times and not answered.
  case commandUnanswered
  /// The board announced itself, or its clock leapt: it has no session.
  case boardRestarted
  /// Not a session that ended but one that was refused; told once, and tried again.
  case refused(Refusal)

  package enum Refusal: Hashable, Sendable {
    case noCommonVersion
    /// It gave sessions and did not answer what it was asked in them.
    case unanswered
    /// It tells again and again what it was told is stored, and nothing that follows.
    case unheard
    /// The bits of the features that one side needs and the other does not know.
    case unknownFeature(UInt32)
    /// What the board says of itself or of its lines makes no sense.
    case malformed

    /// A line that loses what is said looks the same: the board is asked again sooner.
    var mayBeTheLine: Bool { self == .unanswered || self == .unheard }
  }
}
