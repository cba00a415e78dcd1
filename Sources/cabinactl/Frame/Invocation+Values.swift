import Commands
import Notation

extension Invocation {
  /// Of an operand that must be there.
  func value(_ name: String) -> String {
    guard let value = self[name] else {
      fatalError("\(verb.name) has no \(name) that must be there")
    }
    return value
  }

  /// Of a query: how many rows; always said, for what a list has unless told is no two lists' the same.
  func size(usual: Int) -> [Desk.Parameter] { [("size", self["--size"] ?? String(usual))] }

  /// Of `--from` and `--to`: days, the second not before the first.
  func checkDays() throws(CommandError) {
    guard let from = self["--from"], let to = self["--to"], to < from else { return }
    throw .usage("--from \(from) es después de --to \(to)", "--from \(from) is after --to \(to)")
  }

  /// Of a query: those of the options `--name` that are given.
  func parameters(_ names: String...) -> [Desk.Parameter] {
    names.compactMap { name in self["--\(name)"].map { (name, $0) } }
  }
}

extension Invocation {
  /// As a fault names it.
  func name(_ placeholder: String) -> Words { Cabinactl.program.placeholder(placeholder) }
}
