import BoothControl
import BoothProtocol

/// Where other threads leave things for the panel's thread. It holds the latest snapshot only, and
/// one result for each action that was asked for.
final class Mailbox: Sendable {
  /// What the panel's thread took.
  struct Mail: Sendable {
    /// nil: nothing was published yet.
    var snapshot: ShopSnapshot?
    /// When the core was heard last.
    var heardAt: Moment?
    var results: [ActionResult] = []
    var isStopping = false
  }

  struct ActionResult: Sendable {
    var ticket: UInt64
    var result: Result

    enum Result: Sendable {
      case action(OwnerActionResult)
      case ledger(LedgerAnswer)
      case access(AccessAnswer)
      case technician(TechnicianAnswer)
    }
  }

  /// For what the panel's thread is to be woken.
  enum Interest: Sendable {
    /// It looks by itself.
    case none
    case news
    /// Any sign that the core lives.
    case signs
  }

  private struct Contents: Sendable {
    var mail = Mail()
    var interest = Interest.none
    /// Nobody rings twice for one look.
    var hasRung = false
  }

  private let contents = Guarded(Contents())
  let bell: Bell

  init() throws(SystemFault) { bell = try Bell() }

  func leave(_ snapshot: ShopSnapshot) {
    let now = Moment.now()
    change { contents in
      contents.mail.heardAt = now
      let isNew = contents.mail.snapshot?.version != snapshot.version
      if isNew { contents.mail.snapshot = snapshot }
      return switch contents.interest {
      case .none: false
      case .news: isNew
      case .signs: true
      }
    }
  }

  func leave(_ result: ActionResult.Result, for ticket: UInt64) {
    change { contents in
      contents.mail.results.append(ActionResult(ticket: ticket, result: result))
      return true
    }
  }

  func stop() {
    change { contents in
      contents.mail.isStopping = true
      return true
    }
  }

  func take() -> Mail {
    contents.with { contents in
      let mail = contents.mail
      contents.mail.results = []
      contents.hasRung = false
      return mail
    }
  }

  /// To be called before each wait; false: something came since the last look.
  func expect(_ interest: Interest, since mail: Mail) -> Bool {
    contents.with { contents in
      contents.interest = interest
      let isNew = contents.mail.snapshot?.version != mail.snapshot?.version
      let isSign = contents.mail.heardAt != mail.heardAt
      return switch interest {
      case .none: true
      case .news: !isNew
      case .signs: !isSign
      }
    }
  }

  /// `body` says whether to wake the panel's thread.
  private func change(_ body: (inout Contents) -> Bool) {
    let mustRing = contents.with { contents in
      guard body(&contents), !contents.hasRung else { return false }
      contents.hasRung = true
      return true
    }
    if mustRing { bell.ring() }
  }
}
