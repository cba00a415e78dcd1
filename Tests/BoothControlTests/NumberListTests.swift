import Testing

@testable import BoothControl

/// Which of the entries that begin a number decides.
struct NumberListTests {
  struct Case: Sendable, CustomStringConvertible {
    var blocked: [String] = []
    var blocksAll = false
    var allowed: [String] = []
    let dialled: String
    /// nil: it is allowed.
    let blocking: String?

    var description: String { "\(blocked) \(blocksAll) \(allowed) \(dialled)" }
  }

  private func blocking(_ example: Case) throws -> String? {
    let plan = NumberPlan(
      emergencyNumbers: ["131", "132", "133"], blockedPrefixes: example.blocked,
      blocksAll: example.blocksAll, allowedPrefixes: example.allowed, carrierCodes: ["188"],
      carrierReplaces: "0", digitMap: try DigitMap("x.T"))
    switch plan.classify(example.dialled) {
    case .blocked(let prefix): return prefix
    case .number, .emergency: return nil
    case .notANumber:
      Issue.record("\(example) is no number")
      return nil
    }
  }

  @Test(arguments: [
    // The longest decides, whichever list has it.
    Case(blocked: ["00"], allowed: ["0052"], dialled: "00525512345678", blocking: nil),
    Case(blocked: ["00"], allowed: ["0052"], dialled: "0054111234567", blocking: "00"),
    Case(
      blocked: ["00", "005281"], allowed: ["0052"], dialled: "00528112345678", blocking: "005281"),
    Case(blocked: ["005"], allowed: ["00"], dialled: "00525512345678", blocking: "005"),
    Case(blocked: ["00"], allowed: ["0052"], dialled: "962099485", blocking: nil),
    // At equal length, the one that blocks.
    Case(blocked: ["0052"], allowed: ["0052"], dialled: "00525512345678", blocking: "0052"),
    // Everything that is not allowed.
    Case(blocksAll: true, dialled: "962099485", blocking: ""),
    Case(blocksAll: true, allowed: ["9"], dialled: "962099485", blocking: nil),
    Case(blocksAll: true, allowed: ["9"], dialled: "221234567", blocking: ""),
    Case(blocked: ["96"], blocksAll: true, allowed: ["9"], dialled: "962099485", blocking: "96"),
    // With a carrier's code and without.
    Case(blocked: ["00"], dialled: "1880525512345678", blocking: "00"),
    Case(blocked: ["00"], allowed: ["0052"], dialled: "1880525512345678", blocking: nil),
    Case(blocked: ["188"], dialled: "1880525512345678", blocking: "188"),
    Case(blocked: ["188"], dialled: "00525512345678", blocking: nil),
    Case(blocked: ["00"], allowed: ["188"], dialled: "1880525512345678", blocking: nil),
    Case(blocksAll: true, allowed: ["0052"], dialled: "1880525512345678", blocking: nil),
    // Services of three digits: an entry as any other, which opens nothing behind a carrier.
    Case(blocked: ["1"], dialled: "103", blocking: "1"),
    Case(blocked: ["1"], allowed: ["103"], dialled: "103", blocking: nil),
    Case(blocked: ["1"], allowed: ["103"], dialled: "104", blocking: "1"),
    Case(blocked: ["1"], dialled: "188", blocking: "1"),
    Case(blocked: ["1"], dialled: "1880525512345678", blocking: "1"),
    Case(blocksAll: true, allowed: ["1"], dialled: "188", blocking: nil),
    Case(blocksAll: true, allowed: ["1"], dialled: "1880525512345678", blocking: ""),
    Case(blocksAll: true, allowed: ["18"], dialled: "1880525512345678", blocking: ""),
    Case(blocksAll: true, allowed: ["188"], dialled: "1880525512345678", blocking: nil),
    // Nothing blocks an emergency number.
    Case(blocksAll: true, dialled: "133", blocking: nil),
    Case(blocked: ["1", "13", "133"], blocksAll: true, dialled: "133", blocking: nil),
    Case(blocked: ["1"], blocksAll: true, dialled: "13212", blocking: nil),
  ])
  func `the longest entry that begins a number decides`(example: Case) throws {
    #expect(try blocking(example) == example.blocking)
  }

