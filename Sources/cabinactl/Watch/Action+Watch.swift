import Commands
import FoundationEssentials
import Glibc
import Notation

/// The shop as it is now, and now, and now.
extension Action {
  static let watch = Action(
    Verb(
      "watch",
      Words(
        "las cabinas, sus totales y las líneas, en vivo y a pantalla completa",
        "booths, totals and lines, live and on the full screen"),
      options: [
        Option(
          "--interval", "MS", .number(100...60_000),
          Words(
            "cada cuántos milisegundos se pregunta, de 100 a 60000 (500)",
            "milliseconds between two questions, 100 to 60000 (500)"))
      ],
      notes: [
        Words(
          "Teclas: q sale; flechas, Re Pág, Av Pág, Inicio y Fin mueven lo que no cabe. Sin terminal es una línea "
            + "por cada cambio, sin fin; con --json, la respuesta de /api/v1/shop cada vez que es otra.",
          "Keys: q ends it; arrows, Page Up, Page Down, Home and End move what does not fit. Without a terminal "
            + "it is a line for each change, without an end; with --json the answer of /api/v1/shop each time it is "
            + "another."),
        Words(
          "De las líneas: tramas por segundo en cada sentido; tramas malas, sucesos repetidos y órdenes reenviadas "
            + "desde que el servicio arrancó; ida y vuelta y deriva del reloj de la placa.",
          "Of the lines: frames a second each way; bad frames, events that came again and commands sent again since "
            + "the daemon started; round trip, and drift of the board's clock."),
      ], examples: ["", "--interval 1000"])
  ) { invocation, console throws(CommandError) in
    let desk = Desk(invocation, console, timeoutSeconds: 3, isSilent: true)
    let interval = invocation["--interval"].flatMap { Int($0) } ?? 500
    // Without a daemon there is nothing to be watched; one that goes away later may come back.
    var scene = WatchScene(console.say)
    let first = try desk.ask("GET", "shop")
    if invocation.has("--json") {
      return try Interrupt.during(.isTheEnd) { _ throws(CommandError) in
        try watchAsJSON(first, desk, interval)
      }
    }
    guard let shop = try? JSONDecoder().decode(ShopAnswer.self, from: Data(first)) else {
      throw Desk.senseless
    }
    scene.take(shop, links: try? desk.ask("GET", "links", as: LinksAnswer.self), at: .now)
    if let screen = FullScreen(console) {
      watch(desk, on: screen, &scene, interval, console)
    } else {
      try Interrupt.during(.isTheEnd) { _ throws(CommandError) in
        try watchAsLines(desk, &scene, interval)
      }
    }
    return CommandOutcome(output: "")
  }

  private static func ask(_ desk: Desk, _ scene: inout WatchScene) {
    do throws(CommandError) {
      let shop = try desk.ask("GET", "shop", as: ShopAnswer.self)
      scene.take(shop, links: try? desk.ask("GET", "links", as: LinksAnswer.self), at: .now)
    } catch { scene.lose(desk.say(error.words), at: .now) }
  }

  private static func watch(
    _ desk: Desk, on screen: FullScreen, _ scene: inout WatchScene, _ interval: Int,
    _ console: Console
  ) {
    var view = WatchView(console)
    while true {
      view.draw(scene, on: screen)
      var left = interval
      while left > 0 {
        for key in screen.keys(withinMilliseconds: min(left, FullScreen.patience)) {
          switch key {
          case .quit: return
          case .move(let move): view.move(move)
          case .resized: break
          }
          view.draw(scene, on: screen)
        }
        left -= FullScreen.patience
      }
      // They are for who has no screen.
      _ = scene.takeChanges()
      ask(desk, &scene)
    }
  }

  private static func watchAsLines(
    _ desk: Desk, _ scene: inout WatchScene, _ interval: Int
  ) throws(CommandError) {
    while true {
      guard try LiveOutput.write(scene.takeChanges().joined()) else { return }
      usleep(UInt32(interval * 1000))
      guard LiveOutput.hasReader else { return }
      ask(desk, &scene)
    }
  }

  private static func watchAsJSON(
    _ first: [UInt8], _ desk: Desk, _ interval: Int
  ) throws(CommandError) -> CommandOutcome {
    var last: [UInt8] = []
    var next = first
    while true {
      if next != last {
        let line = String(decoding: next, as: UTF8.self) + "\n"
        guard try LiveOutput.write(line) else { return CommandOutcome(output: "") }
      }
      last = next
      usleep(UInt32(interval * 1000))
      guard LiveOutput.hasReader else { return CommandOutcome(output: "") }
      // A program that reads is to know when there is no daemon any more.
      next = try desk.ask("GET", "shop")
    }
  }
}
