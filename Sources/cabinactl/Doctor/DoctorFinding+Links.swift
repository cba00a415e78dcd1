import BoothProtocol
import Notation

extension DoctorFinding {
  static func onLinks(_ facts: Facts) -> [DoctorFinding] {
    let asked = facts.asked.flatMap { board in
      [lost(board) ?? errors(board.link), ring(board.link, size: board.ringSize)]
        .compactMap(\.self)
    }
    return asked + (facts.shop.map(onLinks(of:)) ?? [])
  }

  private static func onLinks(of shop: ShopFacts) -> [DoctorFinding] {
    var findings = shop.links.flatMap { onLink($0, shop) } + shop.boards.flatMap(onBoard)
    var told: [DoctorFinding] = []
    for finding in shop.ports.compactMap(onDaemonPort) where !told.contains(finding) {
      told.append(finding)
    }
    findings += told
    // A port at fault and a board that is not there are one thing, while there are no more boards away
    // than such ports. One that should come back by itself may not.
    let gone = shop.boards.filter { $0.servesBooths && !$0.isConnected }
    let faults = shop.ports.filter { $0.lacksBoard && onDaemonPort($0)?.severity == .fault }
    if gone.count > faults.count { findings += gone.map(self.gone) }
    guard shop.knowsLinks else { return findings + [linksNotSeen] }
    if !shop.hasBoard, gone.isEmpty, !told.contains(where: { $0.severity == .fault }) {
      findings.append(
        DoctorFinding(
          .fault, "no-board",
          seen: Words(
            "el servicio está en marcha y ninguna placa contesta",
            "the daemon runs, and no board answers"),
          cause: Words(
            "la placa no está enchufada o no tiene corriente",
            "the board is not plugged in, or has no power"),
          command: "cabinactl scan"))
    }
    return findings
  }

  private static let linksNotSeen = DoctorFinding(
    .note, "links-not-seen",
    seen: Words(
      "usted no puede ver las líneas a las placas: no se miraron",
      "you may not see the lines to the boards: they were not looked at"),
    cause: Words(
      "son cosa del dueño: de root y del grupo cabina",
      "they are the owner's: root's and the group cabina's"),
    command: "sudo cabinactl doctor")

  private static func onLink(_ link: LinkFacts, _ shop: ShopFacts) -> [DoctorFinding] {
    guard let board = link.board else { return [] }
    return [
      errors(link), sentAgain(link), drift(link),
      ring(link, size: shop.boards.first { $0.uid == board }?.ringSize),
    ].compactMap(\.self)
  }

  /// A cable may spoil a frame now and then.
  private static let errorsThatMatter: Int64 = 5

  /// More than one in a hundred.
  private static func isMuch(_ count: Int64, of whole: Int64) -> Bool {
    count >= errorsThatMatter && count * 100 > whole
  }

  private static func errors(_ link: LinkFacts) -> DoctorFinding? {
    let bad = max(link.crcErrors + link.malformed, link.resyncs)
    guard isMuch(bad, of: link.framesReceived + bad) else { return nil }
    return DoctorFinding(
      .warning, "link-errors", link.port,
      seen: Words(
        "de \(link.framesReceived) mensajes llegaron dañados \(link.crcErrors + link.malformed); "
          + "se perdió la sincronía \(link.resyncs) veces",
        "\(link.crcErrors + link.malformed) messages came spoilt beside \(link.framesReceived) "
          + "good ones; synchrony was lost \(link.resyncs) times"
      ),
      cause: Words(
        "cable largo o malo, tierra suelta, o un aparato que hace ruido al lado",
        "a cable that is long or bad, a loose ground, or something noisy beside it"),
      command: "cabinactl links")
  }

