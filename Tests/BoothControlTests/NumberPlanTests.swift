import Testing

@testable import BoothControl

struct NumberPlanTests {
  private static let plan = NumberPlan(
    emergencyNumbers: ["131", "132", "133"], blockedPrefixes: ["1880", "00881", "600", "60036"],
    carrierCodes: ["188", "1710", "171"], digitMap: .chile)

  @Test(
    arguments: [
      ("133", .emergency("133")), ("1330", .emergency("133")), ("133*", .emergency("133")),
      ("962099485", .number(sent: "962099485", rated: "962099485", carrier: nil)),
      // Nothing beyond a complete number.
      ("962099485123", .number(sent: "962099485", rated: "962099485", carrier: nil)),
      ("962099485#", .number(sent: "962099485", rated: "962099485", carrier: nil)),
      // The longest carrier's code is taken off for the price, and sent.
      ("1710525555", .number(sent: "1710525555", rated: "525555", carrier: "1710")),
      ("1710525555#", .number(sent: "1710525555", rated: "525555", carrier: "1710")),
      // A code alone is a number.
      ("188", .number(sent: "188", rated: "188", carrier: nil)),
      // Blocked with and without a code, the longest prefix named.
      ("1880525555", .blocked("1880")), ("6003600077", .blocked("60036")),
      ("0088112345", .blocked("00881")),
      ("", .notANumber), ("9", .notANumber), ("96209948", .notANumber), ("*21", .notANumber),
      ("#31#", .notANumber), ("96*", .notANumber), ("A", .notANumber), ("ñ", .notANumber),
      ("00525551\u{661}", .notANumber),
    ] as [(String, NumberClass)])
  func `what was dialled`(dialled: String, expected: NumberClass) {
    #expect(Self.plan.classify(dialled) == expected)
  }

  @Test func `a blocked prefix holds behind a carrier's code`() throws {
    let plan = NumberPlan(
      emergencyNumbers: [], blockedPrefixes: ["0900"], carrierCodes: ["188"],
      digitMap: try DigitMap("x.T"))
    #expect(plan.classify("188090055") == .blocked("0900"))
  }

