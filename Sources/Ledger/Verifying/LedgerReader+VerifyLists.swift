internal import Notation

/// Price lists, held to what the audit tells of them: each row that was changed singly to the record
/// of that, and the rest to the hash of the list that was imported.
extension LedgerReader {
  func wrongLists(_ database: Database) throws -> [Words] {
    try PriceList.allCases.flatMap { list in
      try database.spans(of: list).flatMap { try complaints(about: $0, database) }
        + brokenChanges(of: list, database)
    }
  }

  private func complaints(about span: ListSpan, _ database: Database) throws -> [Words] {
    let list = span.list.rawValue
    let name =
      span.end.map {
        Words(
          "«\(list)», como la reemplazó la carga \($0),", "\(list), as import \($0) replaced it,")
      } ?? Words("«\(list)»", list)
    guard let generation = span.generation else {
      var changes = PriceChanges(database, of: span.list, in: span.records)
      guard try changes.peek() == nil, span.first != span.last else { return [] }
      return [
        Words(
          "el registro \(span.end ?? 0) de la auditoría cuenta de otra lista «\(list)» que la que dejó el registro "
            + "\(span.begin)",
          "record \(span.end ?? 0) of the audit tells of another list \(list) than record "
            + "\(span.begin) left")
      ]
    }
    var complaints: [Words] = []
    if let last = span.last {
      let found = try TariffCursor(database, generation, hashes: true).facts().description
      if found != last {
        complaints.append(
          Words(
            "\(name.spanish) se guarda como «\(found)», y era «\(last)»",
            "\(name.english) is kept as \(found), and was \(last)"))
      }
    }
    let past = PastList(
      database, span.list, generation: generation, span: span.records, hashes: true)
    let found = try past.facts().description
    complaints += past.strays.map {
      Words(
        "el prefijo «\($0)» de \(name.spanish) no es lo que dejó su último registro de la auditoría",
        "prefix «\($0)» of \(name.english) is not what the audit's last record of it left")
    }
    if found != span.first {
      let source =
        span.begin == 0
        ? Words("al comienzo", "at the beginning")
        : Words(
          "según el registro \(span.begin) de la auditoría", "by record \(span.begin) of the audit")
      complaints.append(
        Words(
          "\(name.spanish) viene de una lista de «\(found)», y \(source.spanish) era "
            + (span.first.map { "«\($0)»" } ?? "ninguna"),
          "\(name.english) comes from a list of \(found), and \(source.english) was "
            + (span.first ?? "none")))
    }
    return complaints
  }

  /// Single changes that began with something else than the one before left. What an older version
  /// wrote is held to the chain only: the imports that were between are not told of there.
  private func brokenChanges(of list: PriceList, _ database: Database) throws -> [Words] {
    let baseline = try database.baseline().last
    let imports = try database.spans(of: list).compactMap(\.end)
    var complaints: [Words] = []
    var last: (prefix: String, record: Int64, after: String?)?
    try database.forEachRow(
      """
      SELECT subject, number, before, after FROM audit INDEXED BY audit_of_subject
      WHERE subject < ':' AND action != 'call' AND action IN (\(PriceChanges.actions(on: list)))
        AND number > \(baseline) ORDER BY subject, number
      """
    ) { row in
      let (prefix, record) = (try row.text(0), try row.integer(1))
      let (before, after) = (try row.optionalText(2), try row.optionalText(3))
      defer { last = (prefix, record, after) }
      guard let last, last.prefix == prefix, last.after != before,
        !imports.contains(where: { (last.record..<record).contains($0) }),
        complaints.count < Self.complaintLimit
      else { return }
      complaints.append(
        Words(
          "el registro \(record) de la auditoría cambió «\(prefix)» de «\(list.rawValue)» desde otra cosa que la que "
            + "dejó el registro \(last.record)",
          "record \(record) of the audit changed «\(prefix)» of \(list.rawValue) from something else than record "
            + "\(last.record) left"))
    }
    return complaints
  }

  /// Lists that were replaced lately must be there still.
  func missingLists(_ database: Database) throws -> [Words] {
    let baseline = try database.baseline()
    let spans = try PriceList.allCases.flatMap { try database.spans(of: $0) }
      .filter { ($0.end ?? 0) > baseline.last }.sorted { ($0.end ?? 0) > ($1.end ?? 0) }
    let kept = ReplacedList.fitting(spans.map { $0.rows ?? 0 })
    return spans.prefix(kept).filter { $0.generation == nil }.prefix(Self.complaintLimit).map {
      Words(
        "no se guarda la lista «\($0.list.rawValue)» que reemplazó la carga \($0.end ?? 0)",
        "the list \($0.list.rawValue) that import \($0.end ?? 0) replaced is not kept")
    }
  }
}
