extension DigitMap {
  /// A digit map being followed digit by digit. All alternatives are followed at once, so a digit
  /// costs one pass over the map, whatever the map says.
  struct Walk {
    private let positions: [Position]
    /// The positions that the next digit may fill.
    private var isActive: [Bool]
    private var count = 0

    init(_ map: DigitMap) {
      positions = map.positions
      isActive = positions.indices.map { index in
        index == 0 || map.positions[index - 1].isEnd
      }
      skipRepeated()
    }

    /// Follows one more dialled digit, in ASCII.
    mutating func take(_ digit: UInt8) {
      // Counts no further than to the first digit too many.
      count = min(count + 1, DigitMap.maximumDigits + 1)
      let key = Keys(ascii: digit) ?? []
      var next = [Bool](repeating: false, count: positions.count)
      if !key.isEmpty && count <= DigitMap.maximumDigits {
        for (index, position) in positions.enumerated()
        where isActive[index] && position.keys.contains(key) {
          next[position.repeats ? index : index + 1] = true
        }
      }
      isActive = next
      skipRepeated()
    }

    /// Two that are equal are followed by the same digits.
    struct Place: Equatable {
      fileprivate let isActive: [Bool]
      fileprivate let count: Int

      /// A number goes through it.
      var isPossible: Bool { isActive.contains(true) }
    }

    var place: Place { Place(isActive: isActive, count: count) }

    var match: Match {
      var isComplete = false
      var waitsForTimer = false
      var canGrow = false
      for (index, position) in positions.enumerated() where isActive[index] {
        if position.isEnd { isComplete = true }
        if position.keys.contains(.timer) { waitsForTimer = true }
        if !position.keys.subtracting(.timer).isEmpty { canGrow = true }
      }
      // No digit at all is no number, whatever the map allows.
      if count == 0 { return .incomplete }
      if count == DigitMap.maximumDigits { canGrow = false }
      if isComplete && !canGrow { return .complete }
      if isComplete || waitsForTimer { return .completeMayGrow }
      return canGrow ? .incomplete : .impossible
    }

    /// «Zero or more» may be zero: the position after it can be filled as well.
    private mutating func skipRepeated() {
      for (index, position) in positions.enumerated() where isActive[index] && position.repeats {
        isActive[index + 1] = true
      }
    }
  }
}
