import Foundation
import Testing

/// Every example in the help of every verb, typed as it stands there, but for places and numbers that
/// this shop does not have.
@Suite(.waiting) struct `Examples in the help` {
  private let folder = TemporaryFolder()

  private func said(_ words: [String], input: String? = nil) throws -> (Int32, String) {
    let program = try Program("cabinactl", words, environment: ["LC_ALL": "C"])
    if let input { program.send(input) }
    return (try program.status(), program.everything)
  }

  /// What goes on until somebody ends it.
  private func ended(_ words: [String]) throws -> (Int32, String) {
    let program = try Program("cabinactl", words, environment: ["LC_ALL": "C"])
    _ = try program.outputLine()
    program.signal(SIGINT)
    return (try program.status(), program.everything)
  }

  /// By verb.
  private func examples() throws -> [(verb: String, lines: [String])] {
    let (status, help) = try said(["--help"])
    try #require(status == 0)
    let verbs = help.split(separator: "\n").compactMap { line in
      line.firstMatch(of: #/^  ([a-z]+(?: [a-z]+)?)  /#).map { String($0.1) }
    }
    try #require(verbs.count > 50)
    return try verbs.map { verb in
      let (status, text) = try said(verb.split(separator: " ").map(String.init) + ["--help"])
      #expect(status == 0, "\(verb)")
      let lines = text.split(separator: "\n").compactMap { line in
        line.firstMatch(of: #/^example: cabinactl (.*)/#).map { String($0.1) }
      }
      #expect(!lines.isEmpty || ["watch"].contains(verb), "\(verb) has no example")
      return (verb, lines)
    }
  }

  /// The words of a command line, as a shell parts them.
  private func words(_ line: String) -> [String] {
    line.matches(of: #/"([^"]*)"|\S+/#).map { String($0.1 ?? $0.0) }
  }

  @Test func `work`() throws {
    let shop = try RunningShop(balancePesos: 50_000)
    let socket = ["--socket", shop.folder.path + "/cabina.sock"]
    for booth in 1...2 { try talked(booth, shop) }
    let bench = try BoardBench(["--answer", "polarity", "--answer-after", "200"], lines: 8)
    try bench.board.ask("lift 1")
    let places = try places(shop, bench)
    var failed: [String] = []
    var stopped = false
    // The daemon is stopped for what puts another ledger in its place.
    let examples = try examples()
    let last = ["restore"]
    let inTurn =
      examples.filter { !last.contains($0.verb) } + examples.filter { last.contains($0.verb) }
    for (verb, lines) in inTurn {
      // A quarter of an hour, with hands: other tests do it.
      for line in lines where !line.hasPrefix("conformance /dev") {
        var words = words(places.reduce(line) { $0.replacingOccurrences(of: $1.0, with: $1.1) })
        if let number = numbers[verb] { words = words.map { number[$0] ?? $0 } }
        try prepare(verb, shop, stopped: &stopped)
        if !lacksSocket.contains(verb), !words.contains("--tariffs") { words += socket }
        if ["backup", "verify", "restore"].contains(verb), !words.contains("--ledger") {
          words += ["--ledger", shop.ledgerPath]
        }
        words += more[verb] ?? []
        let (status, text) =
          switch verb {
          case "watch": try ended(words)
          case "dump" where !words.contains("--only"): try ended(words)
          case "events" where words.contains("--follow"): try ended(words)
          case "user set": try said(words, input: "correct horse battery staple")
          default: try said(words)
          }
        // What it finds is for another test.
        let isRight = verb == "doctor" ? status <= 1 : status == 0
        if !isRight { failed.append("\(line): \(status), \(words): \(text)") }
      }
    }
    #expect(failed.isEmpty, "\(failed.joined(separator: "\n"))")
  }

  /// What has no daemon to ask.
  private let lacksSocket: Set<String> = [
    "scan", "play", "conformance", "completion", "manual", "verify", "backup", "restore", "help",
    "version",
  ]

  /// Of calls, tickets and records that this shop does have.
  private let numbers: [String: [String: String]] = [
    "explain": ["42": "1"], "review": ["42": "2"], "ticket": ["7": "1"],
    "audit show": ["17": "2"],
    // Shorter than anybody would wait here.
    "stress": ["5": "1", "30": "1", "--minutes": "--seconds"],
  ]

  private func places(
    _ shop: RunningShop, _ bench: BoardBench
  ) throws -> [(String, String)] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let list = try folder.write(
      "prefix,description,unit,price\n562,SANTIAGO,minute,20\n54,ARGENTINA,minute,80\n",
      to: "provider.csv")
    let copy = folder.path + "/cabina.sqlite"
    let (status, text) = try said(["backup", copy, "--ledger", shop.ledgerPath])
    try #require(status == 0, "\(text)")
    return [
      ("/var/lib/cabina/backups/cabina-Fri.sqlite", copy),
      ("/mnt/usb/cabina.sqlite", copy), ("provider.csv", list),
      ("systemd/tariffs.json5", root + "/systemd/tariffs.json5"),
      ("recordings/ttyUSB0.pcapng", TechnicianTests.recording),
      ("plain-call.pcapng /dev/ttyUSB0", "\(TechnicianTests.recording) \(bench.link)"),
      ("/dev/ttyUSB0", shop.link),
    ]
  }

  /// Where nobody can be asked, and where a handset is lifted on purpose.
  private let more = ["restore": ["--yes"], "play": ["--despite-callers"]]

  /// A call, answered and ended.
  private func talked(_ booth: Int, _ shop: RunningShop) throws {
    try shop.talk(booth, to: "1006")
    try shop.board.ask("hangup \(booth)")
    // A flash is over: who lifts now begins anew.
    #expect(try shop.waitForBoard("on-hook", booth))
    #expect(try shop.waitForShop { !$0.contains("\"talking\"") })
  }

  /// What must be so for the verb to have something to do.
  private func prepare(_ verb: String, _ shop: RunningShop, stopped: inout Bool) throws {
    switch verb {
    case "cut": try shop.talk(1, to: "1006")
    case "credit":
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForBoard("on-hook", 1))
      #expect(try shop.wait { try shop.command("collect", "4312").status == 0 })
    case "collect": try talked(1, shop)
    case "user remove": try shop.setOwner("ana", password: "correct horse battery staple")
    case "send": try shop.board.ask("lift 1")
    case "restore" where !stopped:
      stopped = true
      try shop.stopDaemon()
    default: break
    }
  }
}
