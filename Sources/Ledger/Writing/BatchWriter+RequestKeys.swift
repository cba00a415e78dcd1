internal import BoothControl

/// Keys that make a request once, however often it is sent. The core knows the latest; the ledger
/// keeps all of them, and one key is one request, whatever it asks for.
extension BatchWriter {
  /// Of a request whose key is another row's: it was done before, and is answered as it was then, or
  /// the key is another request's.
  func keyTaken(_ key: String, asking matter: KeyedRequest.Matter) throws -> BatchError {
    guard let (done, words) = try database.doneRequest(key) else {
      return .requestKeyTaken(key, by: "another request")
    }
    return done.request.matter == matter
      ? .doneBefore(done.result, words) : .requestKeyTaken(key, by: words)
  }

  /// Throws if the key was used for a request of another kind; those of its own kind the table
  /// itself tells apart.
  func expect(_ key: String?, onlyFor matter: KeyedRequest.Matter) throws {
    guard let key, let (done, words) = try database.doneRequest(key),
      !done.request.matter.isOfKind(of: matter)
    else { return }
    throw BatchError.requestKeyTaken(key, by: words)
  }
}

extension KeyedRequest.Matter {
  fileprivate func isOfKind(of other: KeyedRequest.Matter) -> Bool {
    switch (self, other) {
    case (.payment, .payment), (.deposit, .deposit), (.ticket, .ticket): true
    case (.payment, _), (.deposit, _), (.ticket, _): false
    }
  }
}
