import Ledger
import Notation
import OwnerPanel
import Rating

extension LedgerRequest {
  /// A change, for the journal; nil: it changes nothing that holds.
  var text: String? {
    switch self {
    case .addPrefix(_, let list): "a new prefix\(Self.suffix(list))"
    case .setPrefix(let prefix, _, let list): "prefix «\(prefix)»\(Self.suffix(list))"
    case .changePrefix(let prefix, _, _): "prefix «\(prefix)»"
    case .deletePrefixes(let prefixes, let list):
      "removal of \(prefixes.count) \(prefixes.count == 1 ? "prefix" : "prefixes")"
        + Self.suffix(list)
    case .setMarkup(let percent): "markup of \(percent.decimalText) %"
    case .setRounding(let mode): "rounding \(mode.rawValue)"
    case .finishImport(_, let rows, _): "import of \(rows) rows"
    case .importFile(let list, _, _): "import of \(list.rawValue) from a file"
    case .beginImport(let list): "import of \(list.rawValue)"
    case .setBalanceWarning(let amount):
      amount.map { "a warning below a balance of \($0.decimalText)" } ?? "no warning of the balance"
    case .set(let changes): changes.map(\.text).joined(separator: ", ")
    case .prices, .tariffs, .checkColumns, .markup, .rounding, .addRows, .abandonImport,
      .checkFile, .forgetFile, .audit, .auditRecord, .verifyAudit, .report, .statement:
      nil
    }
  }
}

extension LedgerRequest {
  private static func suffix(_ list: PriceRowsQuery.List) -> String {
    list == .deck ? " of the deck" : ""
  }
}

extension LedgerRefusal {
  init(_ error: any Error, of request: LedgerRequest) {
    switch error {
    case let refusal as LedgerRefusal: self = refusal
    case let fault as TariffFileError: self = .badContent(fault.description)
    case PriceListError.noSuchPrefix(let prefix): self = .noSuchPrefix(prefix)
    case PriceListError.prefixTaken(let prefix): self = .prefixTaken(prefix)
    case PriceListError.notWithMarkup(let prefix, let percent, let fault):
      self = .tooHighWithMarkup(
        prefix: prefix,
        Words(
          "Con \(Money(micros: percent).decimalText) % de ganancia, el precio del prefijo «\(prefix)» "
            + "sería \(fault.value); se espera uno de hasta \(Money.largestPrice.decimalText).",
          "\(error)"))
    case let fault as PriceListError: self = .badContent(fault.description)
    default:
      switch request {
      case .prices, .tariffs, .checkColumns, .markup, .rounding, .audit, .auditRecord,
        .verifyAudit, .report, .statement:
        self = .unreadable("\(error)")
      default: self = .notStored("\(error)")
      }
    }
  }

  var text: String {
    switch self {
    case .badContent(let detail): detail
    case .badFile(let fault): fault.reasons.map(\.english).joined(separator: "; ")
    case .fileForgotten: "the file that was checked is not kept any more"
    case .tooHighWithMarkup(_, let words): words.english
    case .noSuchPrefix(let prefix): "there is no prefix «\(prefix)»"
    case .prefixTaken(let prefix): "the prefix «\(prefix)» is there already"
    case .prefixChanged(let row): "the prefix «\(row.tariff.prefix)» was changed meanwhile"
    case .notInColumns(let prefix): "the tariff of prefix «\(prefix)» does not fit into columns"
    case .notAHead(let text): "«\(text)» is no head: expected NUMBER:HASH, as in the journal"
    case .noSuchRecord: "there is no such record"
    case .noSuchList(let record): "no list that the import of record \(record) replaced is kept"
    case .noSuchImport: "there is no such import"
    case .importRunning(let holder): "another import is under way: \(holder.english)"
    case .wrongRowCount(let found, let expected): "\(found) rows came, \(expected) were sent"
    case .notStored(let reason), .unreadable(let reason): reason
    }
  }
}

extension PriceList {
  init(_ list: PriceRowsQuery.List) {
    self =
      switch list {
      case .prefixes: .prefixes
      case .deck: .deck
      }
  }
}
