package import Notation

/// What was read of a command line.
package struct Invocation: Sendable {
  package let verb: Verb
  private var operands: [String: [String]] = [:]
  private var options: [String: String] = [:]
  private let program: Program

  /// What is wrong with a command line.
  package struct Fault: Error, Hashable {
    package var words: Words
    /// As far as it was found; nil: it names none.
    package var verb: String?
  }

  /// The value of an operand; nil: it was left out.
  package subscript(name: String) -> String? { operands[name]?.first ?? options[name] }

  /// Of a flag, or of an option with a value.
  package func has(_ option: String) -> Bool { options[option] != nil }

  /// Of an operand that is repeated.
  package func all(_ operand: String) -> [String] { operands[operand] ?? [] }

  /// `words`: behind the program's name. Options of the program may stand before the verb. `--name
  /// value` or `--name=value`, in any order; what stands behind `--` is no option.
  package init(_ words: [String], of program: Program) throws(Fault) {
    var (verb, rest) = try program.verb(of: words)
    self.verb = verb
    self.program = program
    var loose: [String] = []
    while let word = rest.popFirst() {
      if word == "--" {
        loose += rest
        break
      }
      guard word.hasPrefix("-"), word.count > 1, !Self.isNumber(word) else {
        loose.append(word)
        continue
      }
      try take(word, from: &rest, program.options(of: verb))
    }
    try place(loose)
  }

  private mutating func take(
    _ word: String, from rest: inout ArraySlice<String>, _ known: [Option]
  ) throws(Fault) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard let option = known.first(where: { $0.name == name }) else {
      let meant = program.otherNames[name].flatMap { other in
        known.contains { $0.name == other } ? other : nil
      }
      throw fault(Suggestion.unknown(option: name, of: known.map(\.name), meant: meant))
    }
    var value = ""
    if option.value != nil {
      guard let given = parts.count > 1 ? String(parts[1]) : rest.popFirst() else {
        throw fault(Words("a \(name) le falta su valor", "\(name) needs a value"))
      }
      value = try read(given, of: Words(name, name), option.kind)
    } else if parts.count > 1 {
      throw fault(Words("\(name) no lleva valor", "\(name) takes no value"))
    }
    guard options.updateValue(value, forKey: name) == nil else {
      throw fault(Words("\(name) está dos veces", "\(name) is given twice"))
    }
  }

  private mutating func place(_ words: [String]) throws(Fault) {
    var rest = words[...]
    for operand in verb.operands {
      guard let first = rest.popFirst() else {
        guard operand.isOptional else {
          let name = program.placeholder(operand.name)
          throw fault(Words("falta \(name.spanish)", "\(name.english) is missing"))
        }
        break
      }
      var values = [first]
      if operand.isRepeated {
        values += rest
        rest = []
      }
      let name = program.placeholder(operand.name)
      operands[operand.name] = try values.map { value throws(Fault) in
        try read(value, of: name, operand.kind)
      }
    }
    if let stray = rest.first { throw fault(program.stray(stray, behind: verb)) }
  }

  /// The value that was meant.
  private func read(
    _ value: String, of name: Words, _ kind: ValueKind
  ) throws(Fault) -> String {
    if let read = kind.read(value, program.otherValues) { return read }
    let expected = kind.expected
    throw fault(
      Words(
        "\(name.spanish) «\(value)»: se espera \(expected.spanish)",
        "\(name.english) «\(value)»: expected \(expected.english)"))
  }

  private func fault(_ words: Words) -> Fault { Fault(words: words, verb: verb.name) }

  /// An amount below zero is a value, not an option.
  private static func isNumber(_ word: String) -> Bool {
    word.dropFirst().first.map { $0.isASCII && ($0.isNumber || $0 == ".") } ?? false
  }
}

extension ValueKind {
  /// nil: it is not fit. `others`: words for values, in small letters.
  func read(_ value: String, _ others: [String: [String]] = [:]) -> String? {
    switch self {
    case .text: return value
    case .file, .folder: return value.isEmpty ? nil : value
    case .words(let words):
      let small = value.lowercased()
      return words.first { $0 == value } ?? words.first { $0.lowercased() == small }
        ?? others[small]?.first { words.contains($0) }
    case .number(let range):
      return Int64(value).map(range.contains) == true ? value : nil
    case .checked(_, let isFit): return isFit(value) ? value : nil
    case .read(_, let read): return read(value)
    }
  }

  func isFit(_ value: String) -> Bool { read(value) != nil }

  /// In place of what is not fit.
  var expected: Words {
    switch self {
    case .text, .file, .folder: Words("un camino", "a path")
    case .words(let words): Words(words.listed(with: "o"), words.listed(with: "or"))
    case .number(let range):
      range.upperBound == Int64.max
        ? Words("un número desde \(range.lowerBound)", "a number from \(range.lowerBound) on")
        : Words(
          "un número de \(range.lowerBound) a \(range.upperBound)",
          "a number from \(range.lowerBound) to \(range.upperBound)")
    case .checked(let expected, _), .read(let expected, _): expected
    }
  }
}

extension [String] {
  /// `stands or waived`, `10, 26, 50 or 100`
  func listed(with conjunction: String) -> String {
    // What is empty would not be seen.
    let names = map { $0.isEmpty ? "\"\"" : $0 }
    guard names.count > 1, let last = names.last else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }
}
