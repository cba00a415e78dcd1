package import BoothControl
package import Notation
package import Rating

/// What is asked of whoever keeps prices and audit. What is in a body is read there, for it is in
/// the words of the tariff file.
package enum LedgerRequest: Hashable, Sendable {
  case prices(PriceRowsQuery)
  /// The tariffs of exactly these prefixes, as far as the list has them; answered as a page.
  case tariffs([String], of: PriceRowsQuery.List)
  /// Whether every tariff of the list fits into the columns of a CSV file.
  case checkColumns(PriceRowsQuery.List)
  /// A tariff whose prefix the list does not have; one record of a tariff file.
  case addPrefix(body: [UInt8], to: PriceRowsQuery.List = .prefixes)
  /// The tariff of this prefix, whether or not there is one.
  case setPrefix(String, body: [UInt8], in: PriceRowsQuery.List = .prefixes)
  /// The tariff of this prefix of the owner's list, if the list still has it as `was` says: a record,
  /// as `PriceRow` has it.
  case changePrefix(String, was: String, body: [UInt8])
  /// All of them or none.
  case deletePrefixes([String], from: PriceRowsQuery.List = .prefixes)
  case markup
  case setMarkup(percent: Money)
  case rounding
  case setRounding(Rounding.Mode)
  case beginImport(PriceRowsQuery.List)
  /// A list of records of a tariff file.
  case addRows(importID: String, body: [UInt8])
  /// `rows`: of all chunks together; `markupPercent` nil: it stays.
  case finishImport(importID: String, rows: Int, markupPercent: Money?)
  case abandonImport(String)
  /// A file is looked through, and changes nothing. It is kept for `holder` for a while, if anything
  /// can come of it.
  case checkFile(PriceFileImport, for: String)
  /// A whole list out of such a file, all of it or nothing.
  case importFile(PriceRowsQuery.List, key: String, for: String)
  /// What is kept for this one is not needed any more.
  case forgetFile(of: String)
  case audit(AuditRowsQuery)
  /// One record; of an import also what it changed, at most `limit` prefixes by name.
  case auditRecord(Int64, limit: Int)
  /// `head`: of the audit, as the journal has it.
  case verifyAudit(head: String?)
  case report(ReportQuery)
  /// Days that follow one another, at least one.
  case statement(days: [Range<WallTime>])
  /// nil: the owner wants no warning.
  case setBalanceWarning(Money?)
  /// All of them or none.
  case set([OwnSettingChange])

  /// Whether it may take minutes on a slow box, and not seconds.
  var isLong: Bool {
    switch self {
    case .finishImport, .checkFile, .importFile, .setMarkup, .checkColumns, .audit, .auditRecord,
      .verifyAudit, .report, .statement:
      true
    default: false
    }
  }
}

/// Which rows of which price list.
package struct PriceRowsQuery: Hashable, Sendable {
  package enum List: String, Hashable, Sendable, CaseIterable {
    case prefixes
    case deck
  }

  package var list: List
  /// Those that begin so; empty: all.
  package var prefix: String
  /// Those whose description has this in it; empty: all.
  package var text: String
  /// Those that follow this prefix; nil: from the first on.
  package var after: String?
  /// The last of those that come before this prefix; counts more than `after`. Where there are fewer
  /// than a page of them, the first page.
  package var before: String?
  /// Whether `PriceRowsPage.place` is wanted.
  package var isPlaced = false
  /// 1…`sizeLimit`.
  package var size: Int
  /// The record of the import that replaced the list that is meant; nil: the one that holds.
  package var replacedBy: Int64?

  package static let sizeLimit = 500

  package init(
    list: List, prefix: String = "", text: String = "", after: String? = nil, size: Int = 26,
    replacedBy: Int64? = nil
  ) {
    self.replacedBy = replacedBy
    self.list = list
    self.prefix = prefix
    self.text = text
    self.after = after
    self.size = size
  }
}

package enum LedgerAnswer: Hashable, Sendable {
  /// It is on disk, and the next number that is dialled is priced by it.
  case done
  case prices(PriceRowsPage)
  /// nil: never set, which is 0.
  case markup(percent: Money?)
  case rounding(Rounding)
  case importBegun(id: String)
  /// Rows of the import so far.
  case importHas(rows: Int)
  /// By a program: it holds, but may be meant otherwise.
  case importFinished(warnings: [Words])
  case imported(PriceImportReport)
  case audit([AuditRow], next: Int64?)
  /// nil: the record is none of an import, or the lists of before and after it are not both kept.
  case auditRecord(AuditRow, changes: ListChanges?)
  case auditVerdict(AuditCheck)
  case report(CallReport)
  case statement(StatementFigures)
  case refused(LedgerRefusal)
}

