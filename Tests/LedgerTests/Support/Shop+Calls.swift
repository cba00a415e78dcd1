import BoothControl
import BoothProtocol
import Ledger
import Notation
import Rating
import Testing

extension Shop {
  /// Three calls that have ended, one of them at the end of the money, one that nobody answered, one
  /// that is talking and one that the board dialled; each with its events.
  func tradeCalls() {
    #expect(store(payment(50_000)))
    for call: UInt32 in 1...3 {
      let number = 40 + 3 * call
      #expect(
        store(.callAuthorised(authorisation(call)))
          && store(seizedEvent(number, call), seized(call))
          && store(answeredEvent(number + 1, call), answered(call))
          && store(
            releasedEvent(number + 2, call, tick: call == 3 ? 77_040 : 77_000),
            .callEnded(callEnd(call)))
      )
    }
    #expect(
      store(
        .callAuthorised(authorisation(4)),
        .callEnded(callEnd(4, cause: .notConnected, talked: nil, charge: 0, cost: 0))))
    let emergency: UInt32 = 0x8000_0001
    #expect(
      store(
        .callAuthorised(authorisation(5, price: nil, isCharged: false, wireCall: emergency)),
        seizedEvent(60, emergency), seized(5)))
    #expect(
      store(
        .callAuthorised(authorisation(6)), seizedEvent(70, 6), seized(6), answeredEvent(71, 6),
        answered(6)))
    #expect(rejections == [])
  }

  /// As somebody does who has the file, past every rule of it.
  func edit(_ sql: String) throws {
    try Database(path: path, access: .readWrite).execute("PRAGMA foreign_keys = OFF; " + sql)
  }

  /// A check of the ledger says so, among other things.
  func expectComplaint(
    _ words: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let verdict = try reader().verify()
    expectSpanish(verdict, sourceLocation: sourceLocation)
    let complaints = verdict.complaints
    #expect(
      complaints.contains { $0.contains(words) }, "\(complaints)", sourceLocation: sourceLocation)
  }
}

/// What is wrong is said in Spanish too, with nothing English in it but what stands in quotes.
func expectSpanish(_ verdict: LedgerVerdict, sourceLocation: SourceLocation = #_sourceLocation) {
  let english: Set<Substring> = ["the", "of", "and", "is", "was", "has", "not", "which", "record"]
  for finding in verdict.findings {
    let plain = finding.spanish.replacing(#/«[^»]*»/#, with: "")
    let strays = plain.split { !$0.isLetter }.filter { english.contains($0) }
    #expect(strays.isEmpty, "\(finding.spanish)", sourceLocation: sourceLocation)
    #expect(finding.spanish != finding.english, sourceLocation: sourceLocation)
  }
}
