import BoothProtocol
import OwnerPanel
import Synchronization
import Testing

@testable import cabinad

@Suite struct `Who looks on at the traffic` {
  /// A desk, and what each question was answered, in the order of the answers.
  private final class Bench {
    var desk = TrafficDesk()
    private let told = Told()
    private var questions = 0

    var answers: [(question: Int, answer: TechnicianAnswer)] { told.answers.withLock { $0 } }

    private final class Told: Sendable {
      let answers = Mutex<[(question: Int, answer: TechnicianAnswer)]>([])
    }

    /// Questions count from 1.
    func ask(_ query: TrafficQuery, at seconds: Int64) {
      questions += 1
      let number = questions
      desk.ask(query, at: Moment(milliseconds: seconds * 1000)) { [told] answer in
        told.answers.withLock { $0.append((number, answer)) }
      }
    }

    func crosses(_ byte: UInt8, on port: String = "/dev/a", at seconds: Int64) {
      desk.take(
        [byte], port: port, isFromBoard: true, atMicroseconds: seconds * 1_000_000,
        at: Moment(milliseconds: seconds * 1000))
    }

    func tell(at seconds: Int64) { desk.tellWaiters(at: Moment(milliseconds: seconds * 1000)) }

    func report(_ index: Int) throws -> TrafficReport {
      guard case .traffic(let report) = try #require(answers.dropFirst(index).first).answer
      else { throw NoReport() }
      return report
    }

    struct NoReport: Error {}
  }

  @Test func `whoever waits is told what crosses, or that his time is over`() throws {
    let bench = Bench()
    #expect(!bench.desk.isLookedAt)
    bench.ask(TrafficQuery(), at: 0)
    let start = try bench.report(0).next
    #expect(bench.desk.isLookedAt && !bench.desk.hasWaiters)
    bench.ask(TrafficQuery(after: start, port: "/dev/a", waitSeconds: 10), at: 1)
    bench.ask(TrafficQuery(after: start, port: "/dev/b", waitSeconds: 5), at: 1)
    bench.tell(at: 2)
    #expect(bench.answers.count == 1)
    bench.crosses(7, at: 3)
    bench.tell(at: 3)
    #expect(bench.answers.map(\.question) == [1, 2])
    #expect(try bench.report(1).runs.map(\.bytes) == [[7]])
    bench.tell(at: 5)
    #expect(bench.answers.count == 2)
    bench.tell(at: 6)
    #expect(bench.answers.map(\.question) == [1, 2, 3])
    #expect(try bench.report(2) == TrafficReport(runs: [], next: start + 1, lost: 0))
  }

  @Test func `one more than may wait is told so, and is answered without waiting`() throws {
    let bench = Bench()
    bench.ask(TrafficQuery(), at: 0)
    let start = try bench.report(0).next
    for _ in 1...TrafficDesk.waiterLimit + 1 {
      bench.ask(TrafficQuery(after: start, waitSeconds: 10), at: 0)
    }
    #expect(bench.answers.dropFirst().map(\.answer) == [.tooManyWaiting])
    bench.ask(TrafficQuery(after: start), at: 0)
    #expect(try bench.report(2) == TrafficReport(runs: [], next: start, lost: 0))
  }

  @Test func `nothing is kept ten seconds after the last question, and that is told`() throws {
    let bench = Bench()
    bench.ask(TrafficQuery(), at: 0)
    let start = try bench.report(0).next
    bench.crosses(1, at: 10)
    #expect(bench.desk.isLookedAt)
    bench.crosses(2, at: 11)
    #expect(!bench.desk.isLookedAt)
    bench.ask(TrafficQuery(after: start, waitSeconds: 5), at: 12)
    let late = try bench.report(1)
    #expect(late.runs.isEmpty && late.lost == nil)
    bench.ask(TrafficQuery(after: late.next), at: 13)
    #expect(try bench.report(2).lost == 0)
  }

  @Test func `whoever waits is a reason to keep what crosses`() throws {
    let bench = Bench()
    bench.ask(TrafficQuery(), at: 0)
    bench.ask(TrafficQuery(after: try bench.report(0).next, waitSeconds: 60), at: 0)
    bench.crosses(1, at: 59)
    bench.tell(at: 59)
    #expect(try bench.report(1).runs.map(\.bytes) == [[1]])
  }
}
