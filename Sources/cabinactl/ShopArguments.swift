/// Operands and options of a verb, in any order: `--name value` or `--name=value`; what stands
/// behind `--` is no option. What is left over at the end is an error.
struct ShopArguments {
  private(set) var options: [String: String] = [:]
  private(set) var isJSON = false
  private var operands: [String] = []

  init(_ arguments: [String], of verb: ShopVerb) throws(UsageError) {
    try self.init(arguments, taking: verb.valuedOptions)
  }

  /// `flags`: options without a value.
  init(
    _ arguments: [String], taking valuedOptions: [String], flags: [String] = []
  ) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        return
      }
      guard argument.hasPrefix("-"), argument.count > 1, !Self.isNumber(argument) else {
        operands.append(argument)
        continue
      }
      if argument == "--json" {
        guard !isJSON else { throw UsageError(message: "--json is given twice") }
        isJSON = true
        continue
      }
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if flags.contains(argument) {
        guard options.updateValue("", forKey: name) == nil else {
          throw UsageError(message: "\(name) is given twice")
        }
        continue
      }
      guard valuedOptions.contains(name) else {
        throw UsageError(message: "unknown option \(argument)")
      }
      guard let value = parts.count > 1 ? String(parts[1]) : rest.popFirst(), !value.isEmpty else {
        throw UsageError(message: "\(name) needs a value")
      }
      guard options.updateValue(value, forKey: name) == nil else {
        throw UsageError(message: "\(name) is given twice")
      }
    }
  }

  /// An amount below zero is a value, not an option.
  private static func isNumber(_ argument: String) -> Bool {
    argument.dropFirst().first.map { $0.isASCII && ($0.isNumber || $0 == ".") } ?? false
  }

  mutating func operand(_ expected: String) throws(UsageError) -> String {
    guard let operand = optionalOperand() else { throw UsageError(message: "expected \(expected)") }
    return operand
  }

  mutating func optionalOperand() -> String? { operands.isEmpty ? nil : operands.removeFirst() }

  func has(_ flag: String) -> Bool { options[flag] != nil }

  /// All that are left.
  mutating func allOperands() -> [String] {
    defer { operands = [] }
    return operands
  }

  func finish() throws(UsageError) {
    if let stray = operands.first { throw UsageError(message: "«\(stray)» is one too many") }
  }
}
