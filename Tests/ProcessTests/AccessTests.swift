import Foundation
import Ledger
import Testing

/// Users and passwords of a daemon that runs.
@Suite(.waiting) struct `Who may use the page` {
  /// What `cabinactl` says when it is given a line on standard input.
  private func command(
    _ shop: RunningShop, _ words: String..., input: String? = nil
  ) throws -> (status: Int32, output: [String], errors: String) {
    let program = try Program(
      "cabinactl", words + ["--socket", shop.folder.path + "/cabina.sock"])
    if let input { program.send(input) }
    let status = try program.status()
    return (status, program.restOfOutput(), program.restOfErrors().joined(separator: "\n"))
  }

  private func set(
    _ shop: RunningShop, _ name: String, _ role: String, _ password: String
  ) throws {
    let outcome = try command(shop, "user", "set", name, "--role", role, input: password)
    try #require(outcome.status == 0, "\(outcome)")
    #expect(outcome.output == ["user \(name): \(role), new password"])
  }

  /// The status and the text of an answer to a request from the network.
  private func post(_ shop: RunningShop, _ path: String, _ body: String) throws -> String {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    let name = SocketName.port(shop.port)
    try #require(name.connect(socket) == 0)
    let request = Array(
      """
      POST \(path) HTTP/1.1\r
      Host: \(name.host)\r
      Connection: close\r
      Content-Type: application/json\r
      Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """.utf8)
    try #require(send(socket, request, request.count, 0) == request.count)
    var answer: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while case let count = recv(socket, &bytes, bytes.count, 0), count > 0 {
      answer += bytes[..<count]
    }
    return String(decoding: answer, as: UTF8.self)
  }

  private func logIn(_ shop: RunningShop, _ name: String, _ password: String) throws -> String {
    try post(
      shop, "/api/v1/session?lang=en", #"{"name":"\#(name)","password":"\#(password)"}"#)
  }

  @Test func `is set on the command line, comes in with his password, and is removed`() throws {
    let shop = try RunningShop()
    #expect(try command(shop, "user").output.first?.hasPrefix("nobody has a password") == true)
    #expect(
      try command(shop, "user", "set", "eva", "--role", "cashier", input: "secreto-123").errors
        == "cabinactl: there is always an owner: the first user is one, and the last one stays it until "
        + "another has that role")
    try set(shop, "maria", "owner", "secreto-123")
    try set(shop, "eva", "cashier", "contraseña de eva")
    #expect(
      try command(shop, "user").output == ["USER   ROLE", "eva    cashier", "maria  owner"])

    #expect(try logIn(shop, "maria", "secreto-123").contains(#""user":"maria","role":"owner""#))
    let wrong = try logIn(shop, "maria", "secreto-124")
    #expect(wrong.hasPrefix("HTTP/1.1 403"), "\(wrong)")
    #expect(try logIn(shop, "leo", "secreto-123").hasPrefix("HTTP/1.1 403"))

    let role = try command(shop, "user", "set", "eva", "--role", "owner", "--same-password")
    #expect(role.output == ["user eva: owner"])
    #expect(try logIn(shop, "eva", "contraseña de eva").contains(#""role":"owner""#))
    #expect(try command(shop, "user", "remove", "maria").output == ["user maria: removed"])
    #expect(try logIn(shop, "maria", "secreto-123").hasPrefix("HTTP/1.1 403"))
    let last = try command(shop, "user", "remove", "eva")
    #expect(last.status == 1)
    #expect(last.errors.contains("there is always an owner"))
    let bad = try command(shop, "user", "set", "leo", "--role", "cashier", input: "corto")
    #expect(bad.errors.contains("8 to 128 characters"))
    let nothing = try command(shop, "user", "set", "leo", "--role", "cashier", input: "")
    #expect(nothing.status == 1)

