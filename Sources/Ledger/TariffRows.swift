package import Rating

/// A part of a price list as it is sent: `[{"prefix":"56",…},…]`, records of a tariff file.
package enum TariffRows {
  /// `before`: rows that came in earlier parts, for the faults to name the right one.
  package static func read(
    _ json: [UInt8], before: Int, atMost limit: Int
  ) throws(TariffFileError) -> [Tariff] {
    let records: [TariffRecord]
    do throws(TariffFileError) {
      records = try TariffFileError.reading(List.self, from: json).records
    } catch { throw named(error, before) }
    for (index, record) in records.enumerated() {
      do throws(TariffFileError) { try record.checkDescription() } catch {
        var named = error
        named.place = "row \(before + index + 1): \(error.place)"
        throw named
      }
    }
    guard records.count <= limit else {
      throw TariffFileError(
        place: "", value: "\(records.count) rows", expected: "at most \(limit) at once")
    }
    return records.map(\.tariff)
  }

  private struct List: Decodable {
    let records: [TariffRecord]

    init(from decoder: any Decoder) throws {
      do {
        records = try decoder.singleValueContainer().decode([TariffRecord].self)
      } catch is DecodingError {
        throw TariffFileError(
          place: "", value: "something else", expected: "a list of rows in brackets")
      }
    }
  }

  /// `row 171: price` for `[0].price`.
  private static func named(_ error: TariffFileError, _ before: Int) -> TariffFileError {
    guard error.place.hasPrefix("["), let end = error.place.firstIndex(of: "]"),
      let index = Int(error.place[..<end].dropFirst())
    else { return error }
    var named = error
    let key = error.place[error.place.index(after: end)...].drop { $0 == "." }
    named.place = "row \(before + index + 1)" + (key.isEmpty ? "" : ": \(key)")
    return named
  }
}
