import Glibc
import SerialLine

StandardDescriptors.occupy()
// Who has read enough and is gone, as `head` does, is noticed where it is written to.
signal(SIGPIPE, SIG_IGN)
exit(Cabinactl.run(Array(CommandLine.arguments.dropFirst())).write(Console.ofProcess.say))
