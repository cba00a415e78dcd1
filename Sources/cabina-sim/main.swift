import Glibc
import SerialLine

StandardDescriptors.occupy()
// Nothing else here: a closure formed at the top level would belong to the main actor, and the
// handlers of Dispatch do not run on it.
exit(Standard.status(runSimulator(Array(CommandLine.arguments.dropFirst()))))