    // Another daemon knows them, and what happened to them is in journal and audit.
    try shop.stopDaemon()
    let journal = shop.daemon.everything
    let process = "uid \(getuid())"
    for words in [
      "user «maria», owner, new password: done", "log-in of «maria»: done",
      "log-in of «maria»: refused, wrong name or password", "removal of user «maria»: done",
    ] { #expect(journal.contains(words), "\(words) is not in \(journal)") }
    #expect(!journal.contains("secreto-12"))
    try shop.startDaemon()
    #expect(try logIn(shop, "eva", "contraseña de eva").contains(#""role":"owner""#))
    try shop.stopDaemon()
    let reader = try LedgerReader(path: shop.ledgerPath)
    #expect(try reader.verify().complaints == [])
    let records = try reader.audit(limit: 100).filter { $0.action.hasPrefix("user ") }
    #expect(
      records.map(\.action) == ["user remove", "user set", "user set", "user set"], "\(records)")
    #expect(records.allSatisfy { $0.actor.hasPrefix(process) })
    #expect(!"\(records)".contains("$y$"))
  }

  @Test func `sets the first password by the code that the box tells, once`() throws {
    let shop = try RunningShop()
    let code = try #require(try command(shop, "setup-code").output.first)
    let line =
      "no password is set yet; set one at http://127.0.0.1:\(shop.port)/setup with the code \(code)"
    #expect(try shop.wait { shop.daemon.everything.contains(line) })
    let file = shop.folder.path + "/setup-code"
    #expect(try shop.wait { (try? String(contentsOfFile: file, encoding: .utf8)) == code + "\n" })

    func setUp(_ code: String) throws -> String {
      try post(
        shop, "/api/v1/setup?lang=en",
        #"{"code":"\#(code)","name":"maria","password":"secreto-123"}"#)
    }
    #expect(try setUp("AAAA-AAAA").hasPrefix("HTTP/1.1 403"))
    let answer = try setUp(code)
    #expect(answer.hasPrefix("HTTP/1.1 200"), "\(answer)")
    #expect(answer.contains(#""user":"maria","role":"owner""#))
    #expect(try setUp(code).hasPrefix("HTTP/1.1 409"))
    #expect(!FileManager.default.fileExists(atPath: file))
    let none = try command(shop, "setup-code")
    #expect(none.status == 1)
    #expect(none.errors.contains("somebody has a password already"))
    #expect(try command(shop, "user").output == ["USER   ROLE", "maria  owner"])
  }

  /// 64 MiB each, which the service's limit of 128 does not have twice.
  @Test func `costs memory for as long as a password is checked, and no longer`() throws {
    let shop = try RunningShop()
    try set(shop, "maria", "owner", "secreto-123")
    let load = ProcessLoad(of: shop.daemon)
    let before = try load.residentKibibytes()
    #expect(before.most > 64 * 1024)
    for _ in 1...4 { #expect(try logIn(shop, "maria", "secreto-123").contains("maria")) }
    let after = try load.residentKibibytes()
    #expect(after.now - before.now < 4 * 1024, "\(before) \(after)")
    #expect(after.most < 128 * 1024, "\(after)")
  }

  @Test(arguments: [
    ("secreto-123\n", "secreto-123\n", "user maria: owner, new password"),
    ("secreto-123\n", "secreto-124\n", "the two passwords differ; nothing was changed"),
    ("secreto\u{3}", "", "interrupted; nothing was changed"),
  ])
  func `types his password at a terminal that does not show it`(
    first: String, second: String, answer: String
  ) throws {
    let shop = try RunningShop()
    let terminal = try TypedTerminal()
    let child = try Child(
      [
        "cabinactl", "--socket", shop.folder.path + "/cabina.sock", "user", "set", "maria",
        "--role", "owner",
      ], input: .descriptor(terminal.slave), output: .descriptor(terminal.slave))
    #expect(terminal.waits(for: "new password: "))
    #expect(!terminal.isShowing)
    terminal.type(first)
    if !second.isEmpty {
      #expect(terminal.waits(for: "once more: "))
      terminal.type(second)
    }
    #expect(terminal.waits(for: answer), "\(terminal.seen)")
    #expect(try child.status() == (answer.hasPrefix("user") ? 0 : 1))
    #expect(terminal.isShowing)
    terminal.look()
    #expect(!terminal.seen.contains("secreto"))
    #expect(
      try command(shop, "user").output.contains("maria  owner") == answer.hasPrefix("user"))
  }
}
