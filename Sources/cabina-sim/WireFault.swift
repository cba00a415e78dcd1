import BoothSimulator

/// The faults of the cable that a person can set, by their names in options and commands. Each is
/// out of 1000 bytes in both directions; `lose-acks` out of 1000 frames of the host.
enum WireFault: String, CaseIterable {
  case drop
  case flip
  case duplicate
  case insert
  case loseAcks = "lose-acks"

  func set(_ permille: Int, in misbehaviour: inout Misbehaviour) {
    for lane in [\Misbehaviour.towardsHost, \.towardsBoard] {
      switch self {
      case .drop: misbehaviour[keyPath: lane].dropPermille = permille
      case .flip: misbehaviour[keyPath: lane].flipPermille = permille
      case .duplicate: misbehaviour[keyPath: lane].duplicatePermille = permille
      case .insert: misbehaviour[keyPath: lane].insertPermille = permille
      case .loseAcks: misbehaviour.lostAcknowledgementPermille = permille
      }
    }
  }
}