  @Test func `a blocked prefix holds where the code stands in place of other digits`() {
    let plan = NumberPlan(
      emergencyNumbers: [], blockedPrefixes: ["09", "3276", "05"], carrierCodes: ["188"],
      carrierReplaces: "0", digitMap: .chile2006)
    #expect(plan.classify("188991234567") == .blocked("09"))
    #expect(plan.classify("188327680055") == .blocked("3276"))
    #expect(
      plan.classify("0327680055") == .number(sent: "0327680055", rated: "0327680055", carrier: nil))
    // Mexico, not an area.
    #expect(
      plan.classify("1880525512345678")
        == .number(sent: "1880525512345678", rated: "00525512345678", carrier: "188"))
  }

  @Test(arguments: ["188188090055", "188171025854205", "188188", "1711880525512345678"])
  func `two carriers' codes are no number`(dialled: String) throws {
    let plan = NumberPlan(
      emergencyNumbers: [], carrierCodes: ["188", "171"], digitMap: try DigitMap("x.T"))
    #expect(plan.classify(dialled) == .notANumber)
  }

  @Test func `a country behind a carrier's code is not taken for an area`() {
    let plan = NumberPlan(emergencyNumbers: [], carrierCodes: ["188"], digitMap: .chile)
    #expect(
      plan.classify("1880525512345678")
        == .number(sent: "1880525512345678", rated: "0525512345678", carrier: "188"))
    #expect(
      plan.classify("522212345") == .number(sent: "522212345", rated: "522212345", carrier: nil))
  }

  @Test(arguments: [
    ("188322768005", "0322768005"), ("1880525512345678", "00525512345678"),
    ("0322768005", "0322768005"), ("5255", "5255"),
  ])
  func `what a carrier's code was dialled in place of is put back for the price`(
    dialled: String, rated: String
  ) {
    let plan = NumberPlan(
      emergencyNumbers: [], carrierCodes: ["188"], carrierReplaces: "0", digitMap: .chile2006)
    let carrier = dialled.hasPrefix("188") ? "188" : nil
    #expect(plan.classify(dialled) == .number(sent: dialled, rated: rated, carrier: carrier))
  }

  @Test func `abroad is blocked however it is dialled`() {
    let plan = NumberPlan(
      emergencyNumbers: [], blockedPrefixes: ["00"], carrierCodes: ["188"], carrierReplaces: "0",
      digitMap: .chile2006)
    #expect(plan.classify("00525512345678") == .blocked("00"))
    #expect(plan.classify("1880525512345678") == .blocked("00"))
  }

  @Test(arguments: ["(*xxT|*xx#|#xx#|xxx)", "x.T|*x.T|[x*#].T|Ax."])
  func `star codes and letters are not passed on though the map has them`(map: String) throws {
    let plan = NumberPlan(emergencyNumbers: ["133"], digitMap: try DigitMap(map))
    for dialled in ["*21", "*21#", "#31#", "A12"] {
      #expect(plan.classify(dialled) == .notANumber, "\(dialled)")
    }
  }

  @Test func `more digits than a board dials are no number`() throws {
    let plan = NumberPlan(emergencyNumbers: ["133"], digitMap: try DigitMap("x.T"))
    let longest = String(repeating: "5", count: 32)
    #expect(plan.classify(longest) == .number(sent: longest, rated: longest, carrier: nil))
    #expect(plan.classify(longest + "5") == .notANumber)
    #expect(plan.progress(longest + "5") == .impossible)
  }

  @Test(
    arguments: [
      ("", .incomplete), ("1", .incomplete), ("13", .incomplete), ("133", .emergency),
      ("1333", .emergency), ("135", .complete), ("9", .incomplete), ("962099485", .complete),
      ("9620994851", .complete), ("149", .completeMayGrow), ("0", .incomplete),
      ("01", .impossible), ("*", .impossible),
    ] as [(String, DialProgress)])
  func `where a caller stands`(digits: String, expected: DialProgress) {
    #expect(Self.plan.progress(digits) == expected)
  }

  @Test(arguments: ["22", "1", "13", "1|13|1339", "133x.T", "1330xxxx", "x.T", "133T"])
  func `an emergency number is reached through every map, at once`(map: String) throws {
    let plan = NumberPlan(emergencyNumbers: ["133"], digitMap: try DigitMap(map))
    for digits in ["1", "13"] {
      let progress = plan.progress(digits)
      #expect(progress == .incomplete || progress == .completeMayGrow)
    }
    #expect(plan.progress("133") == .emergency)
    #expect(plan.classify("133") == .emergency("133"))
    #expect(plan.classify("13304567") == .emergency("133"))
  }

  @Test func `entries that are no digits take no part`() throws {
    let plan = NumberPlan(
      emergencyNumbers: ["", "1*"], blockedPrefixes: ["", "2*"], carrierCodes: ["", "A"],
      digitMap: try DigitMap("xx"))
    #expect(plan.progress("") == .incomplete)
    #expect(plan.progress("1*") == .impossible)
    #expect(plan.classify("22") == .number(sent: "22", rated: "22", carrier: nil))
  }

  @Test func `entries that cannot be used are named`() throws {
    let map = try DigitMap("xx")
    let plan = NumberPlan(
      emergencyNumbers: ["133", "1331", "", "1234567", "1*"], blockedPrefixes: ["09", "", "*"],
      carrierCodes: ["188", "18 8"], digitMap: map)
    #expect(
      plan.faults == [
        .unreachableEmergencyNumber("1331", behind: "133"), .emergencyNumber(""),
        .emergencyNumber("1234567"), .emergencyNumber("1*"), .blockedPrefix(""),
        .blockedPrefix("*"), .carrierCode("18 8"),
      ])
    let many = NumberPlan(emergencyNumbers: (100..<113).map(String.init), digitMap: map)
    #expect(many.faults == [.tooManyEmergencyNumbers(13)])
    #expect(Self.plan.faults.isEmpty)
  }
}
