import BoothControl
import Glibc
import Ledger
import Testing

/// Ledgers that a disk has damaged: nobody makes it worse, and nobody takes it for whole.
@Suite struct DamagedFileTests {
  private let whole: [UInt8]
  private let state: String?

  init() throws {
    let check = try PowerCutCheck(.trade)
    let scratch = Scratch(check.contents)
    let ledger = try Ledger(path: scratch.ledger) { _ in }
    for (index, deed) in check.history.deeds.enumerated() {
      try ledger.take(deed, number: UInt64(index + 1))
    }
    ledger.close()
    whole = bytes(of: scratch.ledger)
    state = check.states.last
  }

  /// The refusal of a start, which has changed nothing; nil: it was none.
  private func refusal(of contents: [UInt8], _ scratch: Scratch) throws -> LedgerOpenError? {
    do {
      try Ledger(path: scratch.ledger) { _ in }.close()
      return nil
    } catch let error as LedgerOpenError {
      #expect(bytes(of: scratch.ledger) == contents)
      return error
    }
  }

  @Test func `a ledger cut short anywhere is refused and left as it is`() throws {
    let pages = whole.count / 512
    for page in stride(from: 0, to: pages, by: max(1, pages / (40 * powerCutEffort))) {
      for extra in page == pages - 1 ? [0] : [0, 100] {
        let contents = Array(whole.prefix(page * 512 + extra))
        let scratch = Scratch(["shop/cabina.db": contents])
        switch try refusal(of: contents, scratch) {
        case .damaged, .notALedger: break
        case let other: Issue.record("\(contents.count) bytes: \(String(describing: other))")
        }
      }
    }
  }

  @Test func `a ledger cut short in its last page is told of by the check`() throws {
    // Refused it is not: a power cut while the log is copied leaves such a file, whose last page is
    // whole in the log.
    let contents = Array(whole.dropLast(200))
    let scratch = Scratch(["shop/cabina.db": contents])
    #expect(try refusal(of: contents, scratch) == nil)
    #expect(try LedgerReader(path: scratch.ledger).verify().complaints != [])
  }

  /// A start reads a little of each large table only.
  @Test(arguments: ["quotes", "calls_of_booth", "events"])
  func `a page that no start reads is named as damaged when a call comes to it`(
    _ name: String
  ) throws {
    let scratch = Scratch(["shop/cabina.db": whole])
    let root = try Database(path: scratch.ledger, access: .readOnly).row(
      "SELECT rootpage FROM sqlite_schema WHERE name = ?", [.text(name)], { try $0.integer(0) })
    let first = (Int(try #require(root)) - 1) * 512
    var contents = whole
    for offset in first..<first + 512 { contents[offset] = 0x55 }
    write(contents, to: scratch.ledger)
    let shop = try Shop(scratch)
    shop.submit(.callAuthorised(authorisation(901)), seizedEvent(9001, 901), seized(901))
    #expect(
      shop.notices.wait {
        $0.contains { if case .storageFailed = $0 { true } else { false } }
      })
    let told = shop.notices.all.compactMap { notice -> String? in
      if case .storageFailed(let reason) = notice { reason } else { nil }
    }
    let reason = try #require(told.first)
    #expect(reason.hasPrefix("\(scratch.ledger): damaged: "))
    #expect(reason.contains("cabinactl backup --help"))
    // In the owner's words.
    #expect(reason.contains("some of it is not as it was written, in the table "), "\(reason)")
    for word in ["SELECT", "INSERT", "UPDATE", "WHERE", "?1"] {
      #expect(!reason.contains(word), "\(reason)")
    }
  }

  @Test func `a ledger with random bytes in its pages is refused, or the check tells`() throws {
    var generator = Draws(seed: 11)
    var (refused, told) = (0, 0)
    let tries = 120 * powerCutEffort
    for number in 0..<tries {
      var contents = whole
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let page = Int.random(in: 0..<whole.count / 512, using: &generator)
        for offset in page * 512..<(page + 1) * 512 {
          contents[offset] = .random(in: 0...255, using: &generator)
        }
      }
      let scratch = Scratch(["shop/cabina.db": contents])
      if let error = try refusal(of: contents, scratch) {
        refused += 1
        #expect(error.description.hasPrefix(scratch.ledger))
        continue
      }
      let reader = try LedgerReader(path: scratch.ledger)
      guard try reader.verify().complaints.isEmpty else {
        told += 1
        continue
      }
      // Where nothing stood.
      #expect(try Database(path: scratch.ledger, access: .readOnly).dump() == state, "\(number)")
    }
    print("Damaged ledgers: \(tries), refused \(refused), told of by the check \(told)")
    #expect(refused > 0 && told > 0)
  }
}
