import Rating

/// What is wrong with a tariff file, gathered while it is read, so that more than one mistake is
/// mended in one go.
struct TariffFileFaults {
  private var first: [TariffFileError] = []
  private var count = 0

  /// As many as a person mends in one go.
  static let most = 20

  mutating func add(_ fault: TariffFileError) {
    count += 1
    if first.count < TariffFileFaults.most { first.append(fault) }
  }

  /// What is read; nil: it has a fault, which is kept. What is no fault of the file is thrown.
  mutating func take<Value>(_ read: () throws -> Value?) throws -> Value? {
    do {
      return try read()
    } catch let fault as TariffFileError {
      add(fault)
      return nil
    }
  }

  /// Throws the first with the others in it.
  func check() throws(TariffFileError) {
    guard var fault = first.first else { return }
    fault.further = Array(first.dropFirst())
    fault.untold = count - first.count
    throw fault
  }
}

/// An entry of a list, or what is wrong with it: the others are read all the same.
struct TariffAttempt: Decodable {
  let result: Result<Tariff, TariffFileError>

  init(from decoder: any Decoder) throws {
    do {
      let record = try TariffRecord(from: decoder)
      do throws(TariffFileError) { try record.checkDescription() } catch {
        var placed = error
        placed.place = TariffFileError.place(decoder.codingPath, placed.place)
        throw placed
      }
      result = .success(record.tariff)
    } catch let fault as TariffFileError { result = .failure(fault) }
  }
}
