import Commands
import Glibc
import Notation

/// What is written down, record by record, for programs.
extension Action {
  static let events = Action(
    Verb(
      "events",
      Words(
        "lo que se anota, una línea JSON por registro: cambios y llamadas que terminan",
        "what is written down, a line of JSON for each record: changes, and calls that end"),
      options: [
        Option(
          "--follow",
          Words(
            "sigue con lo que viene, sin fin; desde ahora si no hay --after",
            "goes on with what comes, without an end; from now on without --after")),
        Option(
          "--after", "CURSOR", .number(0...Int64.max),
          Words(
            "los que siguen a este: el «number» de una línea; 0: desde el primero",
            "those that come after this one: the «number» of a line; 0: from the first")),
        Option(
          "--size", "N", .rowCount,
          Words(
            "cuántos, de 1 a 500 (100), sin --after los últimos; con --follow, cuántos se piden de una vez",
            "how many, 1 to 500 (100), without --after the latest; with --follow how many are asked for at "
              + "a time")),
      ],
      notes: [
        Words(
          "Los registros están numerados desde 1 sin huecos. Quien guarda el «number» de la última línea entera "
            + "que procesó, y empieza de nuevo con él en --after, recibe cada registro al menos una vez, también "
            + "si este programa, el servicio o la máquina se interrumpen.",
          "Records are numbered from 1 without a gap. Who keeps the «number» of the last whole line that he has "
            + "dealt with, and begins with it in --after again, is given each record at least once, also when this "
            + "program, the daemon or the machine is interrupted."),
        Words(
          "--follow espera a un servicio que se va, pregunta cada vez más despacio, hasta cada 10 segundos, y lo "
            + "dice por la salida de errores. Lo terminan Ctrl-C, una señal o que ya nadie lea, con estado 0; y con "
            + "estado 1, que el servicio se niegue, como cuando el libro es una copia que termina antes de --after.",
          "--follow waits for a daemon that goes away, asks less and less often, down to every 10 seconds, and says "
            + "so on standard error. Ctrl-C, a signal, and that nobody reads any more end it with status 0; that the "
            + "daemon refuses, as when the ledger is a copy that ends before --after, with status 1."
        ),
      ],
      json: Words("lo mismo: es lo que siempre escribe", "the same: it is what it always prints"),
      examples: ["--size 10", "--follow --after 0"])
  ) { invocation, console throws(CommandError) in
    let size = invocation["--size"].flatMap { Int64($0) } ?? 100
    let after = invocation["--after"].flatMap { Int64($0) }
    if invocation.has("--follow") {
      let follower = EventFollower(
        Desk(invocation, console, timeoutSeconds: EventFollower.patience, isSilent: true),
        size: size)
      try Interrupt.during(.isTheEnd) { _ throws(CommandError) in
        try follower.follow(after: after)
      }
      return CommandOutcome(output: "")
    }
    let desk = Desk(invocation, console)
    let start =
      if let after { after } else {
        max(0, try EventFollower.page(desk, after: nil, size: 1, wait: 0).next - size)
      }
    let page = try EventFollower.page(desk, after: start, size: size, wait: 0)
    return CommandOutcome(output: page.lines.map { $0 + "\n" }.joined())
  }
}

/// Goes on with what is written down, whatever becomes of the daemon meanwhile.
struct EventFollower {
  private let desk: Desk
  private let size: Int64
  private static let waitSeconds = 25
  /// For an answer that is held.
  static let patience = waitSeconds + 15
  /// Between two questions to a daemon that is away.
  private static let shortestPause = 250
  private static let longestPause = 10_000
  /// What a daemon says that will be otherwise by itself.
  private static let passing: Set = [
    Desk.unreachable, "starting", "busy", "no_answer", "list_unreadable", "too_many_waiting",
  ]

  init(_ desk: Desk, size: Int64) {
    self.desk = desk
    self.size = size
  }

  static func page(
    _ desk: Desk, after: Int64?, size: Int64, wait: Int
  ) throws(CommandError) -> EventLines {
    var query: [Desk.Parameter] = [("size", "\(size)"), ("wait", "\(wait)")]
    if let after { query.append(("after", "\(after)")) }
    guard let page = EventLines(try desk.ask("GET", "events", query)) else {
      throw Desk.senseless
    }
    return page
  }

  /// Ends when nobody reads any more; throws what the daemon will say again and again.
  func follow(after start: Int64?) throws(CommandError) {
    // Without a daemon there is nothing to be followed; one that goes away later may come back.
    var page = try Self.page(desk, after: start, size: size, wait: 0)
    while true {
      for line in page.lines {
        guard try LiveOutput.write(line + "\n") else { return }
      }
      guard LiveOutput.hasReader else { return }
      page = try next(after: page.next)
    }
  }

  private func next(after cursor: Int64) throws(CommandError) -> EventLines {
    var pause = Self.shortestPause
    while true {
      do throws(CommandError) {
        let page = try Self.page(desk, after: cursor, size: size, wait: Self.waitSeconds)
        if pause > Self.shortestPause {
          say("sigue, después del registro \(cursor)", "goes on, after record \(cursor)")
        }
        return page
      } catch {
        guard error.name.map(Self.passing.contains) ?? true else { throw error }
        if pause == Self.shortestPause {
          say(
            "\(error.words.spanish); se pregunta de nuevo, sigue después del registro \(cursor)",
            "\(error.words.english); asked again, it will go on after record \(cursor)")
        }
        guard LiveOutput.hasReader else { exit(0) }
        usleep(UInt32(pause * 1000))
        pause = min(2 * pause, Self.longestPause)
      }
    }
  }

  private func say(_ spanish: String, _ english: String) {
    CommandOutcome.complain("cabinactl: \(desk.say(spanish, english))\n")
  }
}