/// Why something was not done; nothing was changed.
package enum LedgerRefusal: Error, Hashable, Sendable {
  /// What is wrong in the body, and where.
  case badContent(String)
  /// No list can be made of the file that came with a form.
  case badFile(PriceFileFault)
  /// The file that was looked through is not kept any more.
  case fileForgotten
  /// With so much on it the price of this prefix of the deck would be more than a price may be.
  case tooHighWithMarkup(prefix: String, Words)
  case noSuchPrefix(String)
  case prefixTaken(String)
  /// Somebody else changed the prefix meanwhile: what it is now.
  case prefixChanged(PriceRow)
  /// The tariff of this prefix has more to it than the columns of a CSV file.
  case notInColumns(String)
  case noSuchRecord
  /// What was given as the head of the audit.
  case notAHead(String)
  /// The record is none of an import of the list, or the list it replaced is not kept any more.
  case noSuchList(replacedBy: Int64)
  /// Never begun, finished, or given up because nothing came for too long.
  case noSuchImport
  /// Another one is under way; who does it and how far it is.
  case importRunning(Words)
  /// The import has another number of rows than its end says.
  case wrongRowCount(found: Int, expected: Int)
  case notStored(String)
  case unreadable(String)
}

package struct PriceRowsPage: Hashable, Sendable {
  package var list: PriceRowsQuery.List
  package var rows: [PriceRow]
  /// Of all pages.
  package var total: Int
  /// `after` for the next page; nil: this is the last.
  package var next: String?
  /// `before` for the page that comes before; nil: this is the first.
  package var previous: String?
  /// Rows that come before the page; nil: it was not asked for.
  package var place: Int?
  /// Another one for each change of the list.
  package var version: Int64

  package init(
    list: PriceRowsQuery.List, rows: [PriceRow], total: Int, next: String?,
    previous: String? = nil, place: Int? = nil, version: Int64
  ) {
    self.previous = previous
    self.place = place
    self.list = list
    self.rows = rows
    self.total = total
    self.next = next
    self.version = version
  }
}

package struct PriceRow: Hashable, Sendable {
  package var tariff: Tariff
  /// The same as a record of a tariff file, in JSON.
  package var record: String

  package init(tariff: Tariff, record: String) {
    self.tariff = tariff
    self.record = record
  }
}

/// One change of a price, a balance, a booth, a setting or a user.
package struct AuditRow: Hashable, Sendable {
  /// From 1, without a gap.
  package var number: Int64
  package var at: WallTime
  package var actor: String
  package var action: String
  package var subject: String
  /// nil: there was nothing.
  package var before: String?
  /// nil: there is nothing any more.
  package var after: String?
  /// In hexadecimal digits.
  package var hash: String

  package init(
    number: Int64, at: WallTime, actor: String, action: String, subject: String, before: String?,
    after: String?, hash: String
  ) {
    self.number = number
    self.at = at
    self.actor = actor
    self.action = action
    self.subject = subject
    self.before = before
    self.after = after
    self.hash = hash
  }
}

/// What an import changed in its list.
package struct ListChanges: Hashable, Sendable {
  package var list: PriceRowsQuery.List
  package var added: Int
  package var removed: Int
  package var changed: Int
  /// The first of all these, by prefix.
  package var first: [Row] = []

  /// A prefix, and the records of a tariff file, in JSON, that it had before and after; nil: none.
  package struct Row: Hashable, Sendable {
    package var prefix: String
    package var before: String?
    package var after: String?

    package init(prefix: String, before: String?, after: String?) {
      (self.prefix, self.before, self.after) = (prefix, before, after)
    }
  }

  package init(list: PriceRowsQuery.List, added: Int, removed: Int, changed: Int) {
    self.list = list
    self.added = added
    self.removed = removed
    self.changed = changed
  }
}

/// What a check of the whole audit found.
package struct AuditCheck: Hashable, Sendable {
  /// That fit, from the first on.
  package var records: Int64
  /// `17:3f9a…`; nil: there is no record.
  package var head: String?
  /// The first record that does not fit; nil: all do.
  package var fault: Words?

  package init(records: Int64, head: String?, fault: Words?) {
    self.records = records
    self.head = head
    self.fault = fault
  }
}
