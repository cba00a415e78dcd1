import Notation

/// What is written down, for programs that follow it.
extension APIIndex {
  static let events: [Entry] = [
    Entry(
      .get, "/events", named: "readEvents", of: .audit,
      Words(
        "Lo que se anota, de lo más antiguo: cambios y llamadas que terminan.",
        "What is written down, oldest first: changes, and calls that end."),
      usage: Words(
        "?after=17 (desde el que sigue a ese)&size=1…500&wait=0…25 (segundos que espera si no hay "
          + "nada). Sin after: desde qué número seguir.",
        "?after=17 (from the one after it on)&size=1…500&wait=0…25 (seconds it waits while there is "
          + "nothing). Without after: which number to go on from."),
      detail:
        "Give «next» of each answer as «after» of the next question and every record comes once, "
        + "in order; who asks again with an older number gets the same ones again.",
      parameters: [
        .query(
          "after", "Those that come after this record; left out: none, but «next» to begin with.",
          .number("Its number; 0: from the first.", from: 0, examples: 17)),
        .size(usual: 100),
        .query(
          "wait", "How many seconds the answer may be held until there is something to tell.",
          .number("Left out: 0.", from: 0, to: Int64(EventQuery.longestWait), examples: 25)),
      ],
      answer: APIContent(
        .eventPage,
        [
          "a call has ended":
            #"{"next":18,"events":[{"number":18,"at":"2006-10-27T19:19:32.000Z","#
            + #""actor":"cabinad","action":"call","subject":"call 42","before":null,"#
            + #""after":"227, cost 180, 68000 ms, 5b01","hash":"9a3f","call":\#(callExample)}]}"#,
          "a new price": #"{"next":17,"events":[\#(priceEventExample)]}"#,
          "nothing": #"{"next":18,"events":[]}"#,
        ]),
      refusals: [
        .badQuery("wait: 0…25"), .afterLastEvent(41), .listUnreadable("disk I/O error"),
        .tooManyWaiting,
      ])
  ]

  private static let priceEventExample =
    #"{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)","#
    + #""action":"prefix set","subject":"1006","before":null,"after":\#(tariffExample),"#
    + #""hash":"3f9a","call":null}"#
}
