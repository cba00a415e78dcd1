import BoothProtocol
import Notation

extension DoctorFinding {
  static func onLinks(_ facts: Facts) -> [DoctorFinding] {
    let asked = facts.asked.flatMap { board in
      [errors(board.link), sentAgain(board.link), ring(board.link, size: board.ringSize)]
        .compactMap(\.self)
    }
    guard let shop = facts.shop else { return asked }
    var findings = asked + shop.links.flatMap { onLink($0, shop) }
    findings += shop.boards.flatMap(onBoard) + shop.leftAlone.compactMap(leftAlone)
    if !shop.links.contains(where: { $0.board != nil }) {
      findings.append(
        DoctorFinding(
          .fault, "no-board",
          seen: Words(
            "el servicio está en marcha y ninguna placa contesta",
            "the daemon runs, and no board answers"),
          cause: Words(
            "la placa no está enchufada, no tiene corriente, o otro hallazgo de esta lista lo "
              + "explica",
            "the board is not plugged in, has no power, or another finding of this list explains it"
          ),
          command: "cabinactl scan"))
    }
    return findings
  }

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
          + "el hilo se perdió \(link.resyncs) veces",
        "\(link.crcErrors + link.malformed) messages came spoilt beside \(link.framesReceived) "
          + "good ones; the thread was lost \(link.resyncs) times"
      ),
      cause: Words(
        "cable largo o malo, tierra suelta, o un aparato que hace ruido al lado",
        "a cable that is long or bad, a loose ground, or something noisy beside it"),
      command: "cabinactl links")
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
