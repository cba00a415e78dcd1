import BoothControl
import BoothProtocol
import Testing

@Suite struct `A disk that hangs` {
  private func moment(_ milliseconds: Int64) -> Moment { Moment(milliseconds: milliseconds) }

  @Test func `is found out when nothing was written for two seconds`() {
    var patience = DiskPatience()
    #expect(patience.deadline == nil)
    patience.submitted(1, at: moment(100))
    patience.submitted(2, at: moment(1900))
    #expect(patience.deadline == moment(2100))
    #expect(patience.check(at: moment(2099)) == .same)
    #expect(patience.check(at: moment(2100)) == .hangs)
    #expect(patience.deadline == nil)
    #expect(patience.check(at: moment(9000)) == .same)
    #expect(patience.written(upTo: 1, at: moment(9000)) == .writesAgain)
    #expect(patience.deadline == moment(11_000))
    #expect(patience.written(upTo: 2, at: moment(9500)) == .same)
    #expect(patience.deadline == nil)
  }

  @Test func `is given new time with each batch that it writes`() {
    var patience = DiskPatience()
    for batch in 1...10 { patience.submitted(UInt64(batch), at: moment(0)) }
    for batch in 1...9 {
      let now = moment(Int64(batch) * 1500)
      #expect(patience.check(at: now) == .same)
      #expect(patience.written(upTo: UInt64(batch), at: now) == .same)
    }
    #expect(patience.check(at: moment(9 * 1500 + 2000)) == .hangs)
  }
}
