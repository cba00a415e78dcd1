/// What is wrong with the command line: where, and what was expected.
enum UsageError: Error, CustomStringConvertible {
  case unknownOption(String, of: String = "board")
  case missingValue(option: String, expected: String)
  case badValue(option: String, value: String, expected: String)
  case conflict(String)
  case board(String)

  var description: String {
    switch self {
    case .unknownOption(let option, let verb): "«\(option)» is not an option of \(verb)"
    case .missingValue(let option, let expected): "\(option) needs a value: \(expected)"
    case .badValue(let option, let value, let expected):
      "\(option): «\(value)» is not \(expected)"
    case .conflict(let what): what
    case .board(let what): what
    }
  }
}
