internal import BoothControl
internal import Glibc

/// Writes batches through one connection; knows what every entry means in SQL.
final class BatchWriter {
  let database: Database
  /// Keys of the quotes used lately, so that a call to a usual destination costs no JSON.
  var quoteKeys = QuoteKeys()

  init(database: Database) { self.database = database }

  /// Writes `group` in one transaction; the outcomes are in its order. Throws what the disk or the
  /// file has against it: then nothing is written.
  ///
  /// A batch that breaks a rule is undone and kept aside, and the others stand: it must not hold up
  /// the money of other booths for ever.
  func commit(_ group: some Collection<LedgerBatch>) throws -> [BatchOutcome] {
    do {
      return try database.transaction { try group.map(write) }
    } catch {
      quoteKeys.forget()
      throw error
    }
  }

  private func write(_ batch: LedgerBatch) throws -> BatchOutcome {
    do {
      return try database.savepoint { try apply(batch) }
    } catch let error as DatabaseError where error.isRuleViolation {
      return try reject(batch, because: error.description)
    } catch let error as BatchError {
      if let answer = error.answer {
        quoteKeys.forget()
        return .declined(answer, error.description)
      }
      return try reject(batch, because: error.description)
    }
  }

  private func apply(_ batch: LedgerBatch) throws -> BatchOutcome {
    let events = batch.entries.compactMap { entry in
      if case .boardEvent(let record) = entry { record } else { nil }
    }
    let written = try events.count { try isWritten($0) }
    if !events.isEmpty, written == events.count { return .appliedBefore }
    guard written == 0 else {
      throw BatchError.halfApplied(written: written, of: events.count)
    }
    for entry in batch.entries { try apply(entry) }
    return .applied
  }

  private func apply(_ entry: LedgerEntry) throws {
    switch entry {
    case .boardEvent(let record):
      try insert(record)
    case .callAuthorised(let authorisation):
      try authorise(authorisation)
    case .callSeized(let call, let tick, let time):
      try seize(call, tick: tick, at: time)
    case .callAnswered(let call, let tick, let time, let clock, let signal):
      try answer(call, tick: tick, at: time, clock: clock, signal: signal)
    case .callHeard(let call, let tick):
      try hear(call, tick: tick)
    case .callEnded(let end):
      try self.end(end)
    case .boothChanged(
      let booth, let isDisabled, let nextCallIsUncharged, let actor, let time):
      try change(
        booth, isDisabled: isDisabled, nextCallIsUncharged: nextCallIsUncharged, actor: actor,
        at: time)
    case .payment(let amount, let reference, let day, let key, let actor, let time):
      try pay(amount, reference: reference, paidOn: day, key: key, actor: actor, at: time)
    case .deposit(let booth, let amount, let key, let actor, let time):
      try deposit(amount, on: booth, key: key, actor: actor, at: time)
    case .ticketClosed(let ticket, let key, let actor):
      try close(ticket, key: key, actor: actor)
    case .callReviewed(let review, let time):
      try self.review(review, at: time)
    }
  }

  private func reject(_ batch: LedgerBatch, because reason: String) throws -> BatchOutcome {
    quoteKeys.forget()
    try database.run(
      "INSERT INTO rejected_batches (rejected_at, reason, entries) VALUES (?1, ?2, ?3)",
      [
        .integer(WallTime.now.milliseconds), .text(reason),
        .text(batch.entries.map { String(describing: $0) }.joined(separator: "\n")),
      ])
    return .rejected(reason)
  }
}

extension WallTime {
  /// The box's wall clock. Only for what a person reads beside an accident; every time that bears
  /// on a call comes with its entry.
  static var now: WallTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return WallTime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
