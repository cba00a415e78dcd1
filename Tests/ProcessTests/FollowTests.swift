import Foundation
import Testing

@testable import OwnerPanelTests

/// What is written down, followed by a program while the daemon dies and comes again.
@Suite(.waiting) struct `A follower` {
  /// Reads on from its last record, as often as it must.
  private struct Follower {
    let place: SocketName
    var next: Int64
    var seen: [Int64] = []
    var calls: [Int64] = []

    /// Asks once; what cannot be asked is asked again later.
    mutating func ask(wait: Int) {
      guard
        let answer = try? PageClient.fetch(
          place, "/api/v1/events?after=\(next)&size=3&wait=\(wait)"),
        answer.hasPrefix("HTTP/1.1 200 "), let start = answer.range(of: "\r\n\r\n")?.upperBound,
        let page = try? JSONValue(String(answer[start...]))
      else { return }
      for event in page["events"]?.array ?? [] {
        seen.append(event["number"]?.integer ?? 0)
        if let call = event["call"]?["id"]?.integer { calls.append(call) }
      }
      next = page["next"]?.integer ?? next
    }
  }

  /// The number of the latest record.
  private static func last(_ place: SocketName) throws -> Int64 {
    let answer = try PageClient.fetch(place, "/api/v1/events")
    let number = try #require(answer.firstMatch(of: #/"next":(\d+)/#)).1
    return try #require(Int64(number))
  }

  @Test func `sees each record in order, over a daemon that is killed in between`() throws {
    let shop = try RunningShop(balancePesos: 5000)
    let place = SocketName.path(shop.folder.path + "/cabina.sock")
    var follower = Follower(place: place, next: 0)
    var last: Int64 = 0
    for round in 1...3 {
      try shop.talk(1, to: "1006")
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      for step in 1...4 {
        #expect(try shop.command("payment", "\(round * 10 + step)").status == 0)
        // In the middle of what there is to read.
        if step == 2 {
          follower.ask(wait: 0)
          let end = try Self.last(place)
          let held = try PageClient(place, path: "/api/v1/events?after=\(end)&wait=25")
          try shop.daemon.killAtOnce()
          #expect(!held.read { $0.contains("\r\n\r\n") })
          try shop.startDaemon()
        }
      }
      last = try Self.last(place)
      #expect(
        try shop.wait {
          follower.ask(wait: 1)
          return follower.next == last
        })
    }
    #expect(follower.seen == Array(1...last))
    #expect(follower.calls == [1, 2, 3])
  }

  @Test func `is told soon, and costs nothing while it waits`() throws {
    let shop = try RunningShop(balancePesos: 5000)
    let place = SocketName.path(shop.folder.path + "/cabina.sock")
    let next = try Self.last(place)
    let waiting = try (0..<4).map { _ in
      try PageClient(place, path: "/api/v1/events?after=\(next)&wait=25")
    }
    // The others have their places.
    #expect(try shop.command("status").status == 0)
    // Four who asked again and again would take most of a processor.
    let load = try ProcessLoad(of: shop.daemon).processorPercent(forMilliseconds: 2000)
    #expect(load < 30, "\(load) %")
    #expect(!waiting[0].read(within: 0) { !$0.isEmpty })
    #expect(try shop.command("disable", "4312").status == 0)
    let asked = Date()
    for client in waiting {
      #expect(client.read { $0.contains("\"action\":\"booth\"") }, "\(client.text)")
    }
    // They would wait for 25 s: somebody looked, each half a second, for all of them.
    #expect(Date().timeIntervalSince(asked) < 10)
  }
}

/// `cabinactl events --follow` beside a daemon that comes and goes.
@Suite(.waiting) struct `The command that follows` {
  private func number(_ line: String) throws -> Int64 {
    try #require(
      line.firstMatch(of: #/^\{"number":(\d+),.*\}$/#).flatMap { Int64($0.1) }, "\(line)")
  }

  private func follow(_ shop: RunningShop, _ words: String...) throws -> Program {
    try Program(
      "cabinactl",
      ["events", "--follow", "--socket", shop.folder.path + "/cabina.sock"] + words)
  }

  @Test func `goes on after a daemon that was killed, and loses nothing`() throws {
    let shop = try RunningShop(balancePesos: 5000)
    let follower = try follow(shop, "--after", "0", "--size", "2")
    #expect(try number(follower.outputLine()) == 1)
    #expect(try shop.command("disable", "4312").status == 0)
    try shop.daemon.killAtOnce()
    try follower.errorLine(containing: "; asked again, it will go on after")
    // Longer than it waits before it asks for the first time, and the second.
    sleep(2)
    try shop.startDaemon()
    try follower.errorLine(containing: "goes on, after record")
    #expect(try shop.command("enable", "4312").status == 0)
    let all = try shop.command("events", "--after", "0", "--size", "500")
    let numbers = try all.output.map(number)
    #expect(numbers == Array(1...Int64(numbers.count)))
    var followed: [Int64] = [1]
    while followed.last != numbers.last { followed.append(try number(follower.outputLine())) }
    #expect(followed == numbers)
    // In the middle of its wait.
    follower.signal(SIGINT)
    #expect(try follower.status() == 0)
    try shop.stopDaemon()
  }

  @Test func `begins now unless it is told another place, and ends when nobody reads`() throws {
    let shop = try RunningShop(balancePesos: 5000)
    let last = try #require(try shop.command("events", "--size", "1").output.first)
    let pipe = try PipeEnds()
    let follower = try Program(
      "cabinactl", ["events", "--follow", "--socket", shop.folder.path + "/cabina.sock"],
      output: pipe.writing)
    close(pipe.writing)
    let reader = LineReader(pipe.reading)
    // Where «now» is, nobody says: one of these it hears, and it hears no record of before.
    var heard: String?
    for round in 1...100 where heard == nil {
      #expect(try shop.command(round % 2 == 0 ? "enable" : "disable", "4312").status == 0)
      heard = reader.next(within: 1)
    }
    let line = try #require(heard)
    #expect(try number(line) > number(last))
    #expect(line.contains(#""action":"booth","subject":"4312""#))
    follower.signal(SIGTERM)
    #expect(try follower.status() == 0)
    let head = try Program(
      "/bin/sh",
      [
        "-c",
        "'\(Program.folder.path)/cabinactl' events --follow --after 0 "
          + "--socket '\(shop.folder.path)/cabina.sock' | head -n 2",
      ])
    #expect(try number(head.outputLine()) == 1)
    #expect(try number(head.outputLine()) == 2)
    // What writes has to notice, and does with the next record.
    #expect(try shop.command("enable", "4312").status == 0)
    #expect(try head.status() == 0)
    #expect(head.restOfErrors() == [])
  }

  @Test func `is told what cannot be followed`() throws {
    let shop = try RunningShop(balancePesos: 5000)
    let ahead = try shop.command("events", "--follow", "--after", "9999")
    #expect(ahead.status == 1)
    #expect(ahead.errors.contains("what is written down ends with record"))
    try shop.stopDaemon()
    let none = try shop.command("events", "--follow")
    #expect(none.status == 1 && none.errors.contains("is cabinad running?"), "\(none)")
  }
}
