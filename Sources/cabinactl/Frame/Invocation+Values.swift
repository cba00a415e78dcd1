import Commands

extension Invocation {
  /// Of an operand that must be there.
  func value(_ name: String) -> String {
    guard let value = self[name] else {
      fatalError("\(verb.name) has no \(name) that must be there")
    }
    return value
  }

  /// Of a query: those of the options `--name` that are given.
  func parameters(_ names: String...) -> [Desk.Parameter] {
    names.compactMap { name in self["--\(name)"].map { (name, $0) } }
  }
}
