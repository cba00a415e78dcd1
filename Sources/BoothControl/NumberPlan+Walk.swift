extension NumberPlan {
  /// A number plan being followed digit by digit.
  struct Walk {
    private let emergencyNumbers: [String]
    private var map: DigitMap.Walk
    private(set) var taken = ""
    private(set) var progress: DialProgress

    init(_ plan: NumberPlan) {
      emergencyNumbers = plan.emergencyNumbers.filter(NumberPlan.isNumber)
      map = DigitMap.Walk(plan.digitMap)
      progress = .incomplete
    }

    /// No further digit matters.
    var isOver: Bool {
      switch progress {
      case .emergency, .complete, .impossible: true
      case .incomplete, .completeMayGrow: false
      }
    }

    mutating func take(_ digit: UInt8) {
      taken.unicodeScalars.append(Unicode.Scalar(digit))
      map.take(digit)
      progress = progressNow
    }

    private var progressNow: DialProgress {
      if emergencyNumbers.contains(taken) { return .emergency }
      // The way to an emergency number stays open, whatever the map says of it.
      let leadsToEmergency = emergencyNumbers.contains { $0.utf8.starts(with: taken.utf8) }
      return switch map.match {
      case .impossible: leadsToEmergency ? .incomplete : .impossible
      case .incomplete: .incomplete
      case .completeMayGrow: .completeMayGrow
      case .complete: leadsToEmergency ? .completeMayGrow : .complete
      }
    }
  }
}
