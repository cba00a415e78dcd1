import BoothControl

/// How the shop counts its booths: by what their cards say.
enum BoothGroup: Hashable, Sendable, CaseIterable {
  case inUse
  case due
  case refused
  case free
  case disabled
  case withFault

  init(_ booth: BoothSnapshot) {
    self =
      switch CardState(of: booth) {
      case .free: .free
      case .due: .due
      case .disabled, .removed: .disabled
      case .fault, .gone: .withFault
      // Nobody talks there, and nobody else can.
      case .refused: .refused
      case .offHook, .dialling, .connecting, .ringing, .talking, .released: .inUse
      }
  }

  /// «1 libre», «5 libres».
  func words(count: Int) -> Words {
    let isOne = count == 1
    return switch self {
    case .inUse: Words("en uso", "in use")
    case .due: Words("por cobrar", "to collect")
    case .refused: Words(isOne ? "rechazada" : "rechazadas", "refused")
    case .free: Words(isOne ? "libre" : "libres", "free")
    case .disabled: Words(isOne ? "deshabilitada" : "deshabilitadas", "disabled")
    case .withFault: Words("con falla", "with a fault")
    }
  }
}
