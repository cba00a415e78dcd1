import BoothProtocol

/// Gives a board the commands of a script and holds its answers to the recorded ones.
struct PlayRun {
  enum Pace: Hashable {
    /// So many times as fast as it was recorded.
    case times(Int64)
    /// Each as soon as the one before is answered.
    case full
  }

  struct Result: Hashable {
    var step: PlayScript.Step
    /// nil: the board did not answer.
    var now: CommandResult?

    /// What was recorded without an answer can be compared with nothing.
    var isSame: Bool { step.recorded == nil ? now != nil : now == step.recorded }
  }

  var script: PlayScript
  var pace: Pace
  private(set) var results: [Result] = []

  init(_ script: PlayScript, pace: Pace) {
    self.script = script
    self.pace = pace
  }

  /// - Parameters:
  ///   - wait: until so many microseconds after the beginning; false: whoever asked for it wants no
  ///     more.
  ///   - ask: gives the board a command; nil: it did not answer.
  ///   - told: after each answer, how many there are.
  /// - Returns: whether all of it was played.
  mutating func run<Failure: Error>(
    wait: (Int64) throws(Failure) -> Bool, told: (Int) -> Void = { _ in },
    ask: (Command) throws(Failure) -> CommandResult?
  ) throws(Failure) -> Bool {
    for step in script.steps {
      guard try wait(due(step)) else { return false }
      let result = Result(step: step, now: try ask(step.command.forAnotherLog))
      results.append(result)
      told(results.count)
    }
    return true
  }

  private func due(_ step: PlayScript.Step) -> Int64 {
    switch pace {
    case .times(let factor): step.offset / max(1, factor)
    case .full: 0
    }
  }

  var differences: [Result] { results.filter { !$0.isSame } }
}
