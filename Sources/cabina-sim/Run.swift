import BoothSimulator
import Dispatch
import Glibc
import LineRecord
import SerialLine

enum Version {
  static let program = "cabina-sim 0.1"
}

/// Exit statuses, as the manual has them.
enum ExitStatus {
  static let done: Int32 = 0
  static let failure: Int32 = 1
  static let usage: Int32 = 2
}

/// The whole program: what the words of the command line ask for, and the status to exit with.
func runSimulator(_ words: [String]) -> Int32 {
  switch words.first {
  case "board":
    return run(words, "board", Manual.board) { words throws(UsageError) in
      runBoard(try BoardArguments(words))
    }
  case "replay":
    return run(words, "replay", Manual.replay) { words throws(UsageError) in
      runReplay(try ReplayArguments(words))
    }
  case "world":
    return run(words, "world", Manual.world) { words throws(UsageError) in
      try WorldRun(words).run()
    }
  case "tricks":
    return run(words, "tricks", Manual.tricks) { words throws(UsageError) in
      try TricksRun(words).run()
    }
  case "--help", "-h", "help":
    Standard.output(Manual.program)
    return ExitStatus.done
  case let word?:
    Standard.error(
      "cabina-sim: «\(word)» is not known; expected: board, replay, world, tricks, --help")
    return ExitStatus.usage
  case nil:
    Standard.error(Manual.program)
    return ExitStatus.usage
  }
}

private func run(
  _ words: [String], _ verb: String, _ manual: String,
  _ body: ([String]) throws(UsageError) -> Int32
) -> Int32 {
  if words.contains("--help") || words.contains("-h") {
    Standard.output(manual)
    return ExitStatus.done
  }
  do throws(UsageError) {
    return try body(Array(words.dropFirst()))
  } catch {
    Standard.error("cabina-sim: \(error)\nTry: cabina-sim \(verb) --help")
    return ExitStatus.usage
  }
}

/// Runs a board until its commands end or a signal says so.
private func runBoard(_ arguments: BoardArguments) -> Int32 {
  let ending = EndingSignals()
  let log = EventLog(isOn: arguments.isLogging)
  let commands: CommandSource
  let port: BoardOnPort
  do {
    commands = try CommandSource(script: arguments.script)
    let recorder = try arguments.record.map { file in
      try LineRecorder(
        file: file, program: Version.program,
        line: RecordedLine(name: arguments.link ?? "pty", description: "a simulated board")
      ) { Standard.error("cabina-sim: \(file): \($0)") }
    }
    port = try BoardOnPort(
      arguments.shop, link: arguments.link, permissions: arguments.permissions, recorder: recorder
    ) { log.write($0) }
  } catch {
    Standard.error("cabina-sim: \(error)")
    return ExitStatus.failure
  }
  port.start()
  Standard.output(port.place)

  let options = arguments.shop
  let stays = arguments.stays
  DispatchQueue(label: "console").async {
    let end = Console(port: port, log: log, options: options).run(commands)
    if case .outOfCommands = end, stays { return }
    port.stop()
    exit(Standard.status(end.status(isScript: commands.isScript)))
  }
  ending.wait()
  port.stop()
  return ExitStatus.done
}

extension Console.End {
  /// Nobody looks at the answers of a file: there a failed command is a failed run.
  fileprivate func status(isScript: Bool) -> Int32 {
    if case .outOfCommands(hasFailed: true) = self, isScript { return ExitStatus.failure }
    return ExitStatus.done
  }
}
