import BoothControl
import BoothProtocol
import FoundationEssentials
import Notation
import Rating
import Testing

@testable import OwnerPanel

/// What the page's script reads.
struct ShopEvent: Decodable {
  struct Card: Decodable {
    var booth: String
    var state: String
    var live: Bool
    var texts: [String: String]
    var actions: [String]
    var links: [String]
  }

  var version: String
  var whole: Bool
  var stale: Bool
  var time: String
  var balance: String?
  var cards: [Card]

  /// Of one event as it is on the wire.
  init(_ bytes: [UInt8]) throws {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count == 4 && lines[0] == "event: shop" && lines[1].hasPrefix("data: "))
    self = try JSONDecoder().decode(ShopEvent.self, from: Data(lines[1].dropFirst(6).utf8))
  }
}

@Suite struct EventTests {
  private func change(_ old: ShopSnapshot?, _ new: ShopSnapshot) throws -> ShopEvent? {
    try ShopEvents.change(
      from: old.map { ShopState(snapshot: $0, isStale: false) },
      to: ShopState(snapshot: new, isStale: false), at: manualTime, in: .spanish
    ).map(ShopEvent.init)
  }

  @Test func `who has nothing gets everything`() throws {
    let event = try #require(try change(nil, shop(version: 7)))
    #expect(event.version == "7")
    #expect(event.whole)
    #expect(event.time == "16:18:14")
    #expect(event.balance == "$\u{a0}1.856")
    #expect(event.cards.map(\.booth) == ["4312", "4313"])
    let card = event.cards[0]
    #expect(card.state == "talking")
    #expect(card.live)
    #expect(
      card.texts == [
        "state": "Hablando", "note": "", "number": "1006", "destination": "INTERNAS 02",
        "duration": "1:08", "price": "$\u{a0}200,00 x min", "caption": "Total",
        "total": "$\u{a0}227", "worth": "", "parts": "",
      ])
    #expect(card.actions == ["disable", "cut", "uncharged"])
    #expect(card.links == [])
    #expect(event.cards[1].links == ["credit"])
  }

  @Test func `only the cards that changed are sent`() throws {
    var new = shop(version: 2)
    new.booths[0].call = currentCall(seconds: 69, total: 230)
    let event = try #require(try change(shop(), new))
    #expect(!event.whole)
    #expect(event.cards.map(\.booth) == ["4312"])
    #expect(event.cards[0].texts["total"] == "$\u{a0}230")
  }

  @Test func `a balance that fell is sent without cards, and what nobody sees not at all`() throws {
    let event = try #require(try change(shop(), shop(version: 2, balance: pesos(1800))))
    #expect(event.cards.isEmpty)
    #expect(event.balance == "$\u{a0}1.800")
    #expect(try change(shop(), shop(version: 2)) == nil)
  }

  @Test func `a shop with other booths is sent whole`() throws {
    let event = try #require(try change(shop(), shop(booths: [booth("9", "NUEVA")])))
    #expect(event.whole)
    #expect(event.cards.map(\.booth) == ["9"])
  }

  @Test func `the texts of an event are those of the page`() throws {
    let page = PanelPage(
      context: context(shop(), in: .spanish), shop: ShopState(snapshot: shop(), isStale: false)
    ).html.text
    let cards = try #require(try change(nil, shop())).cards
    #expect(cards.contains { !$0.texts.isEmpty })
    for card in cards {
      for (name, text) in card.texts {
        #expect(page.contains("data-text=\"\(name)\">\(text)<"), "\(name)")
      }
    }
  }

  @Test func `a script that reads every text finds a place for each`() throws {
    let page = PanelPage(
      context: context(shop(), in: .spanish), shop: ShopState(snapshot: shop(), isStale: false)
    ).html.text
    for selector in ["class=\"live\"", "class=\"message\"", "class=\"balance\"", "class=\"icon\""] {
      #expect(page.contains(selector))
    }
    for name in ["data-time=", "data-live=", "data-connecting=", "data-lost=", "data-silent="] {
      #expect(page.contains(name))
    }
  }
}

@Suite struct EventStreamTests {
  private let limits = PanelLimits()
  private let start = Moment(milliseconds: 1000)

  private func state(_ version: UInt64, total: Int64 = 227, isStale: Bool = false) -> ShopState {
    let talking = booth("4312", "CABINA 01", .talking, call: currentCall(total: total))
    return ShopState(snapshot: shop(version: version, booths: [talking]), isStale: isStale)
  }

  private func next(_ stream: inout EventStream, _ state: ShopState?, after: Int64) -> String? {
    stream.next(
      state, at: start.advanced(byMilliseconds: after), localTime: manualTime, limits: limits
    ).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `changes that come too soon go with the next`() throws {
    var stream = EventStream(language: .spanish, isOwner: true, at: start)
    #expect(next(&stream, state(1), after: 0)?.contains("$\u{a0}227") == true)
    #expect(next(&stream, state(2, total: 228), after: 10) == nil)
    #expect(stream.due(state(2), limits: limits) == start.advanced(byMilliseconds: 150))
    #expect(next(&stream, state(3, total: 229), after: 149) == nil)
    #expect(next(&stream, state(4, total: 230), after: 150)?.contains("$\u{a0}230") == true)
  }

  @Test func `silence is broken in time for the page not to give up`() {
    var stream = EventStream(language: .spanish, isOwner: true, at: start)
    #expect(next(&stream, state(1), after: 0) != nil)
    #expect(next(&stream, state(1), after: 999) == nil)
    #expect(
      next(&stream, state(1), after: 1_000)
        == "event: beat\ndata: {\"stale\":false,\"time\":\"16:18:14\"}\n\n")
    #expect(next(&stream, state(1), after: 1_999) == nil)
    // The script gives up after 5 s: some may come late.
    #expect(limits.heartbeatMilliseconds * 3 < 5_000)
    #expect(panelScript.contains("const silenceLimit = 5000;"))
  }

  @Test func `changes that nobody sees do not put off the sign of life`() {
    var stream = EventStream(language: .spanish, isOwner: true, at: start)
    #expect(next(&stream, state(1), after: 0) != nil)
    for version in 2...6 {
      #expect(next(&stream, state(UInt64(version)), after: Int64(version) * 160) == nil)
    }
    #expect(next(&stream, state(99), after: 1_000)?.hasPrefix("event: beat") == true)
  }

  @Test func `a core that falls silent is told at once`() {
    var stream = EventStream(language: .spanish, isOwner: true, at: start)
    #expect(next(&stream, state(1), after: 0)?.contains("\"stale\":false") == true)
    #expect(next(&stream, state(1, isStale: true), after: 200)?.contains("\"stale\":true") == true)
    #expect(next(&stream, state(1), after: 400)?.contains("\"stale\":false") == true)
  }

  @Test func `before the first snapshot there is nothing to say`() {
    var stream = EventStream(language: .spanish, isOwner: true, at: start)
    #expect(stream.due(nil, limits: limits) == nil)
    #expect(next(&stream, nil, after: 60_000) == nil)
  }
}
