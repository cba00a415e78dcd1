import Notation

/// Why nothing came of what was asked for.
struct CommandError: Error, Hashable {
  var status: CommandOutcome.Status
  var words: Words
  /// What the daemon calls it; nil: it did not come of the daemon.
  var name: String?
  /// For standard output all the same: a refusal for programs.
  var output = ""

  init(_ words: Words, status: CommandOutcome.Status = .failed) {
    self.words = words
    self.status = status
  }

  init(_ spanish: String, _ english: String) { self.init(Words(spanish, english)) }

  /// As it comes: of the daemon, in the language that it was asked in, or of a room that has but one.
  init(asItIs text: String) { self.init(Words(text, text)) }

  /// The command line is wrong; nothing was done.
  static func usage(_ spanish: String, _ english: String) -> CommandError {
    CommandError(Words(spanish, english), status: .usage)
  }

  /// With what stands in front of it in every language, such as a path.
  func about(_ subject: String) -> CommandError {
    CommandError(
      Words("\(subject): \(words.spanish)", "\(subject): \(words.english)"), status: status)
  }
}
