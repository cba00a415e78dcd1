import Notation

/// Calls, and the owner's word on them.
extension APIIndex {
  static let calls: [Entry] = [
    Entry(
      .get, "/calls", named: "listCalls", of: .calls,
      Words("Llamadas, de la más nueva.", "Calls, newest first."),
      usage: Words(
        "?booth=4312&charged=true|false&from=2006-10-01&to=2006-10-31&number=56 (empieza así)"
          + "&place=valpa (contiene)&suspect=true (marcadas)|open (por revisar)&size=10|26|50|100"
          + "&before=el id de una, o «next» de la página anterior.",
        "?booth=4312&charged=true|false&from=2006-10-01&to=2006-10-31&number=56 (begins so)"
          + "&place=valpa (contains)&suspect=true (flagged)|open (to review)&size=10|26|50|100"
          + "&before=the id of one, or «next» of the page before."),
      detail: "Pages are turned with «before» and the «next» of the answer until that is null. A "
        + "booth that the configuration has no more still has its calls.",
      parameters: [
        .boothFilter,
        .query(
          "charged", "Charged ones or uncharged ones only.",
          .choice("Left out: both.", ["true", "false"])),
        .query("from", "Of this day and later ones.", APIComponent.day.reference),
        .query("to", "Of this day and earlier ones.", APIComponent.day.reference),
        .query(
          "number", "To numbers that begin so.",
          .text("1 to 32 digits, as they are dialled.", pattern: "^[0-9*#]{0,32}$", examples: "56")),
        .query(
          "place", "To places whose name has this in it.",
          .text("At most 60 bytes.", length: 0...60, examples: "valpa")),
        .query(
          "suspect", "true: flagged ones; open: those to review.",
          .choice("Left out: all.", ["true", "open"])),
        .size(usual: 26),
        .query("before", "Those that are older than this one.", cursor),
        .query(
          "after", "Those right before this one, seen from the newest; not beside «before».",
          cursor),
        .query(
          "page", "Which page this is thought to be; for the page that people read.",
          .number("From 1.", from: 1, to: 1_000_000_000)),
      ],
      answer: APIContent(.calls, ["the manual's call": callsExample]),
      refusals: [.badQuery("size: 1…500"), .noSuchBooth("4399")] + .ofReading),
    Entry(
      .get, "/calls/{id}", named: "readCall", of: .calls,
      Words(
        "Una llamada, y por qué cuesta lo que cuesta, línea por línea.",
        "A call, and why it costs what it costs, line by line."),
      detail: "The lines are derived again from the price that was promised with the call and kept "
        + "with it.",
      parameters: [.call],
      answer: APIContent(.callStatement, ["the manual's call": statementExample]),
      refusals: [.noSuchCall(42), .notFound] + .ofReading),
    Entry(
      .post, "/calls/{id}/review", named: "reviewCall", of: .calls,
      Words(
        "Resuelve una llamada marcada. waived: el cliente no la paga, con su motivo en note; "
          + "también una sin marca.",
        "Judges a flagged call. waived: the customer does not pay it, with the reason in note; "
          + "another call too."),
      usage: Words(
        #"{"verdict":"stands|waived","note":"…"}"#, #"{"verdict":"stands|waived","note":"…"}"#),
      parameters: [.call],
      body: APIContent(
        .review,
        [
          "it is not paid": #"{"verdict":"waived","note":"número equivocado"}"#,
          "it is paid": #"{"verdict":"stands"}"#,
        ]),
      answer: .done,
      refusals: [
        .waiverWithoutNote, .noSuchCall(42), .notFound, .callOpen, .alreadyReviewed, .notFlagged,
        .onTicket(7), .listUnreadable("disk I/O error"),
      ] + .ofCore),
    Entry(
      .get, "/reviews", named: "listReviews", of: .calls,
      Words("Las llamadas marcadas, por revisar.", "Flagged calls, to review."),
      answer: APIContent(
        .reviews,
        [
          "an answer that was not signalled":
            #"{"currency":{"code":"CLP","symbol":"$","decimals":0},"calls":[\#(flaggedExample)]}"#
        ]),
      refusals: .ofReading),
  ]

  private static let cursor = APISchema.text(
    "A call's id, or the «next» of a page.", pattern: "^[0-9A-Za-z-]{1,64}$", examples: "42")

  private static let callMembers =
    #""id":42,"booth":"4312","at":"2006-10-27T19:18:14.000Z","number":"1006","#
    + #""destination":"INTERNAS 02","seconds":68,"price":"200","unit":"minute","charge":"227","#
    + #""charged":true,"open":false,"end":"callerHungUp","endText":"Hung up","#

  private static let unflagged = #""suspicions":[],"review":"","verdict":null,"ticket":null"#

  private static let flaggedExample =
    "{\(callMembers)"
    + #""suspicions":["answerNotSignalled"],"review":"Answer not signalled","verdict":null,"#
    + #""ticket":null}"#

  /// As a list of calls has it.
  static let callExample = "{\(callMembers)\(unflagged)}"

  private static let callsExample =
    #"{"currency":{"code":"CLP","symbol":"$","decimals":0},"total":26,"#
    + #""totalIsLeast":false,"searchedTo":null,"#
    + #""next":"1161980294000-42","calls":[\#(callExample)]}"#

  private static let statementExample =
    #"{"currency":{"code":"CLP","symbol":"$","decimals":0},\#(callMembers)\#(unflagged),"#
    + #""dialled":"1006","carrier":null,"answered":"2006-10-27T19:18:24.000Z","#
    + #""explanation":\#(explanationExample),"worthExplanation":null,"cost":"180","#
    + #""costExplanation":null,"markupPercent":null,"isIncomplete":false,"note":"","reviewer":""}"#

  private static let explanationExample = "{\(explanationMembers)}"

  /// 68 seconds at 200 a minute.
  static let explanationMembers =
    #""charge":"227","billedSeconds":68,"prefix":"1006","description":"INTERNAS 02","lines":["#
    + #"{"kind":"talk","band":null,"step":0,"firstSecond":0,"seconds":68,"blocks":68,"#
    + #""increment":1,"price":"200","per":60,"amount":"226.666667","exact":"680/3","#
    + #""words":"68 s at $ 200,00 per min","sum":"≈ $ 226,67"},"#
    + #"{"kind":"rounding","mode":"half-up","decimals":0,"amount":"0.333333","exact":"1/3","#
    + #""words":"Rounded to $ 1","sum":"≈ $ 0,33"}]"#
}
