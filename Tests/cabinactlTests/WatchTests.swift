import FoundationEssentials
import Notation
import Testing

@testable import cabinactl

extension CommandLineTests {
  /// `cabinactl watch`, without a terminal and a daemon: what is seen of a shop, and what is new.
  struct WatchTests {
    private static func shop(
      _ state: String, seconds: Int = 0, booths: Int = 1, dialled: String = "1006"
    ) throws -> ShopAnswer {
      let booth = { (number: Int) in
        """
        {"number":"\(number)","name":"CABINA 01","state":"\(state)","disabled":false,
         "nextCallUncharged":false,"call":{"number":"\(dialled)","destination":"INTERNAS 02",
         "seconds":\(seconds),"price":"200","total":"227","charged":true},
         "account":{"credit":"0","calls":\(dialled.count - 4),"due":"1234567"}}
        """
      }
      let text = """
        {"name":"LOCUTORIO","stale":false,"currency":{"code":"CLP","symbol":"$","decimals":0},
         "balance":"50000","restartNeeded":false,
         "booths":[\((0..<booths).map { booth(4312 + $0) }.joined(separator: ","))],
         "boards":[{"uid":"0102","connected":true,"firmware":"1.0.0"}]}
        """
      return try JSONDecoder().decode(ShopAnswer.self, from: Data(text.utf8))
    }

    private static func links(frames: Int, crc: Int = 0) throws -> LinksAnswer {
      let text = """
        {"links":[{"port":"/dev/ttyUSB0","board":"0102","driftAlarm":false,\
        "framesReceived":\(frames),"framesSent":\(frames),"crcErrors":\(crc),"malformed":0,\
        "resyncs":0,"duplicateEvents":0,"retransmissions":0,"sessions":1,\
        "roundTripMicroseconds":1900,"driftPartsPerBillion":2000,"ringHighWater":1}]}
        """
      return try JSONDecoder().decode(LinksAnswer.self, from: Data(text.utf8))
    }

    private func scene(booths: Int = 1, dialled: String = "1006") throws -> WatchScene {
      var scene = WatchScene(.english)
      let start = ContinuousClock.now
      scene.take(
        try Self.shop("talking", booths: booths, dialled: dialled),
        links: try Self.links(frames: 10), boards: nil, at: start)
      scene.take(
        try Self.shop("talking", seconds: 68, booths: booths, dialled: dialled),
        links: try Self.links(frames: 30), boards: nil, at: start + .seconds(4))
      return scene
    }

