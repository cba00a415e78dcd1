import BoothControl

/// A booth's state as its card shows it: a word, an icon and a colour.
enum CardState: String, Hashable, Sendable, CaseIterable {
  case free
  case disabled
  case offHook = "off-hook"
  case dialling
  case connecting
  case talking
  case released
  case refused
  case fault
  case gone
  case removed

  init(of booth: BoothSnapshot) {
    self =
      switch booth.state {
      case .free: booth.isDisabled ? .disabled : .free
      case .offHook: .offHook
      case .dialling: .dialling
      case .connecting: .connecting
      case .talking: .talking
      case .released: .released
      case .refused: .refused
      case .lineFault: .fault
      case .boardGone: .gone
      case .removed: .removed
      }
  }

  /// How the shop counts its booths.
  enum Group: Hashable, Sendable, CaseIterable {
    case inUse
    case free
    case disabled
    case withFault
  }

  var group: Group {
    switch self {
    case .free: .free
    case .disabled, .removed: .disabled
    case .fault, .gone: .withFault
    case .offHook, .dialling, .connecting, .talking, .released, .refused: .inUse
    }
  }
}

extension CardState: Worded {
  var words: Words {
    switch self {
    case .free: Words("Libre", "Free")
    case .disabled: Words("Deshabilitada", "Disabled")
    case .offHook: Words("Descolgada", "Off the hook")
    case .dialling: Words("Marcando", "Dialling")
    case .connecting: Words("Llamando", "Calling")
    case .talking: Words("Hablando", "Talking")
    case .released: Words("Terminada", "Ended")
    case .refused: Words("Rechazada", "Refused")
    case .fault: Words("Falla de línea", "Line fault")
    case .gone: Words("Sin conexión", "Not connected")
    case .removed: Words("Retirada", "Removed")
    }
  }
}
