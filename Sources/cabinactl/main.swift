import Glibc

exit(CommandOutcome(of: Array(CommandLine.arguments.dropFirst())).write())
