import BoothControl
import Testing

@testable import cabinad

@Suite struct `A configuration` {
  private func faults(_ text: String) -> [String] {
    do throws(ConfigurationError) {
      _ = try DaemonConfiguration(ConfigurationFile(path: "c", text: text))
      return []
    } catch { return error.faults.map(\.description) }
  }

  @Test func `is told all that is wrong with it at once, in the order of its lines`() {
    let faults = faults(
      """
      nmae = Y
      [shop]
      decimals = 9
      colour = red
      [dialling]
      emergency = 13, 133
      digit-map = 1[
      [page]
      address = 0.0.0.0
      [telephones]
      [booth 1]
      line = 99
      """)
    let places = faults.map { $0.prefix { $0 != " " } }
    #expect(places == ["c:1:", "c:3:", "c:4:", "c:5:", "c:7:", "c:9:", "c:10:", "c:12:"])
    #expect(faults.first?.contains("before any section") == true)
  }

  @Test func `names booths that say no board beside booths that do`() {
    let faults = faults(
      """
      [booth 1]
      line = 1
      board = 0102030405060708090a0b0c
      [booth 2]
      line = 2
      """)
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("c:4: found booth 2 without «board»") == true)
  }

  @Test func `lets each of two boards have its own lines`() throws {
    let text = """
      [booth 1]
      line = 1
      board = 0102030405060708090a0b0c
      [booth 2]
      line = 1
      board = 0102030405060708090a0b0d
      """
    #expect(faults(text).isEmpty)
  }

  @Test func `reads lines that end as on other systems`() throws {
    let file = ConfigurationFile(
      path: "c", text: "[shop]\r\nname = BAZAR\r\n[booth 1]\r\nline = 3\r\n")
    let configuration = try DaemonConfiguration(file)
    #expect(configuration.shop.name == "BAZAR")
    #expect(configuration.shop.booths.map(\.line) == [2])
  }

  @Test(arguments: [
    ("currency = CLP # pesos", "three capital letters"), ("currency = clp", "three capital"),
    ("currency =", "three capital"), ("symbol =", "1 to 8 bytes"),
    ("symbol = pesos chilenos", "1 to 8 bytes"), ("symbol = €€€", "1 to 8 bytes"),
  ])
  func `says what is wrong with a currency`(line: String, words: String) {
    let faults = faults("[shop]\n\(line)\n[booth 1]\nline = 1\n")
    #expect(faults.count == 1)
    #expect(faults.first?.hasPrefix("c:2: found «\(line.prefix { $0 != " " })") == true)
    #expect(faults.first?.contains(words) == true, "\(faults)")
  }

  @Test(arguments: [
    ("emergency = 133, 1331", "«1331» beside «133»"), ("carriers = 18x", "digits"),
    ("carriers-replace = 0x", "at most 4 digits"), ("carriers-replace = 00000", "at most 4 digits"),
    ("emergency = 1,2,3,4,5,6,7,8,9,01,02,03,04", "at most 12"),
  ])
  func `says what is wrong with a number plan in words`(line: String, words: String) {
    let faults = faults("[dialling]\n\(line)\n[booth 1]\nline = 1\n")
    #expect(faults.count == 1)
    #expect(faults.first?.contains(words) == true, "\(faults)")
  }
}
