internal import Notation

/// One thing that a check does or waits for.
indirect enum Step: Sendable {
  case group([Step])
  /// Steps that follow from what has been heard so far.
  case expand(@Sendable (Bench) -> [Step])
  /// Done at once: sends, notes.
  case act(@Sendable (inout Bench) -> Void)
  case expect(Expectation)
  /// Looks at what was heard: nil when it is as expected, else what it is.
  case verify(expected: String, @Sendable (Bench) -> String?)
  /// Ends the check when there is a reason why it does not concern this board.
  case inapplicable(@Sendable (Bench) -> Words?)
  case pause(milliseconds: Int64)
  case stimulus(Stimulus)
  /// The host closes its port and opens it again.
  case reopen
}

/// What is waited for, or, as a silence, must not come.
struct Expectation: Sendable {
  /// In words, for whoever reads that it failed.
  var what: String
  var milliseconds: Int64
  /// The end of the time is what is hoped for.
  var isSilence = false
  /// Asked at once and again after everything that comes; may take what it has looked at.
  var judge: @Sendable (inout Bench) -> Judgement

  enum Judgement {
    case notYet
    case met
    /// It cannot be met any more: this came in its place.
    case broken(came: String)
  }
}

/// How a board broke a sentence of the specification.
package struct Failure: Hashable, Sendable {
  package var expected: String
  package var came: String

  package init(expected: String, came: String) {
    self.expected = expected
    self.came = came
  }
}
