import BoothControl
import Notation
import Rating

/// A page about a booth that its card leads to; the raw value is the last segment of its path.
enum CardLink: String, Hashable, Sendable, CaseIterable, Worded {
  case collect
  case credit

  /// Whether the core would take it now; its own word comes when it is asked.
  func isOffered(on booth: BoothSnapshot) -> Bool {
    let isInCall = booth.call?.isLive == true && booth.call?.isCharged == true
    let account = booth.account
    return switch self {
    case .collect: !account.isEmpty && !(isInCall && account.isPrepaid)
    case .credit:
      booth.state != .removed && (account.isPrepaid || !isInCall && booth.due == .zero)
    }
  }

  /// On the card.
  var words: Words {
    switch self {
    case .collect: Words("Cobrar", "Collect")
    case .credit: Words("Crédito", "Credit")
    }
  }
}

extension BoothAction: Worded {
  /// On its button.
  var words: Words {
    switch self {
    case .disable: Words("Deshabilitar", "Disable")
    case .enable: Words("Habilitar", "Enable")
    case .cut: Words("Cortar", "Cut off")
    case .uncharged: Words("Próxima sin cobro", "Next one uncharged")
    case .charged: Words("Próxima con cobro", "Next one charged")
    }
  }
}
