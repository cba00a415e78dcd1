/// The languages that people are spoken to in.
package enum Language: String, Hashable, Sendable, CaseIterable {
  case spanish = "es"
  case english = "en"

  /// The words of a state, a refusal, an outcome.
  package func callAsFunction(_ thing: some Worded) -> String { self(thing.words) }

  package func callAsFunction(_ words: Words) -> String {
    switch self {
    case .spanish: words.spanish
    case .english: words.english
    }
  }

  /// The same for words that are said in one place alone: `say("saldo", "balance")`.
  package func callAsFunction(_ spanish: String, _ english: String) -> String {
    self(Words(spanish, english))
  }

  /// In its own words, for the switch between the two.
  package var name: String {
    switch self {
    case .spanish: "Español"
    case .english: "English"
    }
  }

  /// By the locale that the environment names (POSIX, Base Definitions § 8.2): Spanish for `es`, `es_CL.UTF-8`
  /// and the like, and English for all others, `C` too. `value`: of a variable, by its name.
  package init(locale value: (String) -> String?) {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(value).first { !$0.isEmpty } ?? ""
    let name = set.prefix { !"_.@".contains($0) }
    self = name == "es" ? .spanish : .english
  }
}
