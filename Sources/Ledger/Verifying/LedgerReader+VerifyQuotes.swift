internal import BoothControl
internal import Notation
internal import Rating

/// The prices of calls, which are written once.
extension LedgerReader {
  /// Prices of calls that were changed afterwards.
  func wrongQuotes(_ database: Database) throws -> [Words] {
    var complaints: [Words] = []
    try database.forEachRow(
      "SELECT id, digest, destination, price_micros, unit_seconds, record FROM quotes ORDER BY id"
    ) { row in
      guard complaints.count < Self.complaintLimit else { return }
      let (id, record) = (try row.integer(0), try row.text(5))
      let charge = try DestinationPriceRecord(json: record).price.charge
      let shown = charge.shownPrice
      guard try row.integer(1) == BatchWriter.digest(record),
        try row.text(2) == charge.description, try row.integer(3) == shown.price.micros,
        try row.integer(4) == shown.unit.seconds
      else {
        complaints.append(
          Words(
            "el precio \(id) de las llamadas no es como se escribió",
            "price \(id) of calls is not as it was when it was written"))
        return
      }
    }
    return complaints
  }
}
