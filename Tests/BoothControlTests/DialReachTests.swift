import BoothControl
import Testing

/// Which beginnings of numbers a shop's callers can dial at all.
@Suite struct `A price's prefix` {
  private func plan(
    _ map: String, carriers: [String] = [], replaces: String = ""
  ) throws -> NumberPlan {
    NumberPlan(
      emergencyNumbers: ["133"], carrierCodes: carriers, carrierReplaces: replaces,
      digitMap: try DigitMap(map))
  }

  @Test(arguments: [
    ("", true), ("1", true), ("1006", true), ("10061", false), ("9", false), ("2", false),
    ("0056", true), ("00563221234567", true), ("0", true), ("05", false),
    // Free, and over once it is dialled.
    ("133", false), ("1330", false), ("13", true),
  ])
  func `is reached where the map takes a number that begins so`(
    prefix: String, isReached: Bool
  ) throws {
    var reach = DialReach(try plan("(1xxx|00x.T)"))
    #expect(reach.reaches(prefix) == isReached)
  }

  @Test(arguments: [
    ("032", true), ("0", true), ("03", true), ("0052", true), ("32", false), ("188", false),
    ("052", true), ("18832", false), ("18", true), ("0322768005", true), ("03227680051", false),
  ])
  func `is reached behind a carrier's code, with what that replaces`(
    prefix: String, isReached: Bool
  ) throws {
    var reach = DialReach(
      try plan("(188[2-9]xxxxxxxx|1880xx.T)", carriers: ["188"], replaces: "0"))
    #expect(reach.reaches(prefix) == isReached)
  }

  @Test(arguments: [
    ("188", true), ("1880052", false), ("17105", false), ("0052", true), ("171", true),
  ])
  func `is not reached with a carrier's code in it, but for the service of that number`(
    prefix: String, isReached: Bool
  ) {
    var shop = ShopConfiguration(
      name: "", booths: [], digitMap: .chile, emergencyNumbers: [])
    shop.use(.chile)
    shop.carrierCodes = ["188"]
    var reach = DialReach(NumberPlan(shop))
    #expect(reach.reaches(prefix) == isReached)
  }

  @Test func `is the same in any order`() throws {
    let prefixes = (0..<1000).map(String.init) + ["0056", "00561", "133", "1006"]
    let map = try plan("(1xxx|00x.T|[4-6]xx)")
    var sorted = DialReach(map)
    for prefix in prefixes.sorted() {
      var alone = DialReach(map)
      #expect(sorted.reaches(prefix) == alone.reaches(prefix), "\(prefix)")
    }
  }

  @Test func `is not looked at for ever`() throws {
    var reach = DialReach(try plan("(1xxx)"), digits: 5)
    #expect(reach.reaches("1006") == true)
    #expect(reach.reaches("2") == nil)
  }
}
