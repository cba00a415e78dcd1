import BoothControl
import BoothProtocol
import SerialLine

/// What is said in the journal of what a board has brought about: a broken or hostile one can have it
/// say a thousand things a second, and must not keep those of the others from being read.
extension Core {
  func journal(_ priority: Journal.Priority, _ text: String) {
    Journal.write(priority, text, about: subject)
  }

  func subject(of item: Work) -> String? {
    switch item {
    case .link(let id, _): links.first { $0.id == id }?.candidate.path
    case .exchange(let input):
      input.board.map { uid in
        links.first { $0.board == uid }?.candidate.path ?? uid.description
      }
    case .technician: nil
    }
  }
}

extension Exchange.Input {
  /// The board that it is from.
  fileprivate var board: BoardUID? {
    switch self {
    case .boardConnected(let identity, _): identity.uid
    case .boardCaughtUp(let uid), .boardEvent(let uid, _), .boardClock(let uid, _),
      .boardHeard(let uid, _), .boardLost(let uid), .boardAnswered(let uid, _, _):
      uid
    case .committed, .rejected, .declined, .storageFailed, .storageRecovered, .owner, .tariffs,
      .names, .calendar, .stopping, .timer:
      nil
    }
  }
}
