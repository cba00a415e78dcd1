internal import Notation

/// Booths, settings and users, held to the latest record of each; and each record to the one before it.
extension LedgerReader {
  func wrongStates(_ database: Database) throws -> [Words] {
    let (told, complaints) = try told(database)
    let found = try database.auditedStates().merging(database.userStates()) { first, _ in first }
    let states = Set(found.keys).union(told.keys).sorted { $0.description < $1.description }
    return complaints
      + states.compactMap { state in
        let (present, should) = (found[state] ?? state.first, told[state]?.words ?? state.first)
        guard present != should else { return nil }
        let record =
          told[state].map {
            Words(
              "como lo dejó el registro \($0.record) de la auditoría",
              "as record \($0.record) of the audit left it")
          }
          ?? Words("y la auditoría no tiene registro de ello", "and the audit has no record of it")
        return Words(
          "«\(state)» es \(quoted(present).spanish), no \(quoted(should).spanish), \(record.spanish)",
          "\(state) is \(quoted(present).english), not \(quoted(should).english), "
            + record.english)
      }.prefix(Self.complaintLimit).map(\.self)
  }

  private func quoted(_ words: String?) -> Words {
    words.map { Words("«\($0)»", "«\($0)»") } ?? Words("nada", "nothing")
  }

  private struct Told {
    var record: Int64
    var words: String?
  }

  /// Follows every state through the audit; complains of a change that began with something else than
  /// the record before it left.
  private func told(
    _ database: Database
  ) throws -> (states: [AuditedState: Told], complaints: [Words]) {
    let baseline = try database.baseline().last
    var states: [AuditedState: Told] = [:]
    var complaints: [Words] = []
    try database.forEachRow(
      "SELECT number, action, subject, before, after FROM audit ORDER BY number"
    ) { row in
      let (record, action, subject) = (try row.integer(0), try row.text(1), try row.text(2))
      let after = try row.optionalText(4)
      if action == Baseline.action {
        if record <= baseline, let state = AuditedState(subject) {
          states[state] = Told(record: record, words: after)
        }
        return
      }
      guard let state = AuditedState(ofRecord: action, subject) else { return }
      let (before, known) = (try row.optionalText(3), states[state]?.words ?? state.first)
      // What an older version wrote need not tell all that went before.
      if before != known, record > baseline, complaints.count < Self.complaintLimit {
        complaints.append(
          Words(
            "el registro \(record) de la auditoría cambió «\(state)» desde \(quoted(before).spanish), y era "
              + "\(quoted(known).spanish) por los registros de antes",
            "record \(record) of the audit changed \(state) from \(quoted(before).english), and it was "
              + "\(quoted(known).english) by the records before"))
      }
      states[state] = Told(record: record, words: state.state(after: after))
    }
    return (states, complaints)
  }
}
