import Notation
import SerialLine

@main
enum Cabinad {
  // What runs here is not to form closures: they would belong to the main actor (a source's handler
  // on another queue would then stop the program).
  static func main() {
    StandardDescriptors.occupy()
    switch Options.parse(Array(CommandLine.arguments.dropFirst())) {
    case .say(let words): ExitCode.stop(words)
    case .refuse(let words): ExitCode.usage.leave(Language.ofProcess(words))
    case .run(let options): Program(options).run()
    }
  }
}
