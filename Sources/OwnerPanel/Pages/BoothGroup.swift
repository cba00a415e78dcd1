import BoothControl
import Notation

/// How the shop counts its booths: by what their cards say.
enum BoothGroup: Hashable, Sendable, CaseIterable {
  case inUse
  case refused
  case free
  case disabled
  case withFault

  /// nil: nobody is there, and it owes.
  init?(_ booth: BoothSnapshot) {
    switch CardState(of: booth) {
    case .free: self = .free
    case .due: return nil
    case .disabled, .removed: self = .disabled
    case .fault, .gone: self = .withFault
    // Nobody talks there, and nobody else can.
    case .refused: self = .refused
    case .offHook, .dialling, .connecting, .ringing, .talking, .released: self = .inUse
    }
  }

  /// «1 libre», «5 libres».
  func words(count: Int) -> Words {
    let isOne = count == 1
    return switch self {
    case .inUse: Words("en uso", "in use")
    case .refused: Words(isOne ? "rechazada" : "rechazadas", "refused")
    case .free: Words(isOne ? "libre" : "libres", "free")
    case .disabled: Words(isOne ? "deshabilitada" : "deshabilitadas", "disabled")
    case .withFault: Words("con falla", "with a fault")
    }
  }
}
