import BoothControl
import Notation
import Rating

/// A booth's state as its card shows it: a word, an icon and a colour.
enum CardState: String, Hashable, Sendable, CaseIterable {
  case free
  /// Nobody is there, and what was talked is still to be paid.
  case due
  case disabled
  case offHook = "off-hook"
  case dialling
  case connecting
  case ringing
  case talking
  case released
  case refused
  case fault
  case gone
  case removed

  init(of booth: BoothSnapshot) {
    self =
      switch booth.state {
      case .free:
        if booth.due > .zero { .due } else if booth.isDisabled { .disabled } else { .free }
      case .offHook: .offHook
      case .dialling: .dialling
      case .connecting: .connecting
      case .ringing: .ringing
      case .talking: .talking
      case .released: .released
      case .refused: .refused
      case .lineFault: .fault
      case .boardGone: .gone
      case .removed: .removed
      }
  }
}

extension CardState: Worded {
  var words: Words {
    switch self {
    case .free: Words("Libre", "Free")
    case .due: Words("Por cobrar", "To collect")
    case .disabled: Words("Deshabilitada", "Disabled")
    case .offHook: Words("Descolgada", "Off the hook")
    case .dialling: Words("Marcando", "Dialling")
    case .connecting: Words("Conectando", "Connecting")
    case .ringing: Words("Llamando", "Calling")
    case .talking: Words("Hablando", "Talking")
    case .released: Words("Terminada", "Ended")
    case .refused: Words("Rechazada", "Refused")
    case .fault: Words("Falla de línea", "Line fault")
    case .gone: Words("Sin conexión", "Not connected")
    case .removed: Words("Retirada", "Removed")
    }
  }
}