    @Test func `booths and lines are seen, with frames a second`() throws {
      var view = WatchView(Console())
      let lines = view.lines(of: try scene(), columns: 100, rows: 24).map(\.text)
      #expect(lines.first?.hasPrefix("LOCUTORIO   balance $ 50.000") == true)
      #expect(
        lines.contains { $0.hasPrefix("4312") && $0.contains("talking") && $0.contains("68 s") })
      let link = try #require(lines.first { $0.hasPrefix("/dev/ttyUSB0") })
      #expect(
        link.split(separator: " ") == [
          "/dev/ttyUSB0", "0102", "5.0", "5.0", "0", "0", "0", "1.9", "2",
        ])
      #expect(lines.last == "q: quit")
    }

    @Test(arguments: [(40, 8), (70, 9), (80, 24), (200, 60)])
    func `it fits every window, and what does not is reached by keys`(
      columns: Int, rows: Int
    ) throws {
      var view = WatchView(Console())
      let scene = try scene(booths: 40)
      var seen = Set<String>()
      view.move(.home)
      for _ in 0..<60 {
        let lines = view.lines(of: scene, columns: columns, rows: rows).map(\.text)
        #expect(lines.count <= rows)
        for line in lines { seen.insert(String(line.prefix(4))) }
        view.move(.down)
      }
      for number in 4312..<4352 { #expect(seen.contains("\(number)")) }
      view.move(.end)
      #expect(
        view.lines(of: scene, columns: columns, rows: rows).contains { $0.text.hasPrefix("/dev/") })
      view.move(.pageUp)
      view.move(.home)
      #expect(view.lines(of: scene, columns: columns, rows: rows)[1].text.hasPrefix("BOOTH"))
    }

    @Test func `lines that a cashier may not see are left out, and not said to be none`() throws {
      func text(_ links: LinksAnswer?) throws -> [String] {
        var scene = WatchScene(.english)
        scene.take(try Self.shop("talking"), links: links, boards: nil, at: .now)
        var view = WatchView(Console())
        return view.lines(of: scene, columns: 100, rows: 24).map(\.text)
      }
      let none = try JSONDecoder().decode(LinksAnswer.self, from: Data(#"{"links":[]}"#.utf8))
      #expect(try text(none).contains("no port is open"))
      let unseen = try text(nil)
      #expect(!unseen.contains { $0.contains("no port") || $0.contains("PORT") }, "\(unseen)")
      #expect(unseen.contains { $0.hasPrefix("4312") })
      // Nothing else names the board then.
      #expect(unseen.contains { $0.hasPrefix("board 0102 connected") })
    }

    @Test func `in a small window the total is seen, and what was left out with the arrows`() throws
    {
      var view = WatchView(Console())
      let scene = try scene(booths: 9, dialled: "00441632960123")
      func seen() -> [String] { view.lines(of: scene, columns: 50, rows: 8).map(\.text) }
      #expect(seen().contains { $0.hasPrefix("BOOTH") && $0.hasSuffix("TOTAL") && $0.count <= 50 })
      #expect(seen().contains { $0.hasPrefix("4312") && $0.hasSuffix("$ 227") })
      #expect(!seen().contains { $0.contains("DESTINATION") })
      #expect(seen().last == "q: quit  ↑↓ 1–6/13  ←→ columns")
      // The lines to boards name the board that is connected.
      #expect(!seen().contains { $0.hasPrefix("board ") })
      view.move(.right)
      // Whose a row is stays at its place.
      #expect(seen().contains { $0.hasPrefix("BOOTH  STATE") }, "\(seen())")
      view.move(.right)
      view.move(.right)
      #expect(
        seen().contains { $0.hasPrefix("BOOTH") && $0.contains("DESTINATION") }, "\(seen())")
      for _ in 0..<9 { view.move(.right) }
      #expect(
        seen().contains { $0.hasPrefix("BOOTH") && $0.hasSuffix("TOTAL") && $0.count <= 50 },
        "\(seen())")
      for _ in 0..<9 { view.move(.left) }
      #expect(seen().contains { $0.hasPrefix("BOOTH") && $0.hasSuffix("TOTAL") })
    }

    @Test func `heads stay over their rows, and a larger window shows all it has room for`() throws
    {
      var view = WatchView(Console())
      let scene = try scene(booths: 9)
      view.move(.home)
      _ = view.lines(of: scene, columns: 100, rows: 8)
      for _ in 0..<4 { view.move(.down) }
      let lines = view.lines(of: scene, columns: 100, rows: 8).map(\.text)
      #expect(lines[1].hasPrefix("BOOTH") && lines[2].hasPrefix("4315"), "\(lines)")
      view.move(.end)
      let end = view.lines(of: scene, columns: 100, rows: 8).map(\.text)
      #expect(end[1].hasPrefix("BOOTH") && end[6].hasPrefix("/dev/ttyUSB0"), "\(end)")
      let larger = view.lines(of: scene, columns: 100, rows: 14).map(\.text)
      #expect(larger[1].hasPrefix("BOOTH") && larger[2].hasPrefix("4312"), "\(larger)")
    }

    @Test func `what there is to do is never cut off`() throws {
      let text = """
        {"name":"X","stale":false,"currency":{"code":"CLP","symbol":"$","decimals":0},"balance":"0",
         "restartNeeded":false,"booths":[],"boards":[]}
        """
      var scene = WatchScene(.spanish)
      scene.take(
        try JSONDecoder().decode(ShopAnswer.self, from: Data(text.utf8)), links: nil, boards: nil,
        at: .now)
      scene.lose("/run/cabina/cabina.sock: no existe; ¿está en marcha cabinad?", at: .now)
      var console = Console()
      console.say = .spanish
      var view = WatchView(console)
      let lines = view.lines(of: scene, columns: 40, rows: 24).map(\.text)
      #expect(lines.allSatisfy { $0.count <= 40 })
      let all = lines.joined(separator: " ")
      #expect(all.contains("«cabinactl payment MONTO» anota lo que se pagó al proveedor"), "\(all)")
      #expect(all.contains("¿está en marcha cabinad?"))
      #expect(lines[0].hasPrefix("X   saldo $ 0"))
    }

    @Test func `what is old says so, and since when`() throws {
      var scene = try scene()
      scene.lose("no answer", at: .now)
      var console = Console()
      var view = WatchView(console)
      let plain = view.lines(of: scene, columns: 100, rows: 24)
      #expect(plain[0].text.hasPrefix("LOCUTORIO   balance $ 50.000"))
      #expect(plain[1].text.hasPrefix("OLD since "))
      #expect(plain[1].text.hasSuffix("no answer"))
      #expect(plain.allSatisfy { $0.style.isEmpty })
      console.hasColour = true
      view = WatchView(console)
      #expect(view.lines(of: scene, columns: 100, rows: 24).contains { $0.style == "\u{1B}[2m" })
    }

    @Test func `without a terminal each change is a line, and a second that passes is none`() throws
    {
      var scene = WatchScene(.english)
      let start = ContinuousClock.now
      scene.take(try Self.shop("free"), links: try Self.links(frames: 1), boards: nil, at: start)
      #expect(scene.takeChanges().count == 3)
      scene.take(
        try Self.shop("free", seconds: 5), links: try Self.links(frames: 9), boards: nil, at: start)
      #expect(scene.takeChanges() == [])
      scene.take(
        try Self.shop("talking"), links: try Self.links(frames: 9, crc: 2), boards: nil, at: start)
      let changes = scene.takeChanges()
      #expect(changes.count == 2)
      #expect(changes.first?.contains("4312  CABINA 01  talking") == true)
      #expect(changes.last?.hasSuffix("/dev/ttyUSB0  CRC 2 (+2)\n") == true)
      scene.lose("no answer", at: start)
      scene.lose("no answer", at: start)
      #expect(scene.takeChanges().count == 1)
      scene.take(try Self.shop("talking"), links: nil, boards: nil, at: start)
      #expect(scene.takeChanges().map { $0.hasSuffix("the daemon answers again\n") } == [true])
    }

    @Test(arguments: [
      ("q", FullScreen.Key.quit), ("\u{3}", .quit), ("\u{1B}[A", .move(.up)),
      ("\u{1B}OB", .move(.down)), ("\u{1B}[C", .move(.right)), ("\u{1B}OD", .move(.left)),
      ("\u{1B}[5~", .move(.pageUp)), ("\u{1B}[F", .move(.end)),
    ])
    func `keys are known`(bytes: String, key: FullScreen.Key) {
      #expect(FullScreen.keys(of: Array(bytes.utf8)[...]) == [key])
    }

    @Test func `keys that come together are all taken, and a rate is never below zero`() throws {
      let bytes = "\u{1B}[A\u{1B}[B\u{1B}[6~xq\u{3}"
      #expect(
        FullScreen.keys(of: Array(bytes.utf8)[...])
          == [.move(.up), .move(.down), .move(.pageDown), .quit, .quit])
      // A daemon that begins anew counts anew.
      var scene = try scene()
      scene.take(
        try Self.shop("free"), links: try Self.links(frames: 2), boards: nil, at: .now + .seconds(9)
      )
      #expect(scene.links?.first?.received == nil)
    }

    @Test func `other keys are none`() {
      for bytes in ["x", "\u{1B}", "\u{1B}[15~", "ñ"] {
        #expect(FullScreen.keys(of: Array(bytes.utf8)[...]) == [])
      }
    }
  }
}
