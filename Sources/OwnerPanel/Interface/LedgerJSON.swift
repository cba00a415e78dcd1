import BoothControl
import Notation
import Rating

/// The shapes of what prices, imports and audit answer.
enum LedgerJSON {
  /// Throws `.starting` where amounts are told and nobody knows in which currency.
  static func answer(
    _ answer: LedgerAnswer, of shop: ShopState?, in say: Language
  ) throws(Outcome) -> JSON {
    switch answer {
    case .done: ShopJSON.outcome(.done, in: say)
    case .prices(let page): prices(page, of: shop)
    // {"percent":"10"}
    case .markup(let percent): ["percent": .text((percent ?? .zero).decimalText)]
    // {"mode":"half-up","decimals":0}
    case .rounding(let rounding):
      ["mode": .text(rounding.mode.rawValue), "decimals": .integer(Int64(rounding.decimals))]
    // {"id":"5f2c9a01"}
    case .importBegun(let id): ["id": .text(id)]
    // {"rows":340}
    case .importHas(let rows): ["rows": .integer(Int64(rows))]
    // {"result":"done","warnings":[]}
    case .importFinished(let warnings):
      ["result": "done", "warnings": .array(warnings.map { .text(say($0)) })]
    case .imported(let report): imported(report, in: say)
    case .audit(let rows, let next): audit(rows, next: next, of: try known(shop), in: say)
    case .auditRecord(let row, let changes):
      detail(record(row, of: try known(shop), in: say), changes)
    case .auditVerdict(let check): verdict(check, in: say)
    // Answered by what asked for them, for it knows the days.
    case .report, .statement: .null
    case .refused(let refusal): ShopJSON.outcome(Outcome(refusal), in: say)
    }
  }

  private static func known(_ shop: ShopState?) throws(Outcome) -> ShopState {
    guard let shop else { throw .starting }
    return shop
  }

  /// `GET /prefixes` and `GET /deck`, by prefix:
  ///
  ///     {"currency":{…},"list":"prefixes","version":"12","total":6,"next":"1006","previous":null,
  ///      "rows":[{"prefix":"1006","description":"INTERNAS 02","unit":"minute","price":"200"}]}
  ///
  /// `next`: what to give as `after` for the rows that follow; null: there are none. `previous`: what
  /// to give as `before` for those that come before, likewise. A row is a
  /// record of the tariff file. Pages of one `version` belong together. `?replacedBy=17`: the list as
  /// it was when the import of that record took its place.
  private static func prices(_ page: PriceRowsPage, of shop: ShopState?) -> JSON {
    [
      "currency": shop.map { ShopJSON.currency($0.snapshot.currency) } ?? .null,
      "list": .text(page.list.rawValue),
      "version": .text(String(page.version)),
      "total": .integer(Int64(page.total)),
      "next": .text(page.next),
      "previous": .text(page.previous),
      "rows": .array(page.rows.map { .written($0.record) }),
    ]
  }

  /// A file that was imported, or looked through:
  ///
  ///     {"list":"deck","rows":340,"before":0,"stored":true,"faults":[],"faultCount":0,"warnings":[],
  ///      "notes":[]}
  private static func imported(_ report: PriceImportReport, in say: Language) -> JSON {
    [
      "list": .text(report.list.rawValue),
      "rows": .integer(Int64(report.rows)),
      "before": .integer(Int64(report.before)),
      "stored": .bool(report.isStored),
      "faults": .array(report.faults.map { .text($0.text(in: say)) }),
      "faultCount": .integer(Int64(report.faultCount)),
      "warnings": .array(report.warnings.map { .text(say($0)) }),
      "notes": .array(report.notes.map { .text(say($0)) }),
    ]
  }

  /// `GET /audit`, newest first:
  ///
  ///     {"next":16,"records":[{"number":17,"at":"2006-10-27T19:18:14.000Z","actor":"uid 0 (root)",
  ///      "action":"prefix set","subject":"1006","before":"{…}","after":"{…}","hash":"3f9a…",
  ///       "words":{"actor":"uid 0 (root)","action":"Prefijo: precio","subject":"1006",
  ///        "before":null,"after":"INTERNAS 02, $ 200,00 x min"}}]}
  ///
  /// `before` null: there was nothing; `after` null: there is nothing any more. `next`: what to give
  /// as `before` for older ones. `words`: the same for people, as
  /// the page has it.
  private static func audit(
    _ rows: [AuditRow], next: Int64?, of shop: ShopState, in say: Language
  ) -> JSON {
    [
      "next": next.map(JSON.integer) ?? .null,
      "records": .array(rows.map { record($0, of: shop, in: say) }),
    ]
  }

  private static func record(
    _ row: AuditRow, of shop: ShopState, in say: Language
  ) -> JSON {
    let text = AuditText(say, shop.snapshot.currency, shop, row.action, row.subject)
    return [
      "number": .integer(row.number),
      "at": .text(LocalTime.timestamp(row.at)),
      "actor": .text(row.actor),
      "action": .text(row.action),
      "subject": .text(row.subject),
      "before": .text(row.before),
      "after": .text(row.after),
      "hash": .text(row.hash),
      "words": [
        "actor": .text(text.actor(row.actor)),
        "action": .text(say(AuditAction(name: row.action))),
        "subject": .text(text.subject),
        "before": .text(row.before.map(text.full)),
        "after": .text(row.after.map(text.full)),
      ],
    ]
  }

  /// `GET /audit/17`:
  ///
  ///     {"record":{…},"changes":{"list":"deck","added":1,"removed":0,"changed":40,"first":[
  ///      {"prefix":"56","before":null,"after":{"prefix":"56","description":"CHILE",…}}]}}
  ///
  /// `changes` null: it is no import, or its lists are not kept any more. `first`: by prefix, as many
  /// as `size` says.
  private static func detail(_ record: JSON, _ changes: ListChanges?) -> JSON {
    let differences = changes.map { changes -> JSON in
      [
        "list": .text(changes.list.rawValue),
        "added": .integer(Int64(changes.added)),
        "removed": .integer(Int64(changes.removed)),
        "changed": .integer(Int64(changes.changed)),
        "first": .array(
          changes.first.map { row in
            [
              "prefix": .text(row.prefix),
              "before": row.before.map(JSON.written) ?? .null,
              "after": row.after.map(JSON.written) ?? .null,
            ]
          }),
      ]
    }
    return ["record": record, "changes": differences ?? .null]
  }

  /// `GET /audit/verify`: `{"fits":true,"records":17,"head":"17:3f9a…","fault":null}`.
  private static func verdict(_ check: AuditCheck, in say: Language) -> JSON {
    [
      "fits": .bool(check.fault == nil),
      "records": .integer(check.records),
      "head": .text(check.head),
      "fault": .text(check.fault.map { say($0) }),
    ]
  }
}
