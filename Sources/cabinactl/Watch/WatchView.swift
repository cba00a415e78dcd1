import Notation

/// The picture of a scene on a screen, and which part of it is seen.
struct WatchView {
  private let console: Console
  private var say: Language { console.say }
  /// Lines above the window.
  private var offset = 0
  private var page = 1

  init(_ console: Console) { self.console = console }

  mutating func move(_ move: FullScreen.Move) {
    switch move {
    case .up: offset -= 1
    case .down: offset += 1
    case .pageUp: offset -= page
    case .pageDown: offset += page
    case .home: offset = 0
    case .end: offset = .max / 2
    }
  }

  mutating func draw(_ scene: WatchScene, on screen: FullScreen) {
    let size = screen.size
    screen.show(lines(of: scene, columns: size.columns, rows: size.rows))
  }

  /// The first line says what shop it is and how old that is; below it as much as fits.
  mutating func lines(of scene: WatchScene, columns: Int, rows: Int) -> [FullScreen.Line] {
    var console = console
    console.width = columns
    var (name, body) = heading(of: scene, console)
    if let links = scene.links {
      body.append(.init(text: ""))
      body += table(LinkQuality(console).text(links), links.map { warning(unless: $0.isGood) })
    }
    for board in scene.boards {
      body.append(.init(text: ""))
      if scene.boards.count > 1 { body.append(.init(text: board.port)) }
      body += table(LinesTable(console).text(board.description.lines), [])
    }
    page = max(1, rows - 2)
    offset = max(0, min(offset, body.count - page))
    let window = body.dropFirst(offset).prefix(page)
    return [title(name, scene, columns)] + window + [foot(body.count, window.count)]
  }

  /// What it is that is watched, and what stands above the lines.
  private func heading(
    of scene: WatchScene, _ console: Console
  ) -> (name: String, body: [FullScreen.Line]) {
    guard let shop = scene.shop else {
      let boards = scene.boards.map { "\($0.port)  \($0.description.uid)" }
      return (boards.joined(separator: ", "), [])
    }
    let status = StatusTable(console)
    let heading = status.heading(of: shop).split(separator: "\n").map(String.init)
    let body =
      heading.dropFirst().map {
        FullScreen.Line(text: $0, style: warning(unless: isBoard($0)))
      } + table(status.booths(of: shop), shop.booths.map { style(of: $0, scene) })
    return (heading.first ?? "", body)
  }

  private func title(_ name: String, _ scene: WatchScene, _ columns: Int) -> FullScreen.Line {
    guard let loss = scene.loss else {
      let time = String(scene.time.text.suffix(8))
      let gap = max(1, columns - name.count - time.count)
      return .init(
        text: name + String(repeating: " ", count: gap) + time,
        style: console.hasColour ? "\u{1B}[1m" : "")
    }
    let since = loss.since.text.suffix(8)
    return .init(
      text: say("VIEJO desde \(since): \(loss.reason)", "OLD since \(since): \(loss.reason)"),
      style: warning(unless: false))
  }

  private func foot(_ count: Int, _ shown: Int) -> FullScreen.Line {
    let place = shown < count ? "  ↑↓ \(offset + 1)–\(offset + shown)/\(count)" : ""
    return .init(text: say("q: salir", "q: quit") + place)
  }

  private func table(_ text: String, _ styles: [String]) -> [FullScreen.Line] {
    let lines = text.split(separator: "\n").map(String.init)
    return lines.enumerated().map { index, line in
      let bold = console.hasColour ? "\u{1B}[1m" : ""
      return .init(
        text: line,
        style: index == 0 ? bold : styles.indices.contains(index - 1) ? styles[index - 1] : "")
    }
  }

  /// A word says it too: the colour is never the only sign.
  private func style(of booth: ShopAnswer.Booth, _ scene: WatchScene) -> String {
    guard console.hasColour else { return "" }
    if scene.loss != nil { return "\u{1B}[2m" }
    return switch booth.state {
    case "talking": "\u{1B}[32m"
    case "fault", "gone": "\u{1B}[31m"
    case "refused": "\u{1B}[33m"
    default: booth.disabled ? "\u{1B}[2m" : ""
    }
  }

  private func warning(unless isGood: Bool) -> String {
    isGood || !console.hasColour ? "" : "\u{1B}[31m"
  }

  private func isBoard(_ line: String) -> Bool {
    line.hasPrefix(say("placa", "board")) && line.contains(say("conectada", " connected"))
  }
}

/// How the lines to boards are just now.
struct LinkQuality {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ links: [WatchScene.LinkState]) -> String {
    guard !links.isEmpty else { return say("ningún puerto abierto\n", "no port is open\n") }
    let rows = links.map { state in
      let link = state.link
      return [
        link.port, link.board ?? say("sin placa", "no board"), rate(state.received),
        rate(state.sent), String(link.crcErrors + link.malformed), String(link.duplicateEvents),
        String(link.retransmissions),
        link.roundTripMicroseconds == 0
          ? "" : "\(link.roundTripMicroseconds / 1000).\(link.roundTripMicroseconds % 1000 / 100)",
        "\(link.driftPartsPerBillion / 1000)" + (link.driftAlarm ? " !" : ""),
      ]
    }
    let head = [
      say("PUERTO", "PORT"), say("PLACA", "BOARD"), say("ENTRAN/s", "IN/s"),
      say("SALEN/s", "OUT/s"), say("MALAS", "BAD"), say("REPETIDOS", "TWICE"),
      say("REENVÍOS", "AGAIN"), "ms", "ppm",
    ]
    return TextTable(
      rows: [head] + rows, right: Array(2...8), flexible: [0, 1], expendable: [1, 5],
      width: console.width
    ).text
  }

  private func rate(_ frames: Double?) -> String {
    guard let frames else { return "" }
    let tenths = Int((frames * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension WatchScene.LinkState {
  var isGood: Bool { link.board != nil && !link.driftAlarm }
}
