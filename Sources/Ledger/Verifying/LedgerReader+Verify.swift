internal import CSQLite
package import Notation

/// What a check of the whole ledger found.
package struct LedgerVerdict: Hashable, Sendable {
  /// In plain words what is wrong, at most 100 of each kind; empty: all is well.
  package var findings: [Words] = []
  /// The same in English.
  package var complaints: [String] { findings.map(\.english) }
  /// Records of the audit that fit one after the other, from the first on, and the last of them.
  package var records: Int64 = 0
  package var head: AuditHead?
  /// Calls of before schema version 5 whose charge cannot be derived again: their price depends on
  /// the clock at the answer, and they did not keep it.
  package var underivedCalls = 0
}

extension LedgerReader {
  /// Reads the whole file and compares what must agree. `head`: of the audit, from the journal or
  /// from paper. Takes seconds for a million calls, on a connection of its own, so pages are read
  /// meanwhile.
  package func verify(head known: AuditHead? = nil) throws -> LedgerVerdict {
    let database = try openAnother()
    var verdict = LedgerVerdict()
    try database.snapshot {
      let audit = try check(&verdict) { ownPart(of: try database.auditVerdict(head: known)) }
      verdict.records = audit?.records ?? 0
      verdict.head = audit?.head
      if let fault = audit?.fault {
        let words = fault.words
        verdict.findings.append(
          Words("la auditoría: \(words.spanish)", "the audit: \(words.english)"))
      }
      // What an upgrade tells that was made for this check alone came after every head that is known.
      let known = older?.isToldOf == true ? nil : known
      verdict.findings += try check(&verdict) { try strayBaseline(database, known) } ?? []
      verdict.findings += try check(&verdict) { try unrecordedCalls(database, known) } ?? []
      let checks = [
        damage, strangeObjects, strayReferences, wrongBalances, strayMovements, wrongMovements,
        missingMovements,
        wrongCounts, wrongAccounts, wrongTickets, strayItems, lostTickets, groundlessCharges,
        unauditedItems, wrongStates, wrongLists, missingLists, wrongCalls, lostCalls,
        wrongEvents, wrongQuotes,
      ]
      for complaints in checks {
        verdict.findings += try check(&verdict) { try complaints(database) } ?? []
      }
      if let charges = try check(&verdict, { try derivedCharges(database) }) {
        verdict.findings += charges.complaints
        verdict.underivedCalls = charges.underived
      }
    }
    return verdict
  }

  /// nil: something stands in the file that cannot be, and the verdict says so.
  private func check<Found>(
    _ verdict: inout LedgerVerdict, _ body: () throws -> Found
  ) throws -> Found? {
    do {
      return try body()
    } catch let error as DatabaseError where Self.isOfTheDisk(error) {
      throw error
    } catch {
      let words = (error as? DatabaseError)?.plainWords ?? Words("\(error)", "\(error)")
      verdict.findings.append(
        Words(
          "lo que hay ahí no puede ser: «\(words.spanish)»",
          "what stands there cannot be: \(words.english)"))
      return nil
    }
  }

  /// The file cannot be read now; of what stands in it that says nothing.
  private static func isOfTheDisk(_ error: DatabaseError) -> Bool {
    [SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_NOMEM, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT]
      .contains(error.primaryCode)
  }

  /// What an upgrade told the audit is believed; so it is said when that cannot be, and when it came
  /// after the record that is known.
  private func strayBaseline(_ database: Database, _ known: AuditHead?) throws -> [Words] {
    let baseline = try database.baseline()
    var complaints = baseline.strays.map { number in
      Words(
        "el registro \(number) de la auditoría dice ser de la puesta al día a la versión 6, y no puede ser: eso "
          + "se anota una vez, antes que nada de esta versión",
        "record \(number) of the audit says that it is of the upgrade to version 6, and cannot be: "
          + "that is told once, before anything else of this version")
    }
    if let known, baseline.last > known.number {
      complaints.append(
        Words(
          "los registros \(baseline.first) a \(baseline.last) de la auditoría, después del sello anotado, cuentan "
            + "una puesta al día, y lo de antes se cree como dicen; si desde entonces no hubo ninguna, alguien "
            + "los escribió",
          "records \(baseline.first) to \(baseline.last) of the audit, after the head that is known, tell "
            + "of an upgrade, and what stood before is believed as they say; if there was none since, "
            + "somebody has written them"))
    }
    return complaints
  }

  private func damage(_ database: Database) throws -> [Words] {
    // As SQLite has it, which speaks English alone.
    try database.rows("PRAGMA integrity_check(100)", [], { try $0.text(0) }).filter { $0 != "ok" }
      .map { Words("la estructura del archivo: «\($0)»", $0) }
  }

  /// Of the schema.
  private func strangeObjects(_ database: Database) throws -> [Words] {
    try schema.strangeObjects(in: database, version: schema.version)
      .prefix(Self.complaintLimit).map {
        Words("el esquema: \($0.spanish)", "the schema: \($0.english)")
      }
  }

