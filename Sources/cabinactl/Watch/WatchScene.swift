import Notation

/// What a watcher knows of the shop, and what of it is new.
struct WatchScene {
  let say: Language
  private(set) var shop: ShopAnswer?
  /// nil: they were not told.
  private(set) var links: [LinkState]?
  private(set) var boards: [Board] = []
  /// Whoever watches may; a cashier may not.
  var maySeeLinks = true
  /// Why the daemon does not answer, and since when; nil: it does.
  private(set) var loss: (reason: String, since: LocalTime)?
  private(set) var time = LocalTime.now
  private var changes: [String] = []
  private var lastTaken: ContinuousClock.Instant?

  /// A line to a board, with how much goes over it.
  struct LinkState {
    let link: LinksAnswer.Link
    /// Frames a second; nil: not known yet.
    let received: Double?
    let sent: Double?
  }

  /// A board and its lines.
  struct Board {
    let port: String
    let description: BoardDescription
  }

  init(_ say: Language) { self.say = say }

  /// `shop` nil: it is a board alone that is watched; the others nil: they were not told.
  mutating func take(
    _ shop: ShopAnswer?, links: LinksAnswer?, boards: [Board]?,
    at instant: ContinuousClock.Instant
  ) {
    time = .now
    if loss != nil {
      changes.append(
        "\(time.text)  "
          + (self.shop == nil
            ? say("la placa contesta de nuevo", "the board answers again")
            : say("el servicio contesta de nuevo", "the daemon answers again")) + "\n")
    }
    loss = nil
    if let shop { tellBooths(of: shop) }
    self.shop = shop
    if let links { take(links.links, at: instant) }
    tellLines(of: boards ?? [])
    self.boards = boards ?? []
  }

  /// Of lines that serve no booth: those of booths are told by the booths.
  private mutating func tellLines(of new: [Board]) {
    for board in new {
      let known = boards.first { $0.port == board.port }?.description.lines ?? []
      // How they all are at the beginning is worth a line each where there is nothing else.
      if known.isEmpty, shop != nil { continue }
      for line in board.description.lines where line.booth == nil {
        guard known.first(where: { $0.line == line.line })?.state != line.state else { continue }
        let text =
          say("línea", "line") + " \(line.line)  \(BoardWords.hook(line.offHook, say))  "
          + BoardWords.state(line.state, say)
        changes.append("\(time.text)  \(board.port)  \(text)\n")
      }
    }
  }

  mutating func lose(_ reason: String, at instant: ContinuousClock.Instant) {
    time = .now
    guard loss == nil else { return }
    loss = (reason, time)
    changes.append("\(time.text)  \(reason)\n")
  }

  /// What is new since this was called last, a line each.
  mutating func takeChanges() -> [String] {
    defer { changes = [] }
    return changes
  }

  private mutating func tellBooths(of new: ShopAnswer) {
    var known: [String: ShopAnswer.Booth] = [:]
    for booth in shop?.booths ?? [] { known[booth.number] = booth }
    for booth in new.booths where known[booth.number].map({ !$0.isAlike(booth) }) ?? true {
      let row = StatusTable.row(booth, new.currency, say).filter { !$0.isEmpty }
      changes.append("\(time.text)  \(row.joined(separator: "  "))\n")
    }
    if let balance = new.balance, balance != shop?.balance {
      changes.append("\(time.text)  \(say("saldo", "balance")) \(new.currency.written(balance))\n")
    }
  }

  private mutating func take(_ new: [LinksAnswer.Link], at instant: ContinuousClock.Instant) {
    let seconds = lastTaken.map { ($0.duration(to: instant)) / .seconds(1) } ?? 0
    let old = Dictionary((links ?? []).map { ($0.link.port, $0.link) }) { first, _ in first }
    for link in new {
      guard let before = old[link.port] else {
        changes.append(
          "\(time.text)  \(link.port)  \(link.board ?? say("sin placa", "no board"))\n")
        continue
      }
      let faults = link.newFaults(since: before, say)
      if !faults.isEmpty { changes.append("\(time.text)  \(link.port)  \(faults)\n") }
    }
    for port in old.keys.sorted() where !new.contains(where: { $0.port == port }) {
      changes.append("\(time.text)  \(port)  \(say("ya no está", "is gone"))\n")
    }
    links = new.map { link in
      // A daemon that was started anew counts anew.
      guard let before = old[link.port], seconds > 0,
        link.framesReceived >= before.framesReceived, link.framesSent >= before.framesSent
      else {
        return LinkState(link: link, received: nil, sent: nil)
      }
      return LinkState(
        link: link, received: Double(link.framesReceived - before.framesReceived) / seconds,
        sent: Double(link.framesSent - before.framesSent) / seconds)
    }
    lastTaken = instant
  }
}

extension ShopAnswer.Booth {
  /// Whether what it does is the same: that a call goes on is not worth a line each second.
  fileprivate func isAlike(_ other: ShopAnswer.Booth) -> Bool {
    state == other.state && dialled == other.dialled && disabled == other.disabled
      && refusalText == other.refusalText && nextCallUncharged == other.nextCallUncharged
      && call?.number == other.call?.number && account.calls == other.account.calls
      && account.credit == other.account.credit
  }
}

extension LinksAnswer.Link {
  /// Nothing: none is new.
  fileprivate func newFaults(since before: LinksAnswer.Link, _ say: Language) -> String {
    var parts: [String] = []
    if board != before.board { parts.append(board ?? say("sin placa", "no board")) }
    for (name, now, then) in [
      ("CRC", crcErrors, before.crcErrors), (say("malas", "bad"), malformed, before.malformed),
      (say("repetidos", "twice"), duplicateEvents, before.duplicateEvents),
      (say("reenvíos", "again"), retransmissions, before.retransmissions),
    ] where now > then {
      parts.append("\(name) \(now) (+\(now - then))")
    }
    if driftAlarm, !before.driftAlarm {
      parts.append(say("deriva", "drift") + " \(driftPartsPerBillion / 1000) ppm")
    }
    return parts.joined(separator: "  ")
  }
}
