/// The commands as people read them.
enum CommandHelp {
  /// For `--help`: a line for each.
  static let lines = Command.all.map { command in
    let form = command.form
    return form + String(repeating: " ", count: max(1, 24 - form.count)) + command.meaning
  }

  /// For `help`, whose answer is one line.
  static let forms = Command.all.map(\.form).joined(separator: ", ")
}

extension Command {
  /// `dial N DIGITS [HOW]`.
  fileprivate var form: String { arguments.isEmpty ? name : "\(name) \(arguments)" }
}
