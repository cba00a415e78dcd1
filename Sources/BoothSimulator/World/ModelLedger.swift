import BoothControl
import BoothProtocol
import Rating

/// A ledger in memory whose disk takes its time, refuses, and forgets what it had not written when
/// the daemon is killed.
struct ModelLedger {
  enum Notice {
    case committed(UInt64)
    case rejected(UInt64, String)
    /// What the owner asked for comes too late.
    case declined(UInt64, OwnerActionResult, String)
    case failed
    case recovered
  }

  private struct Waiting {
    let batch: LedgerBatch
    var due: Int64
  }

  private(set) var books: DurableBooks
  /// Is told the same; nil: there is the model only.
  let real: RealLedger?
  /// How long the disk takes for a batch; milliseconds.
  private var delay = Self.usualDelay
  private var slowUntil: Int64 = 0
  private var failsUntil: Int64 = 0
  private var hasToldFailure = false
  private var waiting: [Waiting] = []
  private var generator: SplitMix64

  private static let usualDelay: ClosedRange<Int64> = 0...30

  init(_ books: DurableBooks, real: RealLedger?, generator: SplitMix64) {
    self.books = books
    self.real = real
    self.generator = generator
  }

  var waitingCount: Int { waiting.count }

  /// When `advance` next has something to tell.
  var nextDue: Int64? { waiting.isEmpty ? nil : waiting[0].due }

  mutating func submit(_ batch: LedgerBatch, at now: Int64) {
    let range = now < slowUntil ? delay : Self.usualDelay
    let due = now + Int64.random(in: range, using: &generator)
    waiting.append(Waiting(batch: batch, due: max(due, waiting.last?.due ?? due)))
  }

  /// Each batch of the time that comes takes up to `longest` milliseconds.
  mutating func slow(upTo longest: Int64, until end: Int64) {
    delay = 0...longest
    slowUntil = max(slowUntil, end)
  }

  mutating func fail(until end: Int64) { failsUntil = max(failsUntil, end) }

  mutating func heal(at now: Int64) {
    slowUntil = min(slowUntil, now)
    failsUntil = min(failsUntil, now)
    for index in waiting.indices { waiting[index].due = min(waiting[index].due, now + 30) }
  }

  /// Writes what is due, in order, and tells of it.
  mutating func advance(to now: Int64) -> [Notice] {
    guard let nextDue, nextDue <= now else { return [] }
    var notices: [Notice] = []
    var committed: UInt64?
    while let first = waiting.first, first.due <= now {
      guard now >= failsUntil else {
        waiting[0].due = failsUntil
        if !hasToldFailure { notices.append(.failed) }
        hasToldFailure = true
        break
      }
      if hasToldFailure { notices.append(.recovered) }
      hasToldFailure = false
      waiting.removeFirst()
      if let reason = write(first.batch) {
        notices.append(
          first.batch.isReview
            ? .declined(first.batch.number, .accountChanging, reason)
            : .rejected(first.batch.number, reason))
      }
      committed = first.batch.number
    }
    if let committed { notices.append(.committed(committed)) }
    return notices
  }

  /// The daemon is killed: the first of what waits may have been written, though nobody was told,
  /// and the rest is gone. The number that were.
  mutating func kill(at now: Int64) -> Int {
    var written = 0
    if now >= failsUntil, generator.happens(permille: 500) {
      written = Int.random(in: 0...waiting.count, using: &generator)
    }
    for place in waiting.prefix(written) { write(place.batch) }
    forget()
    return written
  }

  /// The daemon stops: what waits is written, if the disk takes it.
  mutating func close(at now: Int64) {
    guard now >= failsUntil else { return forget() }
    for place in waiting { write(place.batch) }
    forget()
  }

  /// nil, or why it contradicts what is written.
  @discardableResult
  private mutating func write(_ batch: LedgerBatch) -> String? {
    let contradiction = books.write(batch)
    real?.write(batch, contradiction: contradiction)
    return contradiction
  }

  /// What a daemon that starts now goes on from.
  var restored: RestoredState { real?.restart(books) ?? books.restored }

  private mutating func forget() {
    waiting = []
    hasToldFailure = false
  }
}

extension LedgerBatch {
  /// The owner's review of a call; of two on their way the second comes in vain.
  var isReview: Bool {
    entries.contains { if case .callReviewed = $0 { true } else { false } }
  }
}
