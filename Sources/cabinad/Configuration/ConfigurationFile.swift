/// The text of a configuration file as sections of keys, each with its line: `[section]`, `key = value`, `#` begins a comment line.
///
/// The format is systemd's, which every technician of a Linux box has seen; a line number can be given for every fault.
struct ConfigurationFile {
  struct Section {
    let name: String
    let line: Int
    var entries: [Entry] = []
  }

  struct Entry {
    let key: String
    let value: String
    let line: Int
  }

  let path: String
  private(set) var sections: [Section] = []

  static let sizeLimit = 256 * 1024

  init(path: String, text: String) throws(ConfigurationError) {
    self.path = path
    var number = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      try read(line.trimmed, number)
    }
  }

  private mutating func read(_ line: Substring, _ number: Int) throws(ConfigurationError) {
    guard let first = line.first, first != "#", first != ";" else { return }
    if first == "[" {
      guard line.last == "]", line.count > 2 else {
        throw fault(number, "«\(line)»", "a section such as [shop] or [booth 4312]")
      }
      return try open(String(line.dropFirst().dropLast().trimmed), number)
    }
    guard let equals = line.firstIndex(of: "=") else {
      throw fault(number, "«\(line)»", "key = value")
    }
    let key = String(line[..<equals].trimmed)
    guard !key.isEmpty else { throw fault(number, "no key", "key = value") }
    guard !sections.isEmpty else {
      throw fault(number, "«\(key)» before any section", "a section such as [shop] first")
    }
    let entry = Entry(
      key: key, value: String(line[line.index(after: equals)...].trimmed), line: number)
    let section = sections.count - 1
    if let earlier = sections[section].entries.first(where: { $0.key == key }) {
      throw fault(number, "«\(key)» a second time", "it once; line \(earlier.line) has it already")
    }
    sections[section].entries.append(entry)
  }

  private mutating func open(_ name: String, _ number: Int) throws(ConfigurationError) {
    if let earlier = sections.first(where: { $0.name == name }) {
      throw fault(
        number, "[\(name)] a second time", "it once; line \(earlier.line) has it already")
    }
    sections.append(Section(name: name, line: number))
  }

  func fault(_ line: Int, _ found: String, _ expected: String) -> ConfigurationError {
    ConfigurationError(path: path, line: line, found: found, expected: expected)
  }
}

/// What is wrong in a configuration file, so that it can be mended without asking.
struct ConfigurationError: Error, CustomStringConvertible {
  let path: String
  /// nil: the file as a whole.
  let line: Int?
  let found: String
  let expected: String

  var description: String {
    let place = line.map { "\(path):\($0)" } ?? path
    return "\(place): found \(found), expected \(expected)"
  }
}

extension StringProtocol {
  /// Without the white space around it.
  var trimmed: SubSequence {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
    guard let start = firstIndex(where: { !isSpace($0) }),
      let end = lastIndex(where: { !isSpace($0) })
    else { return self[endIndex...] }
    return self[start...end]
  }
}
