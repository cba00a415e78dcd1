import Testing

@testable import cabinactl

extension CommandLineTests {
  /// `cabinactl user` and `cabinactl setup-code`, of a daemon that a test plays.
  struct AccessCommandTests {
    /// What was asked of the daemon.
    private final class Asked {
      var lines: [String] = []
    }

    private let asked = Asked()

    /// `answers`: by method and path, a status and a body.
    private func run(
      _ words: [String], json: Bool = false, password: String? = "secreto\"1",
      _ answers: [String: (Int, String)] = [:]
    ) throws -> CommandOutcome {
      let asked = asked
      var desk = LedgerDesk { (method, path, body) throws(ShopClient.Failure) in
        asked.lines.append("\(method) \(path) \(body)")
        let (status, text) = answers["\(method) \(path)"] ?? (200, #"{"done":true}"#)
        return ShopClient.Answer(status: status, body: Array(text.utf8))
      }
      desk.isJSON = json
      var command = AccessCommand(desk: desk)
      command.password = { () throws(PasswordInputError) in
        guard let password else { throw PasswordInputError(message: "none was given") }
        return password
      }
      guard let verb = words.first.flatMap(AccessVerb.init) else {
        throw UsageError(message: "no verb")
      }
      return try command.run(
        verb,
        ShopArguments(
          Array(words.dropFirst()), taking: ["--role"], flags: [AccessCommand.samePassword]))
    }

    @Test func `a user is set with the password that was typed, and without one`() throws {
      let outcome = try run(["user", "set", "maria", "--role", "owner"])
      #expect(outcome.status == .done)
      #expect(outcome.output == "user maria: owner, new password\n")
      #expect(!outcome.output.contains("secreto"))
      let role = try run(["user", "set", "ma ría", "--role", "cashier", "--same-password"])
      #expect(role.output == "user ma ría: cashier\n")
      #expect(
        asked.lines == [
          #"PUT /api/v1/users/maria?lang=en {"role":"owner","password":"secreto\"1"}"#,
          #"PUT /api/v1/users/ma%20r%C3%ADa?lang=en {"role":"cashier"}"#,
        ])
    }

    @Test func `without a password nothing is asked for`() throws {
      let outcome = try run(["user", "set", "maria", "--role", "owner"], password: nil)
      #expect(outcome.status == .failed)
      #expect(outcome.complaint == "cabinactl: none was given\n")
      #expect(asked.lines == [])
    }

    @Test func `users are listed and removed`() throws {
      let list = #"{"users":[{"name":"eva","role":"cashier"},{"name":"maria","role":"owner"}]}"#
      let path = "GET /api/v1/users?lang=en"
      let table = try run(["user", "list"], [path: (200, list)])
      #expect(table.output == "USER   ROLE\neva    cashier\nmaria  owner\n")
      #expect(try run(["user"], [path: (200, list)]).output == table.output)
      #expect(try run(["user", "list"], json: true, [path: (200, list)]).output == list + "\n")
      let nobody = try run(["user", "list"], [path: (200, #"{"users":[]}"#)])
      #expect(nobody.output.hasPrefix("nobody has a password yet"))
      #expect(try run(["user", "remove", "eva"]).output == "user eva: removed\n")
      #expect(asked.lines.last == "DELETE /api/v1/users/eva?lang=en ")
    }

    @Test func `what the daemon refuses is said in its words`() throws {
      let refusal = #"{"error":"last_owner","message":"There must be an owner."}"#
      let outcome = try run(
        ["user", "remove", "maria"], ["DELETE /api/v1/users/maria?lang=en": (409, refusal)])
      #expect(outcome.status == .failed)
      #expect(outcome.complaint == "cabinactl: There must be an owner.\n")
      #expect(outcome.output == "")
    }

    @Test func `the code is printed alone, and it is said why there is none`() throws {
      let users = "GET /api/v1/users?lang=en"
      let code = "GET /api/v1/setup-code?lang=en"
      let answers = [users: (200, #"{"users":[]}"#), code: (200, #"{"code":"ABCD-EFGH"}"#)]
      #expect(try run(["setup-code"], answers).output == "ABCD-EFGH\n")
      #expect(try run(["setup-code"], json: true, answers).output == "{\"code\":\"ABCD-EFGH\"}\n")
      let none = try run(
        ["setup-code"], [users: (200, #"{"users":[{"name":"maria","role":"owner"}]}"#)])
      #expect(none.status == .failed)
      #expect(none.complaint.contains("somebody has a password already"))
    }

    @Test(arguments: [
      (["user", "set"], "expected the name of a user"),
      (["user", "set", "maria"], "expected --role owner or --role cashier"),
      (["user", "set", "maria", "--role", "boss"], "expected --role owner or --role cashier"),
      (["user", "set", "maria", "secreto", "--role", "owner"], "«secreto» is one too many"),
      (["user", "set", "maria", "--password", "secreto"], "unknown option --password"),
      (["user", "remove"], "expected the name of a user"),
      (["user", "remove", "maria", "--role", "owner"], "--role goes with set only"),
      (["user", "list", "--same-password"], "--same-password goes with set only"),
      (["user", "add", "maria"], "«add»: expected list, set or remove"),
      (["setup-code", "now"], "«now» is one too many"),
      (["setup-code", "--role", "owner"], "unknown option --role"),
    ])
    func `another command line is refused`(words: [String], complaint: String) {
      let outcome = CommandOutcome(of: words + ["--socket", "/nonexistent/cabina.sock"])
      #expect(outcome.status == .usage)
      #expect(outcome.complaint.contains(complaint), "\(outcome.complaint)")
    }

    @Test func `help says how`() {
      #expect(CommandOutcome(of: ["--help"]).output.contains("setup-code"))
      for verb in AccessVerb.allCases {
        let help = CommandOutcome(of: [verb.rawValue, "--help"])
        #expect(help.status == .done)
        #expect(help.output.contains("usage: cabinactl \(verb.rawValue)"))
        #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 110 })
      }
    }
  }
}
