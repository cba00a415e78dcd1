import Notation

/// What a person should hear of a file with prices: what is wrong with it, or may be meant otherwise.
/// The command line speaks of its options, the pages of their form.
package struct FileRemark: Hashable, Sendable {
  package let commandLine: String
  /// On a page, in both of its languages.
  package let english: String
  package let spanish: String
  /// Where on the form it is mended; nil: in the file.
  package var field: Field?
  /// It says how the file is read, and leaves nothing to be decided.
  package var isNote = false
  /// Whatever was meant, no call costs anything else for it: what nobody is there to decide goes on.
  package var isHarmless = false

  /// What the form asks beside the file.
  package enum Field: String, Hashable, Sendable {
    case format, unit, prepend, home
  }

  /// `commandLine` nil: it says what the page says in English.
  package init(
    english: String, spanish: String, commandLine: String? = nil, at field: Field? = nil,
    isNote: Bool = false, isHarmless: Bool = false
  ) {
    self.english = english
    self.spanish = spanish
    self.commandLine = commandLine ?? english
    self.field = field
    self.isNote = isNote
    self.isHarmless = isHarmless
  }

  /// Why nothing can be read of it.
  static func unreadable(_ words: Words) -> FileRemark {
    FileRemark(
      english: "it cannot be read: \(words.english)", spanish: "no se puede leer: \(words.spanish)",
      commandLine: words.english)
  }
}
