import Notation

/// The picture of a scene on a screen, and which part of it is seen.
struct WatchView {
  private let console: Console
  private var say: Language { console.say }
  /// Lines above the window, of those that move.
  private var offset = 0
  private var page = 1
  /// Columns of tables that are left of the window, behind the first one, which stays.
  private var shift = 0
  /// Tables have more columns than there is room for.
  private var hasMore = false
  private var lastRows = 0

  init(_ console: Console) { self.console = console }

  mutating func move(_ move: FullScreen.Move) {
    switch move {
    case .up: offset -= 1
    case .down: offset += 1
    case .left: shift -= 1
    case .right: shift += 1
    case .pageUp: offset -= page
    case .pageDown: offset += page
    case .home: (offset, shift) = (0, 0)
    case .end: offset = .max / 2
    }
  }

  mutating func draw(_ scene: WatchScene, on screen: FullScreen) {
    let size = screen.size
    screen.show(lines(of: scene, columns: size.columns, rows: size.rows))
  }

  /// A line that moves, and where among them the heads of its table are; nil: it is of none.
  private struct Moving {
    var line: FullScreen.Line
    var head: Int?
  }

  /// The first line says what shop it is; those below it how old that is, if it is. Below that as much
  /// as fits, tables with their heads.
  mutating func lines(of scene: WatchScene, columns: Int, rows: Int) -> [FullScreen.Line] {
    // A larger window shows all that it has room for.
    if rows > lastRows { offset = 0 }
    lastRows = rows
    let (name, remarks) = heading(of: scene, columns)
    let top = [title(name, scene, columns)] + age(of: scene, columns)
    let body = moving(scene, remarks, columns)
    page = max(1, rows - 1 - top.count)
    let window = window(of: body)
    return top + window.lines + [foot(body.count, window.range)]
  }

  /// What it is that is watched, and what is to be said of it.
  private func heading(
    of scene: WatchScene, _ columns: Int
  ) -> (name: String, remarks: [String]) {
    guard let shop = scene.shop else {
      let boards = scene.boards.map { "\($0.port)  \($0.description.uid)" }
      return (boards.joined(separator: ", "), [])
    }
    var console = console
    console.width = columns
    // The lines to boards, where they are told, name those that are connected.
    let lines = StatusTable(console).heading(of: shop, tellsOfBoards: scene.links == nil)
      .split(separator: "\n").map(String.init)
    return (lines.first ?? "", Array(lines.dropFirst()))
  }

  private struct Part {
    var title: String?
    var table: TextTable
    var styles: [String] = []
  }

  /// Booths, the lines to boards, and the lines of each board.
  private func parts(of scene: WatchScene, _ columns: Int) -> [Part] {
    var console = console
    console.width = columns
    var parts: [Part] = []
    if let shop = scene.shop {
      parts.append(
        Part(
          table: StatusTable(console).booths(of: shop),
          styles: shop.booths.map { style(of: $0, scene) }))
    }
    if let links = scene.links {
      parts.append(
        Part(
          table: LinkQuality(console).table(links),
          styles: links.map { warning(unless: $0.isGood) }))
    }
    return parts
      + scene.boards.map { board in
        Part(
          title: scene.boards.count > 1 ? board.port : nil,
          table: LinesTable(console).table(board.description.lines))
      }
  }

  private mutating func moving(
    _ scene: WatchScene, _ remarks: [String], _ columns: Int
  ) -> [Moving] {
    let parts = parts(of: scene, columns)
    let limits = parts.map(\.table.shiftLimit)
    hasMore = limits.contains { $0 > 0 }
    shift = max(0, min(shift, limits.max() ?? 0))
    var body = remarks.map { text in
      Moving(line: .init(text: text, style: warning(unless: isBoard(text))))
    }
    for (index, part) in parts.enumerated() {
      if index > 0 { body.append(Moving(line: .init(text: ""))) }
      if let title = part.title { body.append(Moving(line: .init(text: title))) }
      var table = part.table
      // The arrows say that there are more columns.
      table.say = nil
      if shift > 0 { table = table.shifted(by: min(shift, limits[index])) }
      add(lines(of: table, part.styles), to: &body)
    }
    return body
  }

  private func add(_ table: [FullScreen.Line], to body: inout [Moving]) {
    let head = body.count
    for line in table { body.append(Moving(line: line, head: head)) }
  }

  /// What of the lines that move is seen: the heads of a table stand over its rows, wherever they are.
  private mutating func window(
    of body: [Moving]
  ) -> (lines: [FullScreen.Line], range: Range<Int>) {
    var last = max(0, body.count - page)
    if last > 0, isBehindHeads(last, of: body), page > 1 { last += 1 }
    offset = max(0, min(offset, last))
    let hasHeads = page > 1 && isBehindHeads(offset, of: body)
    let count = hasHeads ? page - 1 : page
    let range = offset..<min(body.count, offset + count)
    let heads = hasHeads ? body[offset].head.map { [body[$0].line] } ?? [] : []
    return (heads + body[range].map(\.line), range)
  }

  private func isBehindHeads(_ index: Int, of body: [Moving]) -> Bool {
    body.indices.contains(index) && body[index].head.map { $0 < index } ?? false
  }

  private func title(_ name: String, _ scene: WatchScene, _ columns: Int) -> FullScreen.Line {
    let time = String(scene.time.text.suffix(8))
    let gap = max(1, columns - name.count - time.count)
    return .init(
      text: name + String(repeating: " ", count: gap) + time,
      style: console.hasColour ? "\u{1B}[1m" : "")
  }

  /// Nothing while the daemon answers.
  private func age(of scene: WatchScene, _ columns: Int) -> [FullScreen.Line] {
    guard let loss = scene.loss else { return [] }
    let since = loss.since.text.suffix(8)
    return say("VIEJO desde \(since): \(loss.reason)", "OLD since \(since): \(loss.reason)")
      .visible.pieces(ofWidth: columns, breaksWords: true)
      .map { .init(text: $0, style: warning(unless: false)) }
  }

  private func foot(_ count: Int, _ range: Range<Int>) -> FullScreen.Line {
    let seen = "\(range.lowerBound + 1)–\(range.upperBound)/\(count)"
    let place = range.count < count ? "  ↑↓ \(seen)" : ""
    return .init(
      text: say("q: salir", "q: quit") + place
        + (hasMore ? say("  ←→ columnas", "  ←→ columns") : ""))
  }

  private func lines(of table: TextTable, _ styles: [String]) -> [FullScreen.Line] {
    table.lines.enumerated().map { index, line in
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

  func table(_ links: [WatchScene.LinkState]) -> TextTable {
    guard !links.isEmpty else {
      return TextTable(rows: [[say("ningún puerto abierto", "no port is open")]])
    }
    let rows = links.map { state in
      let link = state.link
      return [
        link.port, link.board ?? say("sin placa", "no board"), rate(state.received),
        rate(state.sent), String(link.crcErrors + link.malformed), String(link.duplicateEvents),
        String(link.retransmissions),
        link.roundTripMicroseconds == 0
          ? ""
          : say.decimal(
            "\(link.roundTripMicroseconds / 1000).\(link.roundTripMicroseconds % 1000 / 100)"),
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
      width: console.width)
  }

  private func rate(_ frames: Double?) -> String {
    guard let frames else { return "" }
    let tenths = Int((frames * 10).rounded())
    return say.decimal("\(tenths / 10).\(tenths % 10)")
  }
}

extension WatchScene.LinkState {
  var isGood: Bool { link.board != nil && !link.driftAlarm }
}