  @Test func `entries that cannot mean anything are named`() throws {
    func faults(_ blocked: [String], _ all: Bool, _ allowed: [String]) throws -> [NumberPlanFault] {
      NumberPlan(
        emergencyNumbers: ["133"], blockedPrefixes: blocked, blocksAll: all,
        allowedPrefixes: allowed, carrierCodes: ["188"], digitMap: try DigitMap("x.T")
      ).faults
    }
    #expect(try faults([], true, ["9"]) == [])
    #expect(try faults(["00", "9"], false, ["0052", "2"]) == [.allowedInVain("2")])
    // By what stands before or behind a carrier's code they meet all the same.
    #expect(try faults(["00"], false, ["188"]) == [])
    #expect(try faults(["188"], false, ["0052"]) == [])
    #expect(try faults([], false, ["9"]) == [.allowedInVain("9")])
    #expect(
      try faults(["9", "8"], false, ["8", "9x"]) == [.allowedPrefix("9x"), .allowedAndBlocked("8")])
  }

  @Test func `the plans that are ready are sound, and know each carrier that their map has`() {
    for (name, plan) in NumberPlan.ready {
      #expect(plan.faults == [], "\(name)")
      var carriers = 0
      for code in 100...199 {
        let dialled = "\(code)0525512345678"
        // A service of three or four digits ends before.
        guard case .number(dialled, let rated, let carrier) = plan.classify(dialled) else {
          continue
        }
        #expect(carrier == "\(code)", "\(name)")
        #expect(rated == "00525512345678", "\(name)")
        carriers += 1
      }
      #expect(carriers > 0, "\(name)")
    }
    #expect(!NumberPlan.ready.isEmpty)
    #expect(NumberPlan.chile.classify("7001234567") == .blocked("700"))
  }

  @Test func `a carrier that the map lets through and the shop does not have is refused`() {
    var configuration = ShopConfiguration(
      name: "", booths: [], digitMap: .chile, emergencyNumbers: [])
    configuration.use(.chile)
    configuration.carrierCodes = ["188"]
    configuration.blockedPrefixes = ["00"]
    #expect(NumberPlan(configuration).classify("1880525512345678") == .blocked("00"))
    #expect(NumberPlan(configuration).classify("1710525512345678") == .notANumber)
    // The service of three digits is none's.
    #expect(
      NumberPlan(configuration).classify("171")
        == .number(sent: "171", rated: "171", carrier: nil))
    configuration.carrierCodes = []
    #expect(NumberPlan(configuration).classify("1880525512345678") == .notANumber)
    // So with the other map that is ready.
    configuration.digitMap = .chile2006
    #expect(NumberPlan(configuration).classify("188322768005") == .notANumber)
    #expect(NumberPlan(configuration).classify("0322768005") != .notANumber)
  }

  @Test func `a code that the shop does not have is none behind one that it has either`() throws {
    let plan = NumberPlan(
      emergencyNumbers: ["133"], carrierCodes: ["188"], refusedCarrierCodes: ["171"],
      digitMap: try DigitMap("x.T"))
    #expect(plan.classify("1881710525512345678") == .notANumber)
    #expect(plan.classify("1711880525512345678") == .notANumber)
  }

  @Test func `codes that a map of the shop's own does not tell from a carrier's are found`() throws
  {
    func unlisted(_ map: String, _ codes: [String], _ refused: [String] = []) throws -> [String] {
      NumberPlan(
        emergencyNumbers: [], carrierCodes: codes, refusedCarrierCodes: refused,
        digitMap: try DigitMap(map)
      ).unlistedCarrierCodes
    }
    #expect(try unlisted("(1[25]x0x.T|14xx|103)", ["123", "159"]).count == 18)
    #expect(
      try unlisted("(12[3-5]0x.T|1260x.#|103)", ["123"], ["124"]) == ["125"])
    #expect(try unlisted("(1230x.T|103|9xxxxxxxx)", ["123"]) == [])
    // Any digits at all.
    #expect(try unlisted("x.T", ["123"]) == [])
    #expect(try unlisted("(1[25]x0x.T)", []) == [])
    // A code that no number begins with.
    #expect(try unlisted("(1[25]x0x.T)", ["188"]) == [])
  }
}
