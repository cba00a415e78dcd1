/// A verb that asks the running daemon, and what its help says.
enum ShopVerb: String, CaseIterable {
  case status
  case calls
  case payments
  case links
  case payment
  case account
  case credit
  case collect
  case tickets
  case ticket
  case explain
  case suspects
  case review
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
    case .account: "what a booth's customer owes and has paid in advance"
    case .credit: "a booth's customer pays in advance: its calls end when that does"
    case .collect: "closes a booth's account into a ticket, once it is paid"
    case .tickets: "the latest tickets, newest first"
    case .ticket: "a ticket with its calls"
    case .explain: "why a call costs what it costs, line by line"
    case .suspects: "flagged calls to review"
    case .review: "the owner's word on a call: a flagged one stands, or any is waived"
    case .disable: "a booth can place no call any more, emergency numbers excepted"
    case .enable: "a disabled booth can place calls again"
    case .cut: "ends the booth's call now"
    case .uncharged: "the booth's next call is «sin cobro»: free for the caller"
    case .charged: "the booth's next call is charged after all"
    }
  }

  /// What a booth is after it.
  var done: String {
    switch self {
    case .disable: "disabled"
    case .enable: "enabled"
    case .cut: "its call is cut off"
    case .uncharged: "its next call is uncharged"
    case .charged: "its next call is charged"
    default: "done"
    }
  }

  /// What stands behind the verb.
  private var operands: String {
    switch self {
    case .status, .payments, .links, .suspects: ""
    case .tickets: "[--booth N] "
    case .ticket: "TICKET "
    case .account: "BOOTH "
    case .credit: "BOOTH AMOUNT [--key KEY] "
    case .collect: "BOOTH [--received AMOUNT] [--expected AMOUNT] [--key KEY] "
    case .explain: "CALL "
    case .review: "CALL stands|waived [NOTE] "
    case .calls: "[--booth N] [--size 10|26|50|100] [--before CALL] "
    case .payment: "AMOUNT [REFERENCE] [--date DAY] [--key KEY] "
    case .disable, .enable, .cut, .uncharged, .charged: "BOOTH "
    }
  }

  private var example: String {
    switch self {
    case .status, .payments, .links, .suspects: ""
    case .tickets: " --booth 4312"
    case .ticket: " 7"
    case .account: " 4312"
    case .credit: " 4312 1000"
    case .collect: " 4312 --received 3000"
    case .explain: " 42"
    case .review: " 42 waived misdialled"
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
        "--date DAY     on which it was paid: 2006-10-26; not before 2000, and not in the future. Without",
        "               it: today, on the shop's clock",
        "--key KEY      names the payment, 1 to 64 characters: under one key it is made once,",
        "               however often it is asked for. Drawn anew for each run; give it when an",
        "               earlier run did not hear whether the payment was made",
      ]
    case .tickets: ["--booth N      of this booth only"]
    case .credit:
      [
        "AMOUNT         in the shop's currency, above zero. What the booth owes is to be collected first",
        "--key KEY      names it, 1 to 64 characters: under one key it is done once; drawn anew for each run",
      ]
    case .collect:
      [
        "--received A   what the customer hands over; the answer says what he gets back",
        "--expected A   what you believe to be due, below zero if he is to be paid back: if it is something else",
        "               by now, nothing is collected. Without it: whatever is due",
        "--key KEY      names it, 1 to 64 characters: under one key it is done once; drawn anew for each run",
      ]
    case .explain: ["CALL           a number of the column CALL of «cabinactl calls»"]
    case .review:
      [
        "CALL           a number of the column CALL of «cabinactl suspects», or of «cabinactl calls»",
        "stands         the customer pays it as it was computed",
        "waived         he does not; what the provider took is gone all the same. Not once it is collected",
        "NOTE           your own words, at most 120 characters; why, if it is waived",
      ]
    case .status, .payments, .links, .ticket, .account, .suspects, .disable, .enable, .cut,
      .uncharged, .charged:
      []
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
    case .payment: ["--socket", "--date", "--key"]
    case .credit: ["--socket", "--key"]
    case .collect: ["--socket", "--key", "--received", "--expected"]
    case .tickets: ["--socket", "--booth"]
    case .status, .payments, .links, .ticket, .account, .explain, .suspects, .review, .disable,
      .enable, .cut, .uncharged, .charged:
      ["--socket"]
    }
  }
}
