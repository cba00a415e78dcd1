import Notation
import Synchronization

@testable import cabinactl

/// A command line as it is typed, to a daemon that the test plays; without one there is none.
func typed(
  _ words: [String], in language: Language = .english, width: Int? = nil,
  _ daemon: Console.Exchange? = nil
) -> CommandOutcome {
  var console = Console()
  console.say = language
  console.width = width
  console.socketPath = "/nonexistent/cabina.sock"
  if let daemon { console.exchange = daemon }
  return Cabinactl.run(words, console)
}

/// A terminal on whose last line a test sees what is going on.
final class PlayedTerminal: Sendable {
  private let pieces = Pieces()
  var written: [String] { pieces.all.withLock { $0 } }
  let lastLine: LastLine

  private final class Pieces: Sendable { let all = Mutex<[String]>([]) }

  init() {
    lastLine = LastLine { [pieces] text in pieces.all.withLock { $0.append(text) } }
  }

  func console(in language: Language) -> Console {
    var console = Console()
    console.say = language
    console.errorWidth = 200
    console.lastLine = lastLine
    return console
  }
}

/// A daemon that gives every question the same answer.
func always(_ status: Int, _ body: String) -> Console.Exchange {
  { (_, _) throws(ShopClient.Failure) in ShopClient.Answer(status: status, body: Array(body.utf8)) }
}

/// The daemon for what asks it without a command line.
func desk(_ daemon: @escaping Console.Exchange, isJSON: Bool = false) -> Desk {
  var console = Console()
  console.exchange = daemon
  return Desk(console, isJSON: isJSON)
}
