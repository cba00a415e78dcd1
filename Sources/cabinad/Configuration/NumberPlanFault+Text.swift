import BoothControl

extension NumberPlanFault {
  /// What stands there, for a person.
  var found: String {
    switch self {
    case .emergencyNumber(let number): "the emergency number «\(number)»"
    case .tooManyEmergencyNumbers(let count): "\(count) emergency numbers"
    case .unreachableEmergencyNumber(let number, let shorter):
      "the emergency number «\(number)» beside «\(shorter)», to which it would connect first"
    case .blockedPrefix(let prefix): "the blocked prefix «\(prefix)»"
    case .carrierCode(let code): "the carrier code «\(code)»"
    }
  }

  var expected: String {
    switch self {
    case .emergencyNumber: "1 to \(NumberPlan.maximumEmergencyDigits) digits"
    case .tooManyEmergencyNumbers: "at most \(NumberPlan.maximumEmergencyNumbers)"
    case .unreachableEmergencyNumber: "no emergency number that begins with another"
    case .blockedPrefix, .carrierCode: "digits, at least one"
    }
  }
}
