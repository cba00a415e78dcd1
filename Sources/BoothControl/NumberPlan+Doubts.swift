extension NumberPlan {
  /// What of the lists can be meant otherwise: it is no fault, but does nothing, or something else
  /// than its author believes.
  package var doubts: [NumberPlanDoubt] {
    let known = Self.ready.first { $0.plan.digitMap == digitMap }?.plan.carrierCodes
    var doubts: [NumberPlanDoubt] = []
    for code in carrierCodes.filter(Self.isNumber) {
      if let shorter = codeWithoutReplaced(code, known ?? []) {
        doubts.append(.carrierWithReplaced(code, code: shorter))
      } else if known?.contains(code) == false {
        doubts.append(.carrierUnknownToMap(code))
      } else if !canBegin(code) {
        doubts.append(.idle(code, key: "carriers"))
      }
    }
    doubts += blockedPrefixes.filter(isIdle).map { .idle($0, key: "blocked") }
    doubts += allowedPrefixes.filter(isIdle).map { .idle($0, key: "allowed") }
    return doubts
  }

  /// `188` of `1880`, where `0` is what a code replaces: it belongs to the number behind the code.
  private func codeWithoutReplaced(_ code: String, _ known: [String]) -> String? {
    guard !carrierReplaces.isEmpty, code.hasSuffix(carrierReplaces) else { return nil }
    let shorter = String(code.dropLast(carrierReplaces.utf8.count))
    return (known + carrierCodes).contains(shorter) ? shorter : nil
  }

  /// No number begins so, as it is sent, as it is rated, or right behind a carrier's code.
  private func isIdle(_ prefix: String) -> Bool {
    guard Self.isNumber(prefix), !canBegin(prefix) else { return false }
    // Behind a code it is what the code replaces that is put back, and nothing else begins so.
    let replaced = carrierReplaces
    let isRated = prefix.utf8.starts(with: replaced.utf8) || replaced.utf8.starts(with: prefix.utf8)
    let chosen = isRated ? String(prefix.dropFirst(replaced.utf8.count)) : prefix
    return !carrierCodes.filter(Self.isNumber).contains { canBegin($0 + chosen) }
  }

  private func canBegin(_ digits: String) -> Bool {
    var walk = Walk(self)
    for digit in digits.utf8 {
      guard !walk.isOver else { return false }
      walk.take(digit)
    }
    switch walk.progress {
    case .incomplete, .completeMayGrow, .complete: return true
    case .impossible, .emergency: return false
    }
  }
}

/// An entry of a number plan that its author may have meant otherwise.
package enum NumberPlanDoubt: Hashable, Sendable {
  /// No number that the digit map takes begins so: the entry does nothing.
  case idle(String, key: String)
  /// With it goes what it is dialled in place of, so that a country looks like an area.
  case carrierWithReplaced(String, code: String)
  /// A map that is ready has other codes: this one would be taken off numbers that have none.
  case carrierUnknownToMap(String)
}
