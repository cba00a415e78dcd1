/// Why what a person has written is no command: which command and field, what was given, and what
/// was expected.
package enum CommandFault: Error, Hashable, Sendable {
  case unknownCommand(given: String)
  case unknownField(command: String, field: String)
  case missingField(command: String, field: CommandField)
  case badValue(command: String, field: String, given: String, expected: String)

  /// The field it is about; nil: the command itself.
  package var field: String? {
    switch self {
    case .unknownCommand: nil
    case .unknownField(_, let field), .badValue(_, let field, _, _): field
    case .missingField(_, let field): field.name
    }
  }

  /// What would have been right, in signs and in the names themselves.
  package var expected: String {
    switch self {
    case .unknownCommand: NamedCommand.all.map(\.name).joined(separator: " | ")
    case .unknownField(let command, _):
      NamedCommand.named(command)?.fields.map(\.name).joined(separator: " | ") ?? ""
    case .missingField(_, let field): field.values.form
    case .badValue(_, _, _, let expected): expected
    }
  }
}

extension CommandFault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownCommand(let given):
      "\(MessageField.quoted(given)): no such command, expected \(expected)"
    case .unknownField(let command, let field):
      "\(command) \(MessageField.quoted(field)): no such field, expected "
        + (expected.isEmpty ? "none" : expected)
    case .missingField(let command, let field):
      "\(command) \(field.name): missing, expected \(expected)"
    case .badValue(let command, let field, let given, let expected):
      "\(command) \(field): \(MessageField.quoted(given)), expected \(expected)"
    }
  }
}
