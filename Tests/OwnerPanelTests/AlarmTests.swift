import BoothControl
import Notation
import Testing

@testable import OwnerPanel

/// What every page says at its top while something is wrong.
@Suite struct AlarmTests {
  private func strip(
    _ booths: [BoothSnapshot], isStale: Bool = false, at path: String = "/calls",
    _ visitor: Visitor? = nil
  ) throws -> String {
    var desk = Desk()
    desk.shop = ShopState(snapshot: shop(booths: booths), isStale: isStale)
    if let visitor { desk.visitor = visitor }
    let text = try desk.get(path).text
    guard let start = text.firstRange(of: "<div class=\"alarms\""),
      let end = text.firstRange(of: "<main")
    else { return "" }
    return String(text[start.lowerBound..<end.lowerBound])
  }

  private let free = booth("4312", "CABINA 01")
  private let gone = booth("4313", "CABINA 02", .boardGone)
  private let fault = booth("4314", "CABINA 03", .lineFault)

  @Test func `nothing is said where nothing is wrong`() throws {
    #expect(try strip([free]) == "")
    let live = try strip([free], at: "/")
    #expect(live.matches(of: #/<p data-alarm="\w+" hidden>/#).count == 4)
    #expect(!live.contains(#/<p data-alarm="\w+">/#))
  }

  @Test(arguments: ["/calls", "/booths/4312/credit", "/quote", "/nowhere"])
  func `a board that is gone and a line with a fault are told, and where they are seen`(
    path: String
  ) throws {
    let text = try strip([free, gone, fault], at: path)
    #expect(text.contains("role=\"status\""))
    #expect(text.contains("<strong>La placa no responde: CABINA 02</strong>"))
    #expect(text.contains("<strong>Falla de línea: CABINA 03</strong>"))
    #expect(text.contains("<a href=\"/#name-4313\">Ver en el panel</a>"))
    #expect(text.contains("<a href=\"/#name-4314\">Ver en el panel</a>"))
  }

  @Test func `many booths are counted, two are named`() throws {
    let other = booth("4315", "CABINA 04", .boardGone)
    #expect(try strip([gone, other]).contains(": CABINA 02, CABINA 04<"))
    #expect(try strip([gone, other, booth("9", "X", .boardGone)]).contains(": 3 cabinas<"))
  }

  @Test func `the panel has a place for each, and its stream fills it`() throws {
    let text = try strip([gone], at: "/")
    #expect(text.contains("data-alarm=\"board\">") && text.contains("data-alarm=\"line\" hidden>"))
    #expect(!text.contains("Ver en el panel"))
    let event = try #require(
      ShopEvents.change(
        from: nil, to: ShopState(snapshot: shop(booths: [gone]), isStale: false), at: manualTime,
        in: .spanish))
    let alarms =
      #""alarms":{"board":"La placa no responde: CABINA 02","line":"","gone":"","low":""}"#
    #expect(String(decoding: event, as: UTF8.self).contains(alarms))
  }

  @Test func `a silent core is told where no sign of the panel tells it`() throws {
    #expect(try strip([free], isStale: true).contains("La central no responde"))
    #expect(try !strip([free], isStale: true, at: "/").contains("La central no responde"))
  }

  @Test func `who is not logged in learns nothing of it`() throws {
    #expect(try strip([gone], at: "/login", .stranger(address: "192.168.1.20")) == "")
  }
}
