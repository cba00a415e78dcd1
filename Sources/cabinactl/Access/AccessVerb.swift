/// The verbs about who may use the page over the network, and what their help says.
enum AccessVerb: String, CaseIterable {
  case user
  case setupCode = "setup-code"

  var summary: String {
    switch self {
    case .user: "who has a password for the page: list, set, remove"
    case .setupCode: "the code by which the first password is set on the page"
    }
  }

  private var usage: [String] {
    switch self {
    case .user:
      [
        "user [list]", "user set NAME --role owner|cashier [--same-password]", "user remove NAME",
      ]
    case .setupCode: ["setup-code"]
    }
  }

  private var options: [String] {
    switch self {
    case .user:
      [
        "set NAME      adds a user, or gives one another role and password; 1 to 32 letters a to z, digits,",
        "              -, _ and . The password, 8 to 128 characters, is asked for twice; without a terminal it",
        "              is a line on standard input. Who was logged in by the one before is so no more",
        "--role R      owner: everything. cashier: sees booths and calls, collects, takes deposits,",
        "              disables and cuts. There is always an owner, and the first user is one",
        "--same-password   only the role changes",
        "remove NAME   he is logged out and cannot come in any more",
      ]
    case .setupCode:
      [
        "It is drawn anew at each start of the daemon and after ten wrong tries, and there is none once",
        "somebody has a password. «cabinactl user set» sets a password without it.",
      ]
    }
  }

  private var example: String {
    switch self {
    case .user: "user set maria --role owner"
    case .setupCode: "setup-code"
    }
  }

  var help: String {
    let all =
      options + [
        "--socket PATH the daemon's socket (/run/cabina/cabina.sock, or $CABINA_SOCKET)",
        "--json        the daemon's own answer, for programs",
      ]
    return """
      cabinactl \(rawValue): \(summary)

      usage: \(usage.map { "cabinactl " + $0 }.joined(separator: "\n       "))

      \(all.map { "  " + $0 }.joined(separator: "\n"))

      example: cabinactl \(example)

      exit status: 0 done, 1 the daemon refused or could not be asked, 2 the command line is wrong

      """
  }
}
