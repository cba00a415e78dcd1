import BoothControl
import Notation
import Rating

/// The list of calls as a spreadsheet reads it, newest first, made slice by slice while it is sent.
struct CallTablePieces: AnswerPieces {
  private enum Stage {
    case head
    case rows
    case end
  }

  private let source: any PanelSource
  private let request: CallListRequest
  private let context: PageContext
  private var query: CallListQuery
  private var stage = Stage.head

  init(source: any PanelSource, request: CallListRequest, context: PageContext) {
    self.source = source
    self.request = request
    self.context = context
    query = request.query
    query.size = CallListQuery.exportSize
    query.position = .newest
  }

  /// `llamadas-2006-10-01-2006-10-31.csv`
  var fileName: String {
    let days = [request.firstDay, request.lastDay].compactMap { $0?.description }
    return ([context.say(Words("llamadas", "calls"))] + days).joined(separator: "-") + ".csv"
  }

  mutating func next() throws -> [UInt8]? {
    switch stage {
    case .head:
      stage = .rows
      return Array((CSVText.start + CSVText.line(CallColumn.allCases.map { context.say($0) })).utf8)
    case .rows:
      let slice = try source.slice(query)
      if let older = slice.older { query.position = .before(older) } else { stage = .end }
      return Array(slice.rows.map { CSVText.line(cells($0)) }.joined().utf8)
    case .end: return nil
    }
  }

  private func cells(_ row: CallListRow) -> [String] {
    let say = context.say
    let unit = row.price.map { say($0.unit == .minute ? Words("min", "min") : Words("seg", "s")) }
    return [
      String(row.key), context.localTime(row.at).text, row.booth.text, context.name(of: row.booth),
      row.number, say.destination(row.destination, price: row.price, isCharged: row.isCharged),
      row.isOpen ? "" : String(row.seconds),
      row.price.map { TypedAmount.plain($0.price) } ?? "", unit ?? "",
      row.isOpen ? "" : TypedAmount.plain(row.due),
      row.due == row.charge ? "" : TypedAmount.plain(row.charge), say(CallTable.word(for: row)),
      row.ticket.map(String.init) ?? "", row.endCause.map { say($0) } ?? "",
      row.suspicions.map { say($0) }.joined(separator: ", "),
    ]
  }
}

/// What stands above the columns, in their order.
enum CallColumn: Worded, CaseIterable {
  case call, date, booth, name, number, place, seconds, price, unit, charge, waived, state, ticket
  case end, marks

  var words: Words {
    switch self {
    case .call: CallPhrase.call.words
    case .date: Phrase.date.words
    case .booth: Phrase.booth.words
    case .name: Words("Nombre", "Name")
    case .number: Words("Número", "Number")
    case .place: Words("Lugar", "Place")
    case .seconds: Words("Segundos", "Seconds")
    // Not «Costo», as the pages have it: beside a charge, in a table, that would be another sum.
    case .price: Words("Precio", "Price")
    case .unit: Words("Unidad", "Unit")
    case .charge: Phrase.charge.words
    case .waived: ReportPhrase.waived.words
    case .state: Words("Estado", "State")
    case .ticket: Words("Ticket", "Ticket")
    case .end: Words("Fin", "End")
    case .marks: Words("Marcas", "Flags")
    }
  }
}
