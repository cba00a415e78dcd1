import Glibc

exit(Cabinactl.run(Array(CommandLine.arguments.dropFirst())).write())
