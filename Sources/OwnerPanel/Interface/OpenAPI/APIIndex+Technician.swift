import BoothControl
import BoothProtocol
import Notation

/// Boards, for the technician.
extension APIIndex {
  static let technician: [Entry] = [
    Entry(
      .get, "/boards", named: "readBoards", of: .technician,
      Words(
        "Cada puerto, con su placa y sus líneas, y por qué una placa no responde.",
        "Each port with its board and lines, and why a board does not answer."),
      answer: APIContent(.ports, ["a board": portsExample, "none": #"{"ports":[]}"#]),
      refusals: [.starting]),
    Entry(
      .post, "/boards/{uid}/commands", named: "commandBoard", of: .technician,
      Words(
        "Pide algo a una placa: un tono, una prueba de línea, un texto en el visor, que se reinicie.",
        "Asks something of a board: a tone, a line test, a text on a display, that it restart."),
      usage: Words(
        #"{"command":"LINE_TEST","fields":{"line":"1"}}"#,
        #"{"command":"LINE_TEST","fields":{"line":"1"}}"#),
      detail: commandDetail,
      parameters: [.board],
      body: APIContent(
        .newCommand,
        [
          "a line test": #"{"command":"LINE_TEST","fields":{"line":"1"}}"#,
          "a restart": #"{"command":"RESET","force":true}"#,
        ]),
      answer: APIContent(.commandAnswer, ["a line test": commandExample]),
      refusals: [
        .starting, .technician(.noSuchBoard("00112233445566778899aabb")),
        .technician(.daemonDecides(.cut)), .technician(.boardGone(wasSent: false)),
        .technician(.boardBusy),
        .technician(.boardSilent(wasSent: true)), .technician(.callBegan(wasSent: true)),
        .technician(.lineInCall(1)), .technician(.lineForHelp(1)),
        .technician(.callsOnBoard(2)),
        .technician(.lineOffHook(1)),
        .busy, .setUpFirst, .noAnswer,
      ]),
    Entry(
      .get, "/traffic", named: "readTraffic", of: .technician,
      Words(
        "Lo que pasa por las líneas, byte por byte, desde la primera pregunta.",
        "What crosses the lines, byte by byte, from the first question on."),
      usage: Words("?after=&port=&wait=", "?after=&port=&wait="),
      detail: trafficDetail,
      parameters: [
        .query(
          "after", "What follows this number; left out: what comes from now on.",
          .number("As «next» said.", from: 0, examples: 17)),
        .query(
          "port", "Of this port alone.", .text("Its path.", examples: "/dev/ttyUSB0")),
        .query(
          "wait", "While there is nothing, the answer is held back for so long.",
          .number("Seconds.", from: 0, to: 10, examples: 10)),
      ],
      answer: APIContent(
        .traffic,
        [
          "the first question": #"{"runs":[],"next":1,"lost":0}"#, "a run": trafficExample,
        ]),
      refusals: [
        .badQuery("wait: 0…10"), .setUpFirst, .starting, .tooManyWaiting, .busy, .noAnswer,
      ]),
  ]

  private static let commandDetail =
    "Lines, rows and columns count from 1; every value is a text. While the daemon runs it alone "
    + "decides on calls: CONNECT, LEASE, CUT and CONFIGURE are refused. TONE, RING, "
    + "LINE_TEST and DISPLAY are refused on a line that is in a call, RESET while a call is on the "
    + "board, unless `force` says otherwise, and while one is for help always. One command at a time on each board. What is written on a display "
    + "stays until the daemon has another text for the place. It is in the daemon's journal, with "
    + "who asked. " + known

  private static let known =
    "Over the network while nobody has a password: `set_up_first`, since nobody knows who asks."

  private static let trafficDetail =
    "The latest 256 KiB are kept, and only while somebody asks: from the first question on, which "
    + "is answered with `next` alone, until ten seconds after the last. An answer has 32 KiB at "
    + "most: ask on with its `next` as `after`. Four questions may wait at a time; one more is told "
    + "so, and is answered at once without `wait`. " + known

  private static let portsExample =
    #"{"ports":[{"port":"/dev/ttyUSB0","links":["/dev/serial/by-id/usb-FTDI-if00-port0"],"#
    + #""vendor":"FTDI","model":"FT232R_USB_UART","serialNumber":"A50285BI","driver":"ftdi_sio","#
    + #""status":"greeting","reason":"silence","#
    + #""reasonText":"Nothing was heard for five seconds.","recorded":false,"#
    + #""statistics":null,"board":null}]}"#

  private static let commandExample =
    #"{"command":"LINE_TEST","result":"done","answer":{"hook":"on hook","loopMillivolts":48000,"#
    + #""loopMicroamps":0,"fault":"cleared"},"microseconds":2140,"sendings":1}"#

  private static let trafficExample =
    #"{"runs":[{"number":17,"time":1161980294000123,"port":"/dev/ttyUSB0","from":"board","#
    + #""bytes":"0011AA00"}],"next":17,"lost":0}"#
}
