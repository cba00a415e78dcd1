package import BoothControl

/// Who changed something, and when.
package struct AuditOrigin: Hashable, Sendable {
  /// `uid 1000 (juan)`, `web 127.0.0.1`, or `cabinad` for what the daemon does by itself.
  package var actor: String
  package var at: WallTime

  package init(actor: String, at: WallTime) {
    self.actor = actor
    self.at = at
  }

  /// What the daemon does by itself.
  package static let daemon = "cabinad"
}

/// One change of a price, a balance, a booth, a setting or a user, as it was written down with it.
package struct AuditRecord: Hashable, Sendable {
  /// From 1, without a gap.
  package var number: Int64
  package var at: WallTime
  package var actor: String
  /// What was done: `prefix set`, `deck import`, `markup`, `payment`, `booth`, `configuration`…
  package var action: String
  /// What it was done to: a prefix, a booth's number, a key of the configuration.
  package var subject: String
  /// nil: there was nothing.
  package var before: String?
  /// nil: there is nothing any more.
  package var after: String?
  /// Of the record before and of every field above.
  package var hash: [UInt8]

  /// Every action there is.
  package static let actions: Set<String> = Set(
    AuditedItem.allCases.map(\.action) + AuditedState.actions
      + PriceList.allCases.flatMap {
        ["\($0.rowName) set", "\($0.rowName) delete", $0.importAction]
      } + [
        AuditedUser.set, AuditedUser.removal, AuditedCall.action, Baseline.action,
        UnrecordedCalls.action,
      ])

  /// What the first record follows.
  static let beginning = [UInt8](repeating: 0, count: SHA256.count)

  /// The hash that the record must have after one with the hash `previous`.
  func expectedHash(after previous: [UInt8]) -> [UInt8] {
    let fields: [SQLValue] = [
      .blob(previous), .integer(number), .integer(at.milliseconds), .text(actor), .text(action),
      .text(subject), .optional(before), .optional(after),
    ]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512)
    for field in fields { field.encode(into: &bytes) }
    return SHA256.hash(bytes)
  }
}

/// The latest record of the audit: whoever knows it notices when the end of the audit is cut off or
/// the whole of it is written anew. `17:3f9a…`, the hash in 64 hexadecimal digits.
package struct AuditHead: Hashable, Sendable, CustomStringConvertible {
  package var number: Int64
  package var hash: [UInt8]

  package init(number: Int64, hash: [UInt8]) {
    self.number = number
    self.hash = hash
  }

  /// nil unless `text` is what `description` gives.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int64(parts[0]), number > 0,
      let hash = [UInt8](hexadecimal: parts[1]), hash.count == SHA256.count
    else { return nil }
    self.init(number: number, hash: hash)
  }

  package var description: String { "\(number):\(hash.hexadecimal)" }
}

extension SQLValue {
  /// A value so that no two lists of values give the same bytes: what it is, then how long, then
  /// the value. Lengths and integers are of 64 bits, the most significant byte first.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    encode(into: &bytes)
    return bytes
  }

  /// `encoded`, added to `bytes`: of rows by the million no array each.
  func encode(into bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(0)
    case .integer(let number):
      bytes.append(1)
      bytes.append(bigEndian: number)
    case .text(let text):
      bytes.append(2)
      bytes.append(bigEndian: Int64(text.utf8.count))
      bytes += text.utf8
    case .blob(let blob):
      bytes.append(3)
      bytes.append(bigEndian: Int64(blob.count))
      bytes += blob
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(bigEndian number: Int64) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}
