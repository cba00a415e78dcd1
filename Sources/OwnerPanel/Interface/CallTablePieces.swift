import BoothControl
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
      return Array((CSVText.start + CSVText.line(heads)).utf8)
    case .rows:
      let slice = try source.slice(query)
      if let older = slice.older { query.position = .before(older) } else { stage = .end }
      return Array(slice.rows.map { CSVText.line(cells($0)) }.joined().utf8)
    case .end: return nil
    }
  }

  private var heads: [String] {
    [
      Words("Llamada", "Call"), Phrase.date.words, Phrase.booth.words, Words("Nombre", "Name"),
      Words("Número", "Number"), Words("Lugar", "Place"), Words("Segundos", "Seconds"),
      Words("Precio", "Price"), Words("Unidad", "Unit"), Phrase.charge.words,
      ReportPhrase.waived.words,
      Words("Estado", "State"), Words("Ticket", "Ticket"), Words("Fin", "End"),
      Words("Marcas", "Flags"),
    ].map { context.say($0) }
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
