import BoothControl
import Notation

extension NumberPlanFault {
  /// What stands there, for a person.
  var found: String {
    switch self {
    case .emergencyNumber(let number): "the emergency number «\(number)»"
    case .tooManyEmergencyNumbers(let count): "\(count) emergency numbers"
    case .unreachableEmergencyNumber(let number, let shorter):
      "the emergency number «\(number)» beside «\(shorter)», to which it would connect first"
    case .blockedPrefix(let prefix): "the blocked prefix «\(prefix)»"
    case .allowedPrefix(let prefix): "the allowed prefix «\(prefix)»"
    case .allowedAndBlocked(let prefix): "«\(prefix)» in «allowed» and in «blocked»"
    case .allowedInVain(let prefix):
      "«\(prefix)» in «allowed», which nothing in «blocked» blocks"
    case .carrierCode(let code): "the carrier code «\(code)»"
    }
  }

  var expected: String {
    switch self {
    case .emergencyNumber: "1 to \(NumberPlan.maximumEmergencyDigits) digits"
    case .tooManyEmergencyNumbers: "at most \(NumberPlan.maximumEmergencyNumbers)"
    case .unreachableEmergencyNumber: "no emergency number that begins with another"
    case .blockedPrefix, .allowedPrefix, .carrierCode: "digits, at least one"
    case .allowedAndBlocked: "it in one of them"
    case .allowedInVain: "blocked = all, or a shorter prefix there, of which it is the exception"
    }
  }

  /// The key of [dialling] that it is about.
  var key: String {
    switch self {
    case .emergencyNumber, .tooManyEmergencyNumbers, .unreachableEmergencyNumber: "emergency"
    case .blockedPrefix: "blocked"
    case .allowedPrefix, .allowedAndBlocked, .allowedInVain: "allowed"
    case .carrierCode: "carriers"
    }
  }
}

extension NumberPlanDoubt: Worded {
  var words: Words {
    switch self {
    case .idle(let prefix, let key):
      Words(
        "«\(prefix)» en «\(key)»: ningún número que toma el mapa de dígitos empieza así, no hace nada",
        "«\(prefix)» in «\(key)»: no number that the digit map takes begins so, it does nothing")
    case .carrierWithReplaced(let entry, let code):
      Words(
        "«\(entry)» en «carriers»: ponga \(code): lo que sigue es del número, y sin ello un país se "
          + "tarifica y se bloquea como una zona",
        "«\(entry)» in «carriers»: list \(code): what follows belongs to the number, and without it "
          + "a country is priced and blocked as an area")
    case .carrierUnknownToMap(let code):
      Words(
        "«\(code)» en «carriers»: el mapa de dígitos no tiene ese código; se quita de los números que "
          + "empiezan así, y lo que queda se tarifica y se bloquea como otro número",
        "«\(code)» in «carriers»: the digit map has no such code; it is taken off numbers that begin "
          + "so, and what is left is priced and blocked as another number")
    }
  }
}
