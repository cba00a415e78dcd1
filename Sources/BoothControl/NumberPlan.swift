/// What a shop lets its customers dial: the digit map with the emergency numbers above it, and the
/// rules for blocked numbers and carrier codes.
///
/// An emergency number wins as soon as it has been dialled, even where a longer number that begins
/// with it is allowed: who dials 133 must not wait for a timer to run out. The price is that no
/// longer number can begin with an emergency number; the list is the technician's.
package struct NumberPlan: Hashable, Sendable {
  package let emergencyNumbers: [String]
  /// Numbers beginning so are refused, with or without a carrier code before them.
  package let blockedPrefixes: [String]
  /// What is not allowed is refused.
  package let blocksAll: Bool
  /// Numbers beginning so are not, if no blocked prefix that begins them is as long.
  package let allowedPrefixes: [String]
  /// Taken off before rating; where several fit, the longest. What is left must not look like
  /// another number: in Chile list `188` and not `1880`, for then Mexico is `0 52…` and cannot be
  /// taken for Copiapó, `52…`.
  package let carrierCodes: [String]
  /// What a carrier's code was dialled in place of, put back before rating: in Chile the `0` of
  /// trunk calls. `188 32…` is then rated as `032…`, and Mexico, `188 0 52…`, as `0052…`, which no
  /// area is (`052…` is Copiapó).
  package let carrierReplaces: String
  /// Carriers' codes that the map lets through and the shop does not have: a number behind one is
  /// refused. Looked up with the code before it, it would pass every blocked prefix.
  package let refusedCarrierCodes: [String]
  package let digitMap: DigitMap

  /// Entries that are not digits, or empty, take no part; `faults` names them.
  package init(
    emergencyNumbers: [String], blockedPrefixes: [String] = [], blocksAll: Bool = false,
    allowedPrefixes: [String] = [], carrierCodes: [String] = [], carrierReplaces: String = "",
    refusedCarrierCodes: [String] = [], digitMap: DigitMap
  ) {
    self.emergencyNumbers = emergencyNumbers
    self.blockedPrefixes = blockedPrefixes
    self.blocksAll = blocksAll
    self.allowedPrefixes = allowedPrefixes
    self.carrierCodes = carrierCodes
    self.carrierReplaces = carrierReplaces
    self.refusedCarrierCodes = refusedCarrierCodes
    self.digitMap = digitMap
  }

  /// A map that is ready has codes that are known; of those the shop's list is what it has.
  package init(_ configuration: ShopConfiguration) {
    let known = Self.ready.first { $0.plan.digitMap == configuration.digitMap }?.plan.carrierCodes
    self.init(
      emergencyNumbers: configuration.emergencyNumbers,
      blockedPrefixes: configuration.blockedPrefixes, blocksAll: configuration.blocksAll,
      allowedPrefixes: configuration.allowedPrefixes, carrierCodes: configuration.carrierCodes,
      carrierReplaces: configuration.carrierReplaces,
      refusedCarrierCodes: (known ?? []).filter { !configuration.carrierCodes.contains($0) },
      digitMap: configuration.digitMap)
  }

  /// Where the caller stands after these digits: what to do next, and which timer runs. Digits
  /// beyond a complete number change nothing.
  package func progress(_ digits: String) -> DialProgress { walk(digits).progress }

  /// What was dialled, once dialling is over: `progress` said so, or its timer ran out.
  ///
  /// Digits beyond a complete number are not sent: the number ends where nothing longer was
  /// possible, whatever was dialled after it.
  package func classify(_ dialled: String) -> NumberClass {
    let walk = walk(dialled)
    switch walk.progress {
    case .emergency: return .emergency(walk.taken)
    case .impossible, .incomplete: return .notANumber
    case .complete, .completeMayGrow: break
    }
    let sent = digitMap.finalNumber(walk.taken)
    guard Self.isNumber(sent) else { return .notANumber }
    let isLonger = { (code: String) in code.utf8.count < sent.utf8.count }
    let carrier = longestPrefix(of: sent, in: carrierCodes, where: isLonger)
    guard carrier != nil || longestPrefix(of: sent, in: refusedCarrierCodes, where: isLonger) == nil
    else { return .notANumber }
    let chosen = carrier.map { String(sent.dropFirst($0.utf8.count)) } ?? sent
    // What the second code does is the first one's carrier to say; no price is known for that.
    guard carrier == nil || longestPrefix(of: chosen, in: carrierCodes + refusedCarrierCodes) == nil
    else { return .notANumber }
    let rated = carrier.map { _ in carrierReplaces + chosen } ?? sent
    if let prefix = blocking(sent: sent, rated: rated, chosen: chosen, carrier: carrier) {
      return .blocked(prefix)
    }
    return .number(sent: sent, rated: rated, carrier: carrier)
  }

  /// The blocked prefix that decides on a number, empty where all is blocked; nil: it is allowed.
  ///
  /// Of all entries that begin the number, as it is sent or as it is rated, the longest decides;
  /// of two as long the one that blocks. But a carrier's code opens nothing by its first digits:
  /// who allows `1` means the services of three digits, not every country behind `188 0`. What is
  /// dialled right behind the code is held against the blocked ones too: `600` there is no area. But
  /// where it begins with what the code replaces it is abroad, and `0 52` is no area either.
  private func blocking(
    sent: String, rated: String, chosen: String, carrier: String?
  ) -> String? {
    let isAbroad = !carrierReplaces.isEmpty && chosen.utf8.starts(with: carrierReplaces.utf8)
    let blocked = longest(
      longest(
        longestPrefix(of: sent, in: blockedPrefixes), longestPrefix(of: rated, in: blockedPrefixes)),
      longestPrefix(of: isAbroad ? sent : chosen, in: blockedPrefixes))
    guard let blocked = blocked ?? (blocksAll ? "" : nil) else { return nil }
    let leastDigits = carrier?.utf8.count ?? 0
    let allowed = longest(
      longestPrefix(of: sent, in: allowedPrefixes) { $0.utf8.count >= leastDigits },
      longestPrefix(of: rated, in: allowedPrefixes))
    guard let allowed, allowed.utf8.count > blocked.utf8.count else { return blocked }
    return nil
  }

  private func longest(_ one: String?, _ other: String?) -> String? {
    guard let one, let other else { return one ?? other }
    return one.utf8.count >= other.utf8.count ? one : other
  }

  /// As much of the end of a row of digits as may be the beginning of an emergency number: for
  /// digits whose own beginning is not known.
  func emergencyBeginning(_ digits: String) -> String {
    var rest = digits[...]
    while !rest.isEmpty, !emergencyNumbers.contains(where: { $0.hasPrefix(rest) }) {
      rest = rest.dropFirst()
    }
    return String(rest)
  }

  private func walk(_ digits: String) -> Walk {
    var walk = Walk(self)
    for digit in digits.utf8 where !walk.isOver { walk.take(digit) }
    return walk
  }

  private func longestPrefix(
    of number: String, in prefixes: [String], where isAllowed: (String) -> Bool = { _ in true }
  ) -> String? {
    prefixes.filter { prefix in
      Self.isNumber(prefix) && number.utf8.starts(with: prefix.utf8) && isAllowed(prefix)
    }
    .max { $0.utf8.count < $1.utf8.count }
  }

  /// Only digits, and at least one.
  static func isNumber(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

/// Where a caller stands who has dialled some digits.
package enum DialProgress: Hashable, Sendable {
  /// An emergency number: connect at once.
  case emergency
  /// No number begins so.
  case impossible
  /// The partial timer runs.
  case incomplete
  /// A number that could still grow: the critical timer runs.
  case completeMayGrow
  /// Connect at once.
  case complete
}

/// What a dialled number is.
package enum NumberClass: Hashable, Sendable {
  case emergency(String)
  /// The prefix that forbids it; empty: all is blocked that is not allowed.
  case blocked(String)
  /// Nothing, incomplete, outside the digit map, too long, with two carriers' codes, with one that
  /// the shop does not have, or with `*`, `#` or letters in it: star codes are never passed on.
  case notANumber
  /// `sent` goes to the trunk, with the carrier's code that the caller chose; `rated`, without it,
  /// is what a tariff is looked up for.
  case number(sent: String, rated: String, carrier: String?)
}
