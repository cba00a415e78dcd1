package import BoothProtocol

/// Files that were looked through and wait for the word of who sent them. Each has a key that only
/// the page knows on which he reads what was found.
package struct WaitingFiles<File> {
  private struct Entry {
    let holder: String
    var file: File
    let since: Moment
  }

  private var entries: [String: Entry] = [:]

  /// The oldest makes room for another.
  package static var limit: Int { 4 }
  package static var minutes: Int64 { 10 }

  package init() {}

  package var count: Int { entries.count }

  /// Of each holder one, the last. The key of it.
  package mutating func keep(
    _ file: File, for holder: String, at now: Moment
  ) -> String {
    let key = SessionTable.secret()
    forget(of: holder)
    removeExpired(at: now)
    if entries.count >= Self.limit,
      let oldest = entries.min(by: { ($0.value.since, $0.key) < ($1.value.since, $1.key) })
    {
      entries[oldest.key] = nil
    }
    entries[key] = Entry(holder: holder, file: file, since: now)
    return key
  }

  /// nil: there is none, or it is not this one's.
  package mutating func file(of key: String, for holder: String, at now: Moment) -> File? {
    removeExpired(at: now)
    return entries[key].flatMap { $0.holder == holder ? $0.file : nil }
  }

  /// What has become of it, for as long as it would have been kept.
  package mutating func set(_ key: String, to file: File) { entries[key]?.file = file }

  package mutating func forget(of holder: String) {
    entries = entries.filter { $0.value.holder != holder }
  }

  package mutating func removeExpired(at now: Moment) {
    entries = entries.filter { now.milliseconds(since: $0.value.since) < Self.minutes * 60_000 }
  }
}
