import Commands
import FoundationEssentials
import Notation

/// What calls came to.
extension Action {
  static let report = Action(
    Verb(
      "report",
      Words(
        "lo que sumaron las llamadas de unos días, por cabina, destino, día u hora",
        "what the calls of some days came to, by booth, destination, day or hour"),
      options: [
        Option(
          "--from", "DAY", .day, Words("el primer día (hoy)", "the first day (today)")),
        Option(
          "--to", "DAY", .day,
          Words(
            "el último, a lo más 366 días después (el mismo que --from; sin --from, ese día solo)",
            "the last one, at most 366 days later (the same as --from; without --from that day alone)"
          )),
        Option(
          "--period", "PERIOD", .words(["day", "week", "month", "year"]),
          Words(
            "en lugar de --to: el que contiene a --from, o a hoy",
            "in place of --to: that which has --from in it, or today")),
        Option(
          "--by", "WHAT", .words(["booth", "destination", "day", "hour"]),
          Words("una fila por cada uno", "a row for each")),
        Option(
          "--csv",
          Words(
            "para una planilla, como la de la página: una fila por día si no hay --by",
            "for a spreadsheet, as the page's: a row for each day without --by")),
      ],
      notes: [
        Words(
          "La última fila compara: tantos días justo antes; de un mes o un año, el anterior; mientras el período "
            + "no termina, hasta el mismo día y hora.",
          "The last row compares: as many days right before; of a month or a year the one before; while the period "
            + "goes on, up to the same day and time.")
      ], examples: ["", "--period month --by booth", "--from 2006-10-01 --to 2006-10-31 --csv"])
  ) { invocation, console throws(CommandError) in
    if invocation.has("--csv"), invocation.has("--json") {
      throw .usage("--csv y --json: una de las dos", "--csv and --json: one of them")
    }
    if invocation["--to"] != nil, invocation["--period"] != nil {
      throw .usage("--to y --period: una de las dos", "--to and --period: one of them")
    }
    try invocation.checkDays()
    let desk = Desk(invocation, console, timeoutSeconds: Desk.longSeconds)
    let query = invocation.parameters("from", "to", "period", "by")
    guard invocation.has("--csv") else {
      return try desk.read("report", query) { bytes in
        ReportTable(console).text(try JSONDecoder().decode(ReportAnswer.self, from: Data(bytes)))
      }
    }
    // What makes no sense the API says in words.
    _ = try desk.ask("GET", "report", query)
    let by = invocation["--by"] ?? "day"
    return try desk.table("report/\(by)s.csv", invocation.parameters("from", "to", "period"))
  }
}

struct ReportAnswer: Decodable {
  struct Sums: Decodable {
    let calls: Int64
    let answered: Int64
    let uncharged: Int64
    let emergencies: Int64
    let seconds: Int64
    let charged: String
    let collected: String
    let due: String
    let waived: String
    let cost: String
    let margin: String
  }

  struct Row: Decodable {
    let booth: String?
    let name: String?
    let prefix: String?
    let destination: String?
    let day: String?
    let hour: Int64?
    let sums: Sums

    private enum CodingKeys: String, CodingKey { case booth, name, prefix, destination, day, hour }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      booth = try values.decodeIfPresent(String.self, forKey: .booth)
      name = try values.decodeIfPresent(String.self, forKey: .name)
      prefix = try values.decodeIfPresent(String.self, forKey: .prefix)
      destination = try values.decodeIfPresent(String.self, forKey: .destination)
      day = try values.decodeIfPresent(String.self, forKey: .day)
      hour = try values.decodeIfPresent(Int64.self, forKey: .hour)
      sums = try Sums(from: decoder)
    }

    /// What it is of, as many cells as `ReportTable.heads` has.
    var cells: [String] {
      [booth, name, prefix, destination, day, hour.map(String.init)].compactMap(\.self)
    }
  }

  let currency: CurrencyAnswer
  let from: String
  let to: String
  let total: Sums
  /// nil: there is nothing to compare with.
  let before: Sums?
  let by: String?
  let rows: [Row]
}
