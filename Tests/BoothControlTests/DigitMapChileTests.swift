import Testing

@testable import BoothControl

struct DigitMapChileTests {
  @Test(
    arguments: [
      // Emergencies and services of three digits.
      ("1", .incomplete), ("13", .incomplete), ("133", .complete), ("1331", .impossible),
      ("103", .complete), ("149", .completeMayGrow), ("1490", .complete),
      ("188", .completeMayGrow),
      // Nine digits, fixed and mobile.
      ("224213146", .complete), ("22421314", .incomplete), ("2242131460", .impossible),
      ("962099485", .complete), ("322768005", .complete), ("612123456", .complete),
      ("442345678", .complete), ("800200100", .complete),
      // Ten of them, or nine.
      ("60036000", .incomplete), ("600360007", .completeMayGrow), ("6003600077", .complete),
      ("70036000", .incomplete), ("700360007", .completeMayGrow), ("7003600077", .complete),
      ("60036000778", .impossible),
      // The trunk prefix is gone.
      ("0322768005", .impossible), ("09", .impossible),
      // International, by a carrier or not: ended by a pause or a pound.
      ("1880", .incomplete), ("188052", .incomplete), ("1880525555", .completeMayGrow),
      ("18805255551234#", .complete), ("1880525#", .impossible), ("00525", .incomplete),
      ("00525551", .completeMayGrow), ("00525551#", .complete), ("000", .impossible),
      ("18801", .incomplete), ("18800", .impossible), ("1330", .impossible),
      ("*", .impossible), ("#", .impossible), ("22*", .impossible),
    ] as [(String, DigitMap.Match)])
  func `Chile's numbers of today`(digits: String, match: DigitMap.Match) {
    #expect(DigitMap.chile.match(digits) == match)
  }

  @Test(
    arguments: [
      ("0322768005", .complete), ("032276800", .incomplete), ("025854205", .complete),
      ("02585420", .incomplete), ("1005", .complete), ("1006", .complete),
      ("100", .completeMayGrow),
      ("4375", .complete), ("437", .incomplete), ("43751", .impossible), ("0991234567", .complete),
      ("099123456", .incomplete), ("061221234", .complete), ("0412221234", .complete),
      ("133", .complete), ("00525551234", .completeMayGrow), ("00525551234#", .complete),
      ("188322768005", .completeMayGrow), ("1880525551234#", .complete), ("000", .impossible),
      ("*", .impossible),
    ] as [(String, DigitMap.Match)])
  func `the numbers of the manual`(digits: String, match: DigitMap.Match) {
    #expect(DigitMap.chile2006.match(digits) == match)
  }
}
