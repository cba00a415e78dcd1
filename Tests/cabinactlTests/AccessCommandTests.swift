import Commands
import Notation
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
      _ words: [String], _ answers: [String: (Int, String)] = [:]
    ) -> CommandOutcome {
      typed(words, daemon(answers))
    }

    private func daemon(_ answers: [String: (Int, String)] = [:]) -> Console.Exchange {
      let asked = asked
      return { (_, request) throws(ShopClient.Failure) in
        asked.lines.append("\(request.method) \(request.path) \(request.body)")
        let (status, text) =
          answers["\(request.method) \(request.path)"] ?? (200, #"{"done":true}"#)
        return ShopClient.Answer(status: status, body: Array(text.utf8))
      }
    }

    /// With a password that is not typed.
    private func set(
      _ words: String..., password: (Language) throws(CommandError) -> String
    ) throws -> CommandOutcome {
      var console = Console()
      console.exchange = daemon()
      return try Action.set(
        Invocation(["user", "set"] + words, of: Cabinactl.program), console, password: password)
    }

    @Test func `a user is set with the password that was typed, and without one`() throws {
      let outcome = try set("maria", "--role", "owner") { _ in "secreto\"1" }
      #expect(outcome.status == .done)
      #expect(outcome.output == "user maria: owner, new password\n")
      #expect(!outcome.output.contains("secreto"))
      let role = run(["user", "set", "ma ría", "--role", "cashier", "--same-password"])
      #expect(role.output == "user ma ría: cashier\n")
      #expect(
        asked.lines == [
          #"PUT /api/v1/users/maria?lang=en {"role":"owner","password":"secreto\"1"}"#,
          #"PUT /api/v1/users/ma%20r%C3%ADa?lang=en {"role":"cashier"}"#,
        ])
    }

    @Test func `without a password nothing is asked for`() throws {
      let none = CommandError("no se dio", "none was given")
      #expect(throws: none) {
        try set("maria", "--role", "owner") { (_) throws(CommandError) in throw none }
      }
      #expect(asked.lines == [])
    }

    @Test func `users are listed and removed`() {
      let list = #"{"users":[{"name":"eva","role":"cashier"},{"name":"maria","role":"owner"}]}"#
      let path = "GET /api/v1/users?lang=en"
      let table = run(["user"], [path: (200, list)])
      #expect(table.output == "USER   ROLE\neva    cashier\nmaria  owner\n")
      #expect(run(["user"], [path: (200, list)]).output == table.output)
      #expect(run(["user", "--json"], [path: (200, list)]).output == list + "\n")
      let nobody = run(["user"], [path: (200, #"{"users":[]}"#)])
      #expect(nobody.output.hasPrefix("nobody has a password yet"))
      #expect(run(["user", "remove", "eva"]).output == "user eva: removed\n")
      #expect(asked.lines.last == "DELETE /api/v1/users/eva?lang=en ")
    }

    @Test func `what the daemon refuses is said in its words`() {
      let refusal = #"{"error":"last_owner","message":"There must be an owner."}"#
      let outcome = run(
        ["user", "remove", "maria"], ["DELETE /api/v1/users/maria?lang=en": (409, refusal)])
      #expect(outcome.status == .failed)
      #expect(outcome.complaint == "cabinactl: there must be an owner\n")
      #expect(outcome.output == "")
    }

    @Test func `the code is printed alone, and it is said why there is none`() {
      let users = "GET /api/v1/users?lang=en"
      let code = "GET /api/v1/setup-code?lang=en"
      let answers = [users: (200, #"{"users":[]}"#), code: (200, #"{"code":"ABCD-EFGH"}"#)]
      #expect(run(["setup-code"], answers).output == "ABCD-EFGH\n")
      #expect(run(["setup-code", "--json"], answers).output == "{\"code\":\"ABCD-EFGH\"}\n")
      let none = run(
        ["setup-code"], [users: (200, #"{"users":[{"name":"maria","role":"owner"}]}"#)])
      #expect(none.status == .failed)
      #expect(none.complaint.contains("somebody has a password already"))
    }

    @Test(arguments: [
      (["user", "set"], "NAME is missing"),
      (["user", "set", "maria"], "expected --role owner or --role cashier"),
      (["user", "set", "maria", "--role", "boss"], "--role «boss»: expected owner or cashier"),
      (["user", "set", "maria", "secreto", "--role", "owner"], "«secreto» is one too many"),
      (["user", "set", "maria", "--password", "secreto"], "there is no option «--password»"),
      (["user", "remove"], "NAME is missing"),
      (["user", "remove", "maria", "--role", "owner"], "there is no option «--role»"),
      (["user", "--same-password"], "there is no option «--same-password»"),
      (["user", "add", "maria"], "there is no verb «user add»; did you mean «user set»?"),
      (["user", "del", "maria"], "there is no verb «user del»; did you mean «user remove»?"),
      (["user", "list"], "«list» is one too many: «cabinactl user» does it already"),
      (["setup-code", "now"], "«now» is one too many"),
      (["setup-code", "--role", "owner"], "there is no option «--role»"),
    ])
    func `another command line is refused`(words: [String], complaint: String) {
      let outcome = typed(words)
      #expect(outcome.status == .usage)
      #expect(outcome.complaint.contains(complaint), "\(outcome.complaint)")
    }
  }
}
