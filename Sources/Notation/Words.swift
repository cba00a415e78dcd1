/// One thing said in every language: a new language is a new field, and nothing compiles before it
/// is everywhere.
package struct Words: Hashable, Sendable {
  package var spanish: String
  package var english: String

  package init(_ spanish: String, _ english: String) {
    self.spanish = spanish
    self.english = english
  }
}

/// What people read on a page, at a terminal, or in the journal.
package protocol Worded: Sendable {
  var words: Words { get }
}
