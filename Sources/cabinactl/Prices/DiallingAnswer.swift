import BoothControl

/// What the daemon says of how callers dial.
struct DiallingAnswer: Decodable {
  let digitMap: String
  let emergency: [String]
  let blocked: [String]
  let blocksAll: Bool
  let allowed: [String]
  let carriers: [String]
  let carriersReplace: String
  let refusedCarriers: [String]

  func plan() throws(CommandError) -> NumberPlan {
    do throws(DigitMapError) {
      return NumberPlan(
        emergencyNumbers: emergency, blockedPrefixes: blocked, blocksAll: blocksAll,
        allowedPrefixes: allowed, carrierCodes: carriers, carrierReplaces: carriersReplace,
        refusedCarrierCodes: refusedCarriers, digitMap: try DigitMap(digitMap))
    } catch {
      throw CommandError(
        "el mapa de dígitos del servicio: \(error)", "the daemon's digit map: \(error)")
    }
  }
}