  /// Of what one end sent and the other did not get, each way.
  private static func lost(_ board: AskedBoard) -> DoctorFinding? {
    let (there, here) = (board.toBoard, board.fromBoard)
    guard isMuch(there.lost, of: there.sent) || isMuch(here.lost, of: here.sent) else { return nil }
    return DoctorFinding(
      .warning, "link-lost", board.link.port,
      seen: Words(
        "se perdieron mensajes: hacia la placa \(there.text.spanish), desde ella \(here.text.spanish)",
        "messages got lost: on the way to the board \(there.text.english), from it "
          + "\(here.text.english)"),
      cause: Words(
        "cable largo o malo, tierra suelta, o un aparato que hace ruido al lado; de un solo sentido, el hilo "
          + "TX del puerto (hacia la placa) o el RX (desde ella)",
        "a cable that is long or bad, a loose ground, or something noisy beside it; of one direction alone, "
          + "the port's TX wire (to the board) or RX (from it)"),
      command: "cabinactl stress \(board.link.port) --seconds 60")
  }

  private static func sentAgain(_ link: LinkFacts) -> DoctorFinding? {
    guard isMuch(link.retransmissions, of: link.framesSent) else { return nil }
    let permille = link.framesSent == 0 ? 0 : link.retransmissions * 1000 / link.framesSent
    return DoctorFinding(
      .warning, "link-resent", link.port,
      seen: Words(
        "\(link.retransmissions) órdenes hubo que enviarlas de nuevo (\(permille) de cada mil "
          + "mensajes)",
        "\(link.retransmissions) commands had to be sent again (\(permille) of a thousand messages)"
      ),
      cause: Words(
        "se pierden mensajes en el cable, o la placa tarda en contestar",
        "messages get lost on the cable, or the board is late to answer"),
      command: "cabinactl links")
  }

  private static func drift(_ link: LinkFacts) -> DoctorFinding? {
    guard link.driftPartsPerBillion.magnitude > LinkStatistics.driftAlarmPartsPerBillion.magnitude
    else { return nil }
    let ppm = link.driftPartsPerBillion / 1000
    return DoctorFinding(
      .warning, "clock-drift", link.board,
      seen: Words(
        "el reloj de la placa anda \(ppm) millonésimas \(ppm < 0 ? "lento" : "rápido")",
        "the board's clock is off by \(ppm) parts per million"),
      cause: Words(
        "su oscilador no sirve para cobrar (el límite son 500): las llamadas quedan marcadas; o "
          + "el reloj de esta máquina no anda bien",
        "its oscillator is not fit to bill by (500 is the limit): calls are flagged; or this "
          + "machine's own clock is not good"
      ))
  }

  private static func ring(_ link: LinkFacts, size: Int64?) -> DoctorFinding? {
    guard let size, size > 0, link.ringHighWater * 4 >= size * 3 else { return nil }
    return DoctorFinding(
      .warning, "ring-full", link.board,
      seen: Words(
        "llegó a tener \(link.ringHighWater) eventos sin guardar; caben \(size)",
        "it had up to \(link.ringHighWater) events that were not stored; \(size) is what it holds"),
      cause: Words(
        "el servicio estuvo detenido por mucho tiempo con llamadas, o el disco tarda: una placa "
          + "llena rechaza llamadas",
        "the daemon was away for long while people called, or the disk is slow: a board that is "
          + "full refuses calls"
      ),
      command: "journalctl -u cabinad --since yesterday")
  }
}

extension AskedBoard.Loss {
  /// `3 of 120 (2.5 %)`.
  var text: Words {
    guard sent > 0 else { return Words("no se midió", "not measured") }
    let tenths = lost * 1000 / sent
    return Words(
      "\(lost) de \(sent) (\(tenths / 10),\(tenths % 10) %)",
      "\(lost) of \(sent) (\(tenths / 10).\(tenths % 10) %)")
  }
}

extension DaemonPort {
  /// A board should be there, and none has a session.
  fileprivate var lacksBoard: Bool {
    board == nil && reason != nil && ["greeting", "suspended", "closed"].contains(status)
  }
}
