import BoothSimulator
import Foundation
import Synchronization
import Testing

/// The owner at the command line during a storm: payments, deposits, tickets. What was not answered
/// is asked again under the same key until it is, so that all of it is to be there once.
final class StormOwner: Sendable {
  /// What the daemon said it had done.
  struct Books {
    /// By reference, in pesos.
    var payments: [String: Int] = [:]
    var deposits = 0
    var tickets: Set<String> = []
    /// What was said to requests that were refused.
    var refusals: [String] = []
    /// Requests whose answer a kill took.
    var unanswered = 0
  }

  private let socket: String
  private let isStopping = Atomic(false)
  private let hasEnded = Atomic(false)
  private let books = Mutex(Books())

  init(socket: String, seed: UInt64) {
    self.socket = socket
    Thread.detachNewThread { [self] in
      var draws = SplitMix64(seed: seed)
      var number = 0
      while !isStopping.load(ordering: .relaxed) {
        number += 1
        request(number, &draws)
        usleep(.random(in: 200_000...500_000, using: &draws))
      }
      hasEnded.store(true, ordering: .relaxed)
    }
  }

  deinit { isStopping.store(true, ordering: .relaxed) }

  private func request(_ number: Int, _ draws: inout SplitMix64) {
    let booth = "\(4310 + Int.random(in: 1...StormBoard.boothCount, using: &draws))"
    let key = ["--key", "k\(number)"]
    switch Int.random(in: 0..<4, using: &draws) {
    case 0, 1:
      let pesos = Int.random(in: 1...500, using: &draws)
      guard ask(["payment", "\(pesos)", "storm \(number)"] + key) != nil else { return }
      books.withLock { $0.payments["storm \(number)"] = pesos }
    case 2:
      // Mostly more than is talked away before the next ticket; some calls are to end with it.
      let pesos = Int.random(in: 0..<8, using: &draws) == 0 ? 3 : 5000
      guard ask(["credit", booth, "\(pesos)"] + key) != nil else { return }
      books.withLock { $0.deposits += 1 }
    default:
      // «ticket 7 of booth 4312 …»; a booth that owes nothing has none.
      guard let answer = ask(["collect", booth] + key) else { return }
      books.withLock { books in
        let isNew = books.tickets.insert(String(answer.split(separator: " ")[1])).inserted
        if !isNew { Issue.record("two requests have one ticket: \(answer)") }
      }
    }
  }

  /// Asks until there is an answer; nil: the daemon refused.
  private func ask(_ words: [String]) -> String? {
    while !hasEnded.load(ordering: .relaxed) {
      guard let answer = try? Child.run(["cabinactl", "--socket", socket] + words) else { break }
      if answer.status == 0 { return answer.output }
      let isUnanswered = ["is cabinad running", "no answer", "stored"].contains {
        answer.output.contains($0)
      }
      guard isUnanswered else {
        books.withLock { $0.refusals.append("\(words): \(answer.output)") }
        return nil
      }
      books.withLock { $0.unanswered += 1 }
      usleep(150_000)
    }
    Issue.record("«\(words)» was never answered")
    return nil
  }

  /// With a daemon that stays: what is under way is asked until it is answered, and no more.
  func finish() throws -> Books {
    isStopping.store(true, ordering: .relaxed)
    let end = Date().addingTimeInterval(Program.patience)
    while !hasEnded.load(ordering: .relaxed) {
      try #require(Date() < end, "the owner's last request was not answered")
      usleep(20_000)
    }
    return books.withLock(\.self)
  }
}
