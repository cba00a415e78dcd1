import Commands

/// A verb as it is declared, and what it does.
struct Action: Sendable {
  typealias Run =
    @Sendable (_ invocation: Invocation, _ console: Console) throws(CommandError) -> CommandOutcome

  let verb: Verb
  let run: Run

  init(_ verb: Verb, run: @escaping Run) {
    self.verb = verb
    self.run = run
  }
}
