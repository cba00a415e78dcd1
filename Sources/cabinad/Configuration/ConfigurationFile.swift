import Notation

/// The text of a configuration file as sections of keys, each with its line: `[section]`, `key =
/// value`, `#` begins a comment line.
///
/// The format is systemd's, which every technician of a Linux box has seen; a line number can be
/// given for every fault.
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
  /// What is wrong with the lines as such; their meaning is `DaemonConfiguration`'s business.
  private(set) var faults: [ConfigurationFault] = []

  static let sizeLimit = 256 * 1024

  init(path: String, text: String) {
    self.path = path
    var number = 0
    // A line feed ends a line, also the one in «\r\n», which is one Character.
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      read(Substring(line).trimmed, number)
    }
  }

  private mutating func read(_ line: Substring, _ number: Int) {
    guard let first = line.first, first != "#", first != ";" else { return }
    if let character = line.controlCharacter {
      return report(number, "the control character \(character)", "text that can be seen")
    }
    if first == "[" {
      guard line.last == "]", line.count > 2 else {
        return report(number, "«\(line.shortened)»", "a section such as [shop] or [booth 4312]")
      }
      // White space within a name is one space: two booths of one number must not look like two.
      let words = line.dropFirst().dropLast().split(separator: " ")
      return open(words.joined(separator: " "), number)
    }
    guard let equals = line.firstIndex(of: "=") else {
      return report(number, "«\(line.shortened)»", "key = value")
    }
    let key = String(line[..<equals].trimmed)
    guard !key.isEmpty else { return report(number, "no key", "key = value") }
    guard !sections.isEmpty else {
      return report(
        number, "«\(key.shortened)» before any section", "a section such as [shop] first")
    }
    let entry = Entry(
      key: key, value: String(line[line.index(after: equals)...].trimmed), line: number)
    let section = sections.count - 1
    if let earlier = sections[section].entries.first(where: { $0.key == key }) {
      return report(
        number, "«\(key.shortened)» a second time", "it once; line \(earlier.line) has it already")
    }
    sections[section].entries.append(entry)
  }

  private mutating func open(_ name: String, _ number: Int) {
    if let earlier = sections.first(where: { $0.name == name }) {
      report(
        number, "[\(name.shortened)] a second time", "it once; line \(earlier.line) has it already")
    }
    // A second one all the same: its keys are looked at too.
    sections.append(Section(name: name, line: number))
  }

  private mutating func report(_ line: Int, _ found: String, _ expected: String) {
    faults.append(fault(line, found, expected))
  }

  func fault(_ line: Int?, _ found: String, _ expected: String) -> ConfigurationFault {
    ConfigurationFault(path: path, line: line, found: found, expected: expected)
  }
}

/// All that is wrong with a configuration, in the order of its lines: more than one mistake is
/// mended in one go.
struct ConfigurationError: Error, CustomStringConvertible {
  /// At least one.
  let faults: [ConfigurationFault]

  var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// What is wrong in a configuration file, so that it can be mended without asking.
struct ConfigurationFault: Equatable, CustomStringConvertible {
  let path: String
  /// nil: the file as a whole.
  let line: Int?
  let found: String
  let expected: String
  /// Lines that show it.
  var detail: [String] = []

  var description: String {
    let place = line.map { "\(path):\($0)" } ?? path
    return (["\(place): found \(found), expected \(expected)"] + detail).joined(separator: "\n")
  }
}

extension StringProtocol {
  /// The first character that is not for the eye, as `U+001B`, save a tab beside the equals sign:
  /// terminals and pages would do something with it. nil: there is none.
  var controlCharacter: String? {
    let parts = split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    for part in parts {
      // By scalars, since «\r\n» is one Character; the end of a line is not in here.
      if let found = part.trimmed.scalarsWithControls.first(where: \.isControl) {
        return "U+\(found.scalar.codePoint)"
      }
    }
    return nil
  }

  /// For an error, which is to be read: the beginning of what is long.
  var shortened: String { count > 60 ? prefix(59) + "…" : String(self) }

  /// Without the white space around it.
  var trimmed: SubSequence {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
    guard let start = firstIndex(where: { !isSpace($0) }),
      let end = lastIndex(where: { !isSpace($0) })
    else { return self[endIndex...] }
    return self[start...end]
  }
}
