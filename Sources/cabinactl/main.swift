import Glibc

let outcome = CommandOutcome(of: Array(CommandLine.arguments.dropFirst()))
outcome.write()
exit(outcome.status.rawValue)
