import LineRecord

/// The command line of `cabina-sim replay`.
struct ReplayArguments {
  var file = ""
  var link: String?
  /// Who may open the terminal; nil: as the system has it.
  var permissions: UInt32?
  var pace = ReplayBoard.Pace.recorded
  /// nil: the boots have the numbers that were recorded.
  var firstBootID: UInt32?

  init(_ words: [String]) throws(UsageError) {
    var words = OptionWords(words)
    while let option = try words.nextOption() {
      switch option {
      case "--link": link = try words.value(option, expected: "a path")
      case "--mode": permissions = try words.permissions(option)
      case "--boot-id": firstBootID = try words.number(option, 0...UInt32.max)
      case "--speed":
        let expected = "recorded or full"
        let value = try words.value(option, expected: expected)
        guard let pace = ReplayBoard.Pace(rawValue: value) else {
          throw .badValue(option: option, value: value, expected: expected)
        }
        self.pace = pace
      case let option where option.hasPrefix("-"): throw .unknownOption(option, of: "replay")
      case let word where file.isEmpty: file = word
      case let word: throw .conflict("«\(word)» is one too many: there is one recording")
      }
    }
    guard !file.isEmpty else { throw .missingValue(option: "replay", expected: "a recording") }
  }
}
