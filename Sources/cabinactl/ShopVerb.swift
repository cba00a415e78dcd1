/// A verb that asks the running daemon, and what its help says.
enum ShopVerb: String, CaseIterable {
  case status
  case calls
  case payments
  case links
  case payment
  case disable
  case enable
  case cut
  case uncharged
  case charged

  /// For the list of verbs.
  var summary: String {
    switch self {
    case .status: "what each booth is doing, and the balance"
    case .calls: "the latest calls, newest first"
    case .payments: "the latest payments to the provider, newest first"
    case .links: "each serial line: frames, errors, repetitions, drift, round trip"
    case .payment: "a payment to the provider, onto the balance; or the correction of one"
    case .disable: "a booth can place no call any more, emergency numbers excepted"
    case .enable: "a disabled booth can place calls again"
    case .cut: "ends the booth's call now"
    case .uncharged: "the booth's next call is «sin cobrar»: free for the caller"
    case .charged: "the booth's next call is charged after all"
    }
  }

  /// What stands behind the verb.
  private var operands: String {
    switch self {
    case .status, .payments, .links: ""
    case .calls: "[--booth N] [--size 10|26|50|100] [--before CALL] "
    case .payment: "AMOUNT [REFERENCE] [--key KEY] "
    case .disable, .enable, .cut, .uncharged, .charged: "BOOTH "
    }
  }

  private var example: String {
    switch self {
    case .status, .payments, .links: ""
    case .calls: " --booth 4312 --size 10"
    case .payment: " 50000 \"transfer 123\""
    case .disable, .enable, .cut, .uncharged, .charged: " 4312"
    }
  }

  private var options: [String] {
    switch self {
    case .calls:
      [
        "--booth N      of this booth only",
        "--size N       how many: 10, 26 (unless told otherwise), 50 or 100",
        "--before CALL  those older than this one: a number of the column CALL",
      ]
    case .payment:
      [
        "AMOUNT         in the shop's currency, no point for thousands: 50000. Below zero it corrects an earlier",
        "               payment, and a REFERENCE must say why: -5000 \"typed one zero too many\"",
        "REFERENCE      your own words, at most 120 characters",
        "--key KEY      names the payment, 1 to 64 characters: under one key it is made once,",
        "               however often it is asked for. Drawn anew for each run; give it when an",
        "               earlier run did not hear whether the payment was made",
      ]
    case .status, .payments, .links, .disable, .enable, .cut, .uncharged, .charged: []
    }
  }

  var help: String {
    let all =
      options + [
        "--socket PATH  the daemon's socket (/run/cabina/cabina.sock, or $CABINA_SOCKET)",
        "--json         the daemon's own answer, for programs",
      ]
    return """
      cabinactl \(rawValue): \(summary)

      usage: cabinactl \(rawValue) \(operands)[--socket PATH] [--json]

      \(all.map { "  " + $0 }.joined(separator: "\n"))

      example: cabinactl \(rawValue)\(example)

      exit status: 0 done, 1 the daemon refused or could not be asked, 2 the command line is wrong

      """
  }

  /// Options of this verb that have a value.
  var valuedOptions: [String] {
    switch self {
    case .calls: ["--socket", "--booth", "--size", "--before"]
    case .payment: ["--socket", "--key"]
    case .status, .payments, .links, .disable, .enable, .cut, .uncharged, .charged: ["--socket"]
    }
  }
}
