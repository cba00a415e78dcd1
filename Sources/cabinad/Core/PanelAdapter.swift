import BoothControl
import BoothProtocol
import Dispatch
import Ledger
import OwnerPanel
import Rating
import Synchronization

/// What the page asks, brought to the core and to the ledger's reader.
final class PanelAdapter: PanelSource {
  private let core: Core
  private let reader: LedgerReader
  private let storageFault = Mutex<String?>(nil)
  private let linkReports = Mutex<[LinkReport]>([])

  init(core: Core, reader: LedgerReader) {
    self.core = core
    self.reader = reader
  }

  func perform(
    _ action: OwnerAction, by actor: String,
    then: @escaping @Sendable (OwnerActionResult) -> Void
  ) {
    core.queue.async {
      self.core.perform(action.asked(by: actor)) { result in
        Journal.write(
          result == .done ? .notice : .warning, "\(actor): \(action.text): \(result.text)")
        then(result)
      }
    }
  }

  func health() -> PanelHealth { PanelHealth(storageFault: storageFault.withLock { $0 }) }

  /// What the disk says when it refuses; nil: it is well.
  func storageIs(_ fault: String?) { storageFault.withLock { $0 = fault } }

  func links() -> [LinkReport] { linkReports.withLock { $0 } }

  /// How the lines were when the core last told.
  func linksAre(_ reports: [LinkReport]) { linkReports.withLock { $0 = reports } }

  func calls(_ query: CallListQuery) throws -> CallListPage {
    let condition = CallQuery(booth: query.booth, isCharged: query.isCharged)
    let page = try reader.calls(condition, from: start(query.position), limit: query.size)
    return CallListPage(
      rows: page.rows.map(CallListRow.init), total: try reader.count(condition),
      older: cursor(page.older), newer: cursor(page.newer))
  }

  func payments() throws -> [PaymentListRow] {
    try reader.payments(limit: PaymentListRow.limit).map { payment in
      PaymentListRow(
        number: payment.number, at: payment.at, amount: payment.amount,
        reference: payment.reference, actor: payment.actor)
    }
  }

  private func start(_ position: CallListQuery.Position) throws -> PageStart {
    switch position {
    case .newest: .newest
    case .before(let cursor): .olderThan(try place(cursor))
    case .after(let cursor): .newerThan(try place(cursor))
    }
  }

  private func place(_ cursor: CallListCursor) throws -> CallPosition {
    if let position = CallPosition(cursor.text) { return position }
    // Also the number of a call, which is what people read.
    guard let key = Int64(cursor.text), let call = try reader.call(key: key) else {
      throw UnknownCursor()
    }
    return call.position
  }

  private func cursor(_ position: CallPosition?) -> CallListCursor? {
    position.flatMap { CallListCursor($0.description) }
  }
}

extension CallListRow {
  init(_ row: CallRow) {
    self.init(
      key: row.position.key, booth: row.booth, at: row.authorisedAt, number: row.number,
      destination: row.destination, seconds: row.seconds, price: row.price, charge: row.charge,
      isCharged: row.isCharged, isOpen: row.endedAt == nil, endCause: row.endCause,
      suspicions: row.suspicions)
  }
}

extension OwnerActionResult {
  /// For the journal, after what was asked.
  var text: String {
    switch self {
    case .done: "done"
    case .noSuchBooth: "refused, there is no such booth"
    case .noCall: "refused, the booth has no call"
    case .emergencyCall: "refused, an emergency call is nobody's to cut"
    case .keyTaken: "refused, another payment has its key"
    case .notStored(let reason): "not done, it could not be stored: \(reason)"
    }
  }
}

extension OwnerAction {
  /// For the journal.
  var text: String {
    switch self {
    case .disable(let booth): "disable \(booth)"
    case .enable(let booth): "enable \(booth)"
    case .cut(let booth): "cut \(booth)"
    case .chargeNextCall(let booth, let isCharged):
      "next call of \(booth) \(isCharged ? "charged" : "uncharged")"
    case .pay(let amount, let reference, _, _):
      "payment of \(amount.decimalText), «\(reference)»"
    }
  }
}