  private func strayReferences(_ database: Database) throws -> [Words] {
    try database.rows("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 100") {
      let (table, other) = (try $0.text(0), try $0.text(1))
      return Words(
        "una fila de \(table) se refiere a una de \(other) que no existe",
        "a row of \(table) refers to one of \(other) that is not there")
    }
  }

  private func wrongBalances(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT name, balance_micros, (
        SELECT ifnull(sum(amount_micros), 0) FROM movements WHERE account = accounts.id) AS moved
      FROM accounts WHERE balance_micros != moved LIMIT 100
      """
    ) {
      let (name, balance, sum) = (try $0.text(0), try $0.integer(1), try $0.integer(2))
      return Words(
        "el saldo de \(name) es de \(balance) millonésimos, y sus movimientos suman \(sum)",
        "the balance of \(name) is \(balance) millionths, its movements sum up to \(sum)")
    }
  }

  /// Money moves on one account, for calls and by payments.
  private func strayMovements(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT name, kind, item FROM movements JOIN accounts ON id = account
      WHERE kind NOT IN ('call', 'payment') OR name != ?1 LIMIT 100
      """, [.text(BatchWriter.providerAccount)]
    ) {
      let (name, kind, item) = (try $0.text(0), try $0.text(1), try $0.integer(2))
      return Words(
        "«\(kind) \(item)» movió el saldo de \(name), y solo llamadas y pagos lo hacen, y solo el del proveedor",
        "\(kind) \(item) moved the balance of \(name), which only calls and payments do, and only the "
          + "provider's")
    }
  }

  private func wrongMovements(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT item, amount_micros FROM movements LEFT JOIN calls ON key = item
      WHERE kind = 'call' AND (amount_micros IS NOT -cost_micros OR moved_at IS NOT ended_at)
      LIMIT 100
      """
    ) {
      let (call, sum) = (try $0.integer(0), try $0.integer(1))
      return Words(
        "la llamada \(call) movió \(sum) millonésimos, y no su costo a su término",
        "call \(call) moved \(sum) millionths, not its cost at its end")
    }
  }

  private func missingMovements(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT key, cost_micros FROM calls WHERE cost_micros > 0 AND NOT EXISTS (
        SELECT 1 FROM movements
        WHERE account = (SELECT id FROM accounts WHERE name = ?1) AND kind = 'call' AND item = key)
      LIMIT 100
      """, [.text(BatchWriter.providerAccount)]
    ) {
      let (call, cost) = (try $0.integer(0), try $0.integer(1))
      return Words(
        "la llamada \(call) costó \(cost) millonésimos, que no movieron ningún saldo",
        "call \(call) has a cost of \(cost) millionths, which moved no balance")
    }
  }

  private func wrongCounts(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT number, calls, uncharged_calls,
        (SELECT count(*) FROM calls WHERE booth = booths.id) AS found,
        (SELECT count(*) FROM calls
         WHERE booth = booths.id AND \(CallCondition.isUncharged)) AS uncharged
      FROM booths WHERE calls != found OR uncharged_calls != uncharged LIMIT 100
      """
    ) {
      let (booth, calls, free) = (try $0.text(0), try $0.integer(1), try $0.integer(2))
      let (found, foundFree) = (try $0.integer(3), try $0.integer(4))
      return Words(
        "la cabina \(booth) dice que tiene \(calls) llamadas, \(free) de ellas sin cobro, y tiene \(found), "
          + "\(foundFree) de ellas sin cobro",
        "booth \(booth) says it has \(calls) calls, \(free) of them uncharged, and has \(found), "
          + "\(foundFree) of them uncharged")
    }
  }

  private func wrongAccounts(_ database: Database) throws -> [Words] {
    try database.rows(
      """
      SELECT booths.number, credit_micros, charged_micros, charged_calls,
        (SELECT ifnull(sum(amount_micros), 0) FROM deposits
         WHERE booth = booths.id AND ticket IS NULL) AS deposited,
        ifnull(sum(charge_micros), 0) AS charged, count(charge_micros) AS found
      FROM booths LEFT JOIN calls ON calls.booth = booths.id AND calls.ticket IS NULL
        AND charge_micros > 0 AND review IS NOT 'waived'
      GROUP BY booths.id
      HAVING credit_micros != deposited OR charged_micros != charged OR charged_calls != found
      LIMIT 100
      """
    ) {
      let (booth, credit, charged, calls) = (
        try $0.text(0), try $0.integer(1), try $0.integer(2), try $0.integer(3)
      )
      let (deposited, sum, found) = (try $0.integer(4), try $0.integer(5), try $0.integer(6))
      return Words(
        "la cabina \(booth) dice que hay que cobrar \(calls) llamadas por \(charged) millonésimos y que se pagaron "
          + "antes \(credit), y tiene \(found) por \(sum) y \(deposited)",
        "booth \(booth) says that \(calls) calls of \(charged) millionths are to be collected and \(credit) were "
          + "deposited, and has \(found) of \(sum) and \(deposited)")
    }
  }
}
