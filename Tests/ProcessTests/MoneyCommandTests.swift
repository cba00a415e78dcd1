import Foundation
import Testing

/// Balance, report and booths, asked of the real daemon.
@Suite(.waiting) struct `The command line's money` {
  @Test func `tells of a call in the balance, the report and the booth`() throws {
    let shop = try RunningShop(balancePesos: 5000)
    try shop.talk(1, to: "1006")
    usleep(1_200_000)
    try shop.board.ask("hangup 1")
    #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
    func lines(_ words: String...) throws -> [String] {
      let program = try Program(
        "cabinactl", ["--socket", shop.folder.path + "/cabina.sock"] + words)
      let status = try program.status()
      #expect(status == 0, "\(words): \(program.everything)")
      return program.restOfOutput()
    }
    let booths = try lines("booths")
    #expect(booths.count == 3)
    #expect(booths[1].hasPrefix("4312") && booths[1].contains("CABINA 01"), "\(booths)")
    #expect(booths[1].contains("$ "), "\(booths)")
    #expect(try lines("booths", "--json").joined().contains(#""number":"4313","name":"CABINA 02""#))

    let balance = try lines("balance").joined(separator: "\n")
    for words in ["balance", "reserved", "$ 5.000", "start", "calls"] {
      #expect(balance.contains(words), "\(balance)")
    }
    let past = try lines("balance", "--month", "2001-02").joined(separator: "\n")
    #expect(past.contains("no movements"), "\(past)")
    #expect(try lines("balance", "--json").joined().contains(#""statement":{"currency""#))

    let report = try lines("report", "--period", "month", "--by", "booth")
    #expect(report.contains { $0.hasPrefix("4312") && $0.contains("CABINA 01") }, "\(report)")
    #expect(report.contains { $0.hasPrefix("TOTAL") }, "\(report)")
    let table = try lines("report", "--by", "destination", "--csv")
    #expect(table.first?.hasPrefix("\u{feff}Prefix;Destination;Calls;") == true, "\(table)")
    #expect(table.contains { $0.hasPrefix("1006;INTERNAS 02;1;1;0;0;2;") }, "\(table)")
    // One habit: a spreadsheet that reads the one reads the other.
    #expect(try lines("calls", "--csv").first?.hasPrefix("\u{feff}Call;") == true)
    #expect(try lines("report", "--csv").first?.hasPrefix("\u{feff}Day;Calls;") == true)
    #expect((4...6).contains(try lines("report", "--by", "hour").count))
    #expect(try lines("report", "--from", "2001-01-01", "--to", "2001-01-02").count >= 3)
    #expect(try lines("report", "--json").joined().hasPrefix("{\"currency\""))
  }

  @Test func `is refused what makes no sense by the daemon, with status 1`() throws {
    let shop = try RunningShop(balancePesos: 5000)
    for words in [
      ["report", "--from", "2006-01-01", "--to", "2008-01-01"],
      ["balance", "--month", "2999-01"], ["balance", "--month", "2006-13"],
    ] {
      let program = try Program(
        "cabinactl", words + ["--socket", shop.folder.path + "/cabina.sock"])
      #expect(try program.status() == 1, "\(words)")
      #expect(program.restOfOutput().isEmpty)
      #expect(!program.restOfErrors().isEmpty)
    }
  }
}
