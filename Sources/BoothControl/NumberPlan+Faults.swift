extension NumberPlan {
  /// What is wrong with the lists of a number plan; empty: nothing.
  package var faults: [NumberPlanFault] {
    var faults: [NumberPlanFault] = []
    if emergencyNumbers.count > Self.maximumEmergencyNumbers {
      faults.append(.tooManyEmergencyNumbers(emergencyNumbers.count))
    }
    for number in emergencyNumbers {
      if !Self.isNumber(number) || number.utf8.count > Self.maximumEmergencyDigits {
        faults.append(.emergencyNumber(number))
      } else if let shorter = emergencyNumbers.first(where: { other in
        Self.isNumber(other) && other.utf8.count < number.utf8.count
          && number.utf8.starts(with: other.utf8)
      }) {
        faults.append(.unreachableEmergencyNumber(number, behind: shorter))
      }
    }
    faults += blockedPrefixes.filter { !Self.isPrefix($0) }.map(NumberPlanFault.blockedPrefix)
    faults += allowedPrefixes.filter { !Self.isPrefix($0) }.map(NumberPlanFault.allowedPrefix)
    faults += allowedPrefixes.filter(blockedPrefixes.contains).map(
      NumberPlanFault.allowedAndBlocked)
    faults += allowedPrefixes.filter(isAllowedInVain).map(NumberPlanFault.allowedInVain)
    faults += carrierCodes.filter { !Self.isPrefix($0) }.map(NumberPlanFault.carrierCode)
    return faults
  }

  private func isAllowedInVain(_ allowed: String) -> Bool {
    guard Self.isPrefix(allowed), !blocksAll else { return false }
    func begins(_ one: String, _ other: String) -> Bool {
      Self.isPrefix(one) && other.utf8.starts(with: one.utf8)
    }
    // With a carrier's code before it a number begins otherwise.
    let hasCarrier = { (prefix: String) in self.carrierCodes.contains { begins($0, prefix) } }
    return !blockedPrefixes.contains { begins($0, allowed) || hasCarrier($0) }
      && !hasCarrier(allowed)
  }

  /// Codes that the digit map does not tell from a listed carrier's, and that are in no list: it
  /// goes on behind them as behind that one, but a number there is rated, and held against the
  /// blocked prefixes, with all its digits. Empty where the map takes any digits in a code's place,
  /// and so says nothing of codes. Costs ten thousand short walks of the map.
  package var unlistedCarrierCodes: [String] {
    let listed = Set(carrierCodes + refusedCarrierCodes)
    let lengths = Set(carrierCodes.map(\.utf8.count)).filter { $0 <= 4 }
    return lengths.sorted().flatMap { length in
      let places = carrierCodes.filter { $0.utf8.count == length }.map(place).filter(\.isPossible)
      let end = (0..<length).reduce(1) { power, _ in power * 10 }
      let alike = (0..<end).map { code in
        String(repeating: "0", count: length - "\(code)".utf8.count) + "\(code)"
      }.filter { places.contains(place($0)) }
      return alike.count == end ? [] : alike.filter { !listed.contains($0) }
    }
  }

  /// Where the map stands after these digits.
  private func place(_ digits: String) -> DigitMap.Walk.Place {
    var walk = DigitMap.Walk(digitMap)
    for digit in digits.utf8 { walk.take(digit) }
    return walk.place
  }

  /// As many as a board keeps (BLP/1, CONFIGURE), and as long.
  package static let maximumEmergencyNumbers = 12
  package static let maximumEmergencyDigits = 6

  private static func isPrefix(_ text: String) -> Bool {
    isNumber(text) && text.utf8.count <= DigitMap.maximumDigits
  }
}

/// An entry of a number plan that cannot be used.
package enum NumberPlanFault: Hashable, Sendable {
  /// Not 1 to 6 digits.
  case emergencyNumber(String)
  case tooManyEmergencyNumbers(Int)
  /// Dialling it, the caller is connected to the shorter one first.
  case unreachableEmergencyNumber(String, behind: String)
  /// Not 1 to 32 digits.
  case blockedPrefix(String)
  /// Not 1 to 32 digits.
  case allowedPrefix(String)
  /// In both lists; it is blocked.
  case allowedAndBlocked(String)
  /// Nothing that begins so is blocked.
  case allowedInVain(String)
  /// Not 1 to 32 digits.
  case carrierCode(String)
}
