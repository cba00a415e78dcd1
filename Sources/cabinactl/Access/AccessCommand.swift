import FoundationEssentials
import Notation

/// Who has a password for the page: what is asked of the daemon for it.
struct AccessCommand {
  let desk: LedgerDesk
  /// Where a new password comes from.
  var password: () throws(PasswordInputError) -> String = PasswordInput.read

  static func run(_ verb: AccessVerb, _ words: [String]) -> CommandOutcome {
    if words.contains("--help") || words.contains("-h") { return CommandOutcome(output: verb.help) }
    do throws(UsageError) {
      let arguments = try ShopArguments(
        words, taking: verb == .user ? ["--socket", "--role"] : ["--socket"],
        flags: verb == .user ? [samePassword] : [])
      return try AccessCommand(desk: LedgerDesk(arguments)).run(verb, arguments)
    } catch {
      return CommandOutcome(
        .usage,
        "\(verb.rawValue): \(error.message); cabinactl \(verb.rawValue) --help says more")
    }
  }

  static let samePassword = "--same-password"

  func run(_ verb: AccessVerb, _ arguments: ShopArguments) throws(UsageError) -> CommandOutcome {
    var arguments = arguments
    guard verb == .user else {
      try arguments.finish()
      return setupCode()
    }
    let action = arguments.optionalOperand() ?? "list"
    switch action {
    case "list":
      try arguments.finish()
      try expectNoOptions(of: "set", arguments)
      return desk.outcome("GET", "users", text: Self.table)
    case "set":
      let name = try arguments.operand("the name of a user")
      try arguments.finish()
      guard let role = arguments.options["--role"], ["owner", "cashier"].contains(role) else {
        throw UsageError(message: "expected --role owner or --role cashier")
      }
      return set(name, role, isSamePassword: arguments.has(Self.samePassword))
    case "remove":
      let name = try arguments.operand("the name of a user")
      try arguments.finish()
      try expectNoOptions(of: "set", arguments)
      return desk.outcome("DELETE", path(name)) { _ in "user \(name): removed\n" }
    default: throw UsageError(message: "«\(action)»: expected list, set or remove")
    }
  }

  private func expectNoOptions(
    of other: String, _ arguments: ShopArguments
  ) throws(UsageError) {
    for name in ["--role", Self.samePassword] where arguments.has(name) {
      throw UsageError(message: "\(name) goes with \(other) only")
    }
  }

  private func path(_ name: String) -> String { "users/\(PercentEncoding.text(name))" }

  private func set(_ name: String, _ role: String, isSamePassword: Bool) -> CommandOutcome {
    var fields = [JSON.Member(name: "role", value: .text(role))]
    if !isSamePassword {
      do throws(PasswordInputError) {
        fields.append(JSON.Member(name: "password", value: .text(try password())))
      } catch { return CommandOutcome(.failed, error.message) }
    }
    return desk.outcome("PUT", path(name), body: JSON.object(fields).text) { _ in
      "user \(name): \(role)\(isSamePassword ? "" : ", new password")\n"
    }
  }

  private func setupCode() -> CommandOutcome {
    struct CodeAnswer: Decodable { let code: String }
    // There is nothing under this address once somebody has a password.
    if let list = try? desk.ask("GET", "users", as: UserList.self), !list.users.isEmpty {
      return CommandOutcome(
        .failed, "there is no code: somebody has a password already, see «cabinactl user list»")
    }
    return desk.outcome("GET", "setup-code") { body in
      try JSONDecoder().decode(CodeAnswer.self, from: Data(body)).code + "\n"
    }
  }

  private struct UserList: Decodable {
    struct User: Decodable {
      let name: String
      let role: String
    }

    let users: [User]
  }

  static func table(_ body: [UInt8]) throws -> String {
    let users = try JSONDecoder().decode(UserList.self, from: Data(body)).users
    guard !users.isEmpty else {
      return "nobody has a password yet: «cabinactl setup-code», or «cabinactl user set»\n"
    }
    return TextTable(rows: [["USER", "ROLE"]] + users.map { [$0.name, $0.role] }).text
  }
}
