package import Notation
package import Rating

/// A file with a whole price list, and how it is to be read.
package struct PriceFileImport: Hashable, Sendable {
  package var list: PriceRowsQuery.List
  package var format: PriceFileFormat
  /// At most as long as the panel lets a file be.
  package var bytes: ArraySlice<UInt8>
  /// The key of the file, which was sent before and is to be read otherwise; nil: it is `bytes`.
  package var kept: String?
  /// Digits put before every prefix of a CSV file.
  package var prepended = ""
  /// The code of the shop's own country, which nobody dials at home, as `56`, or with what is dialled
  /// in its place, `56=0`; empty: none is told apart.
  package var home = ""
  /// What a price of a CSV file is for, where no column says it; nil: a column does.
  package var unit: PriceUnit?
  /// What stands before the decimals of a CSV file; nil: as the file has it, where that is sure.
  package var decimals: Decimals?

  /// The raw values are those of the form.
  package enum Decimals: String, Hashable, Sendable {
    case comma, point
  }

  package init(list: PriceRowsQuery.List, format: PriceFileFormat, bytes: ArraySlice<UInt8>) {
    self.list = list
    self.format = format
    self.bytes = bytes
  }
}

/// What was found in a file, and what became of it.
package struct PriceImportReport: Hashable, Sendable {
  package var list: PriceRowsQuery.List
  /// By what the file that was looked through is imported, if all of it is good, or looked through
  /// again; nil: it is not kept.
  package var key: String?
  /// Good ones.
  package var rows = 0
  /// Prefixes that the list had before.
  package var before = 0
  /// The list is this one now.
  package var isStored = false
  /// Bad lines, the first of them.
  package var faults: [Fault] = []
  /// Of all bad lines; with one of them nothing is stored.
  package var faultCount = 0
  /// What may be meant otherwise.
  package var warnings: [Words] = []
  /// How it was read, where there is nothing to be decided.
  package var notes: [Words] = []
  /// Some of the rows: a price for the wrong unit strikes the eye.
  package var examples: [Tariff] = []
  /// What becomes of the list in force; nil: there are bad lines.
  package var changes: ListComparison?
  /// Of the owner's prices, once the list of the file holds; nil: there are bad lines.
  package var belowCost: BelowCost?

  /// A line of the file that is none of the list.
  package struct Fault: Hashable, Sendable {
    /// From 1.
    package var line: Int
    /// What is wrong with it, and what was expected.
    package var reason: Words
    /// As it stands there, or the beginning of it.
    package var text: String

    package init(line: Int, reason: Words, text: String) {
      (self.line, self.reason, self.text) = (line, reason, text)
    }
  }

  package static let faultLimit = 20
  /// Of each kind of what becomes of a list.
  package static let namedRows = 50

  package init(list: PriceRowsQuery.List) { self.list = list }
}

/// Why no list could be made of a file at all, and where on its form that is mended.
package struct PriceFileFault: Hashable, Sendable {
  /// The raw values are the names of the form's fields.
  package enum Field: String, Hashable, Sendable {
    case file, format, unit, prepend, home
  }

  package var field: Field
  /// What is wrong, where, and what was expected; at least one.
  package var reasons: [Words]
  /// Of the file, which is kept: another answer to the form may mend it. nil: it is not kept.
  package var key: String?

  package init(_ field: Field = .file, _ reasons: [Words]) {
    self.field = field
    self.reasons = reasons
  }
}
