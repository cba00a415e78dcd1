internal import Rating

/// Columns that hold a tariff or a price as JSON, in the notation of the tariff file.
extension Row {
  func tariff(_ column: Int32) throws -> Tariff {
    let json = try text(column)
    return try known(column) { () throws(TariffFileError) in try TariffRecord(json: json).tariff }
  }

  func price(_ column: Int32) throws -> DestinationPrice {
    let json = try text(column)
    return try known(column) { () throws(TariffFileError) in
      try DestinationPriceRecord(json: json).price
    }
  }

  private func known<Value>(
    _ column: Int32, _ read: () throws(TariffFileError) -> Value
  ) throws -> Value {
    do {
      return try read()
    } catch {
      throw unexpected(column, because: String(describing: error))
    }
  }
}
