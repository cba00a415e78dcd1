import Glibc

let status = Benchmarks.run(Array(CommandLine.arguments.dropFirst()))
exit(status)
