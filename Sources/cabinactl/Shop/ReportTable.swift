import Notation

/// What calls came to, as a table.
struct ReportTable {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ report: ReportAnswer) -> String {
    let names = heads(of: report.by)
    let empty = Array(repeating: "", count: names.count - 1)
    let written = report.currency.written
    var rows = [
      names + [
        say("LLAMADAS", "CALLS"), say("CONTESTADAS", "ANSWERED"), say("SIN COBRO", "UNCHARGED"),
        say("EMERGENCIA", "EMERGENCY"), say("TIEMPO", "TIME"), say("COBRO", "CHARGED"),
        say("COBRADO", "COLLECTED"), say("POR COBRAR", "DUE"), say("ANULADO", "WAIVED"),
        say("COSTO", "COST"), say("GANANCIA", "MARGIN"),
      ]
    ]
    func add(_ cells: [String], _ sums: ReportAnswer.Sums) {
      let counts = [sums.calls, sums.answered, sums.uncharged, sums.emergencies].map(String.init)
      let amounts = [
        sums.charged, sums.collected, sums.due, sums.waived, sums.cost, sums.margin,
      ].map(written)
      rows.append(cells + counts + [Self.time(sums.seconds)] + amounts)
    }
    // A shop is closed in most hours of a day.
    for row in report.rows where report.by != "hour" || row.sums.calls > 0 {
      add(row.cells, row.sums)
    }
    add([say("TOTAL", "TOTAL")] + empty, report.total)
    if let before = report.before { add([say("ANTES", "BEFORE")] + empty, before) }
    let first = names.count
    let period =
      report.from == report.to
      ? report.from : "\(report.from) \(say("a", "to")) \(report.to)"
    return period + "\n"
      + TextTable(
        rows: rows, right: Array(first..<(first + 11)), flexible: Array(0..<first),
        expendable: [8, 3, 2, 1, 4, 6, 9, 0].map { first + $0 }, width: console.width,
        say: console.say
      ).text
  }

  private func heads(of grouping: String?) -> [String] {
    switch grouping {
    case "booth": [say("CABINA", "BOOTH"), say("NOMBRE", "NAME")]
    case "destination": [say("PREFIJO", "PREFIX"), say("DESTINO", "DESTINATION")]
    case "day": [say("DÍA", "DAY")]
    case "hour": [say("HORA", "HOUR")]
    default: [""]
    }
  }

  /// `1:23:45`
  private static func time(_ seconds: Int64) -> String {
    func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }
}
