import Foundation
import Testing

@testable import OwnerPanelTests

/// The API of the real daemon, held to the document that it gives out itself. `PageClient` looks at
/// every answer; here each path is asked for.
@Suite(.waiting) struct `The running daemon's API` {
  @Test func `answers as its document says, with something to tell and with nothing`() throws {
    let shop = try RunningShop(balancePesos: 5000)
    let place = SocketName.path(shop.folder.path + "/cabina.sock")
    try askAll(place, whileThereIsNothing: true)
    try shop.talk(1, to: "1006")
    try askAll(place, whileThereIsNothing: true)
    usleep(1_200_000)
    try shop.board.ask("hangup 1")
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    #expect(try shop.command("credit", "4313", "500").status == 0)
    #expect(try shop.command("collect", "4312").status == 0)
    #expect(
      try shop.command(
        "prefixes", "set", "2", "--price", "9.5", "--unit", "second", "--description", "x"
      ).status == 0)
    #expect(try shop.command("markup", "12.5").status == 0)
    #expect(try shop.command("disable", "4313").status == 0)
    try askAll(place, whileThereIsNothing: false)
    // Somebody has a password from here on: strangers are told so, and nothing else.
    try shop.setOwner("maria", password: "secreto-123")
    try askAll(place, whileThereIsNothing: false)
    for path in ["shop", "calls", "users", "report", "nothing"] {
      let answer = try shop.page("/api/v1/\(path)")
      #expect(answer.hasPrefix(path == "nothing" ? "HTTP/1.1 404" : "HTTP/1.1 401"), "\(answer)")
    }
  }

  /// Every path that can be read, and those that change something with a body that is none.
  private func askAll(_ place: SocketName, whileThereIsNothing isEmpty: Bool) throws {
    let text = try PageClient.fetch(place, "/api/v1/openapi.json")
    let start = try #require(text.range(of: "\r\n\r\n")).upperBound
    let document = try JSONValue(String(text[start...]))
    let paths = try #require(document["paths"]?.object)
    var count = 0
    for (path, item) in paths.sorted(by: { $0.key < $1.key }) {
      let target = path.replacing("/booths/{number}", with: "/booths/4312")
        .replacing(/\{(id|number|prefix)\}/, with: "1").replacing("{name}", with: "maria")
        .replacing("{uid}", with: "434142494e412d53494d2d31")
      #expect(!target.contains("{"), "\(path)")
      if item["get"] != nil {
        let answer = try PageClient.fetch(place, target + (Self.queries[path] ?? ""))
        let mayBeMissing = isEmpty && path.contains("{") || path.hasSuffix("/setup-code")
        #expect(
          answer.hasPrefix("HTTP/1.1 200 ") || mayBeMissing && answer.hasPrefix("HTTP/1.1 404 "),
          "\(target): \(answer.prefix(200))")
        count += 1
      }
      if item["post"] != nil, !path.hasPrefix("/api/v1/booths/{number}/") {
        let answer = try PageClient.fetch(place, target, method: "POST")
        #expect(answer.hasPrefix("HTTP/1.1 4"), "\(target): \(answer.prefix(200))")
        count += 1
      }
    }
    #expect(count > 35)
  }

  @Test func `answers whatever numbers it is asked with`() throws {
    let shop = try RunningShop(balancePesos: 5000)
    try shop.talk(1, to: "1006")
    let place = SocketName.path(shop.folder.path + "/cabina.sock")
    let numbers = [
      "0", "-1", "4294967295", "4294967296", "9223372036854775807", "-9223372036854775808",
      "99999999999999999999",
    ]
    let cursors = numbers + numbers.map { "9000000000000000000-\($0)" } + numbers.map { "\($0)-1" }
    var targets = numbers.flatMap { number in
      [
        "/calls/\(number)", "/tickets/\(number)", "/audit/\(number)", "/booths/\(number)/calls",
        "/calls?page=\(number)&size=\(number)", "/payments?before=\(number)",
        "/audit?before=\(number)", "/quote?number=\(number)&seconds=\(number)",
        "/quote?number=1006&amount=\(number)", "/prefixes?after=\(number)",
        "/report?from=\(number)", "/balance?month=\(number)",
      ]
    }
    targets += cursors.flatMap { cursor in
      ["/calls", "/booths/4312/calls"].flatMap { path in
        ["", "place=zz&", "number=7&", "suspect=true&"].flatMap { filter in
          ["before", "after"].map { "\(path)?\(filter)\($0)=\(cursor)" }
        }
      }
    }
    for target in targets {
      for path in [target, "/api/v1" + target] {
        let answer = try PageClient.fetch(place, path)
        try #require(answer.hasPrefix("HTTP/1.1 "), "\(path)")
      }
    }
    #expect(try shop.page("/healthz").contains("ok"))
  }

  /// What has to be said.
  private static let queries = [
    "/api/v1/quote": "?number=1006&seconds=68", "/api/v1/report": "?period=month",
  ]
}
