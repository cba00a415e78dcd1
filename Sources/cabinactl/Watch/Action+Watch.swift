import Commands
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
      operands: [
        Operand(
          "PORT", .file,
          Words(
            "el puerto de una placa, si ningún servicio lo tiene",
            "a board's port, while no daemon has it"),
          isOptional: true)
      ],
      options: [
        Option(
          "--interval", "MS", .number(100...60_000),
          Words(
            "cada cuántos milisegundos se pregunta, de 100 a 60000 (500)",
            "milliseconds between two questions, 100 to 60000 (500)")),
        .speed, .despiteCallers,
      ],
      notes: [
        Words(
          "Teclas: q sale; flechas, Re Pág, Av Pág, Inicio y Fin mueven lo que no cabe; → y ← mueven las columnas de "
            + "las tablas; la primera queda. Sin terminal es una línea por cada cambio, sin fin; con "
            + "--json, la respuesta de /api/v1/shop cada vez que es otra, o la de «lines».",
          "Keys: q ends it; arrows, Page Up, Page Down, Home and End move what does not fit; → and ← move the columns of "
            + "tables; the first stays. Without a terminal it is a line for each change, without "
            + "an end; with --json the answer of /api/v1/shop each time it is another, or that of «lines»."
        ),
        Words(
          "De las líneas: tramas por segundo en cada sentido; tramas malas, eventos repetidos y órdenes reenviadas "
            + "desde que el servicio arrancó; ida y vuelta y deriva del reloj de la placa. A un cajero no se "
            + "le muestran.",
          "Of the lines: frames a second each way; bad frames, events that came again and commands sent again since "
            + "the daemon started; round trip, and drift of the board's clock. A cashier is "
            + "not shown them."),
      ] + .ofLongWays, examples: ["", "--interval 1000", "/dev/ttyUSB0"], statuses: [.lifted])
  ) { invocation, console throws(CommandError) in
    let source = try source(invocation, console)
    let interval = min(
      invocation["--interval"].flatMap { Int($0) } ?? 500, source.longestInterval ?? .max)
    if invocation.has("--json") {
      return try Interrupt.during(.isTheEnd) { _ throws(CommandError) in
        try watchAsJSON(source, interval)
      }
    }
    var scene = WatchScene(console.say)
    try source.look(&scene)
    if let screen = FullScreen(console) {
      try watch(source, on: screen, &scene, interval, console)
    } else {
      try Interrupt.during(.isTheEnd) { _ throws(CommandError) in
        try watchAsLines(source, &scene, interval)
      }
    }
    return CommandOutcome(output: "")
  }

  /// Straight is what is named and no daemon has; else the shop.
  private static func source(
    _ invocation: Invocation, _ console: Console
  ) throws(CommandError) -> any WatchSource {
    let desk = Desk(invocation, console, timeoutSeconds: 3, isSilent: true)
    guard let port = invocation["PORT"] else { return WatchedShop(desk: desk) }
    do throws(CommandError) {
      let ports = try desk.ask("GET", "boards", as: DaemonPorts.self).ports
      if ports.contains(where: { $0.isSame(as: port) && $0.status != "closed" }) {
        try invocation.hasNoSpeed(for: port)
        return WatchedShop(desk: desk)
      }
    } catch {
      guard error.name == Desk.unreachable else { throw error }
    }
    do throws(BoardSessionError) {
      let session = try BoardSession.open(port, speed: invocation.speed)
      BoardWays.tellStraight(port, console)
      return WatchedPort(
        session: session, isDespiteCallers: invocation.has(Option.despiteCallers.name),
        say: console.say)
    } catch { throw CommandError(error.words) }
  }

  private static func watch(
    _ source: any WatchSource, on screen: FullScreen, _ scene: inout WatchScene, _ interval: Int,
    _ console: Console
  ) throws(CommandError) {
    var view = WatchView(console)
    while true {
      view.draw(scene, on: screen)
      let next = ContinuousClock.now + .milliseconds(interval)
      while ContinuousClock.now < next {
        let left = Int((next - ContinuousClock.now) / .milliseconds(1)) + 1
        for key in screen.keys(withinMilliseconds: min(left, FullScreen.patience)) {
          switch key {
          case .quit: return
          case .move(let move): view.move(move)
          case .resized: break
          }
          view.draw(scene, on: screen)
        }
      }
      // They are for who has no screen.
      _ = scene.takeChanges()
      try source.look(&scene)
    }
  }

  private static func watchAsLines(
    _ source: any WatchSource, _ scene: inout WatchScene, _ interval: Int
  ) throws(CommandError) {
    while true {
      guard try LiveOutput.write(scene.takeChanges().joined()) else { return }
      usleep(UInt32(interval * 1000))
      guard LiveOutput.hasReader else { return }
      try source.look(&scene)
    }
  }

  private static func watchAsJSON(
    _ source: any WatchSource, _ interval: Int
  ) throws(CommandError) -> CommandOutcome {
    var last: String?
    while true {
      // A program that reads is to know when there is no daemon any more.
      let next = try source.object()
      if next != last, try !LiveOutput.write(next) { return CommandOutcome(output: "") }
      last = next
      usleep(UInt32(interval * 1000))
      guard LiveOutput.hasReader else { return CommandOutcome(output: "") }
    }
  }
}
