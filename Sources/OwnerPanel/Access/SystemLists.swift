import BoothProtocol
import Glibc

/// The system's lists of users and groups, which may be on another machine: whoever asks may have to
/// wait.
enum SystemLists {
  static func name(ofUser id: UInt32) -> String? {
    entry(passwd()) { entry, texts, count, found in
      getpwuid_r(id, entry, texts, count, found)
    } read: {
      String(cString: $0.pw_name)
    }
  }

  static func name(ofGroup id: UInt32) -> String? {
    entry(group()) { entry, texts, count, found in
      getgrgid_r(id, entry, texts, count, found)
    } read: {
      String(cString: $0.gr_name)
    }
  }

  static func number(ofGroup name: String) -> UInt32? {
    entry(group()) { entry, texts, count, found in
      getgrnam_r(name, entry, texts, count, found)
    } read: {
      $0.gr_gid
    }
  }

  /// A group with all its members may be long.
  private static let longestEntry = 1 << 20

  /// nil: it is not in the list, or the list cannot be read.
  private static func entry<Entry, Value>(
    _ empty: Entry,
    _ ask: (
      UnsafeMutablePointer<Entry>, UnsafeMutablePointer<CChar>, Int,
      UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
    ) -> Int32,
    read: (Entry) -> Value
  ) -> Value? {
    var count = 4096
    while count <= longestEntry {
      var entry = empty
      var found: UnsafeMutablePointer<Entry>?
      var texts = [CChar](repeating: 0, count: count)
      // What is read is within `texts`.
      let (code, value) = texts.withUnsafeMutableBufferPointer { texts -> (Int32, Value?) in
        guard let start = texts.baseAddress else { return (ENOMEM, nil) }
        let code = ask(&entry, start, texts.count, &found)
        return (code, code == 0 && found != nil ? read(entry) : nil)
      }
      if code != ERANGE { return value }
      count *= 4
    }
    return nil
  }
}

/// Names of the box's users, each looked for once in a while, however often they connect.
struct UserNames {
  /// As the system's list has it; nil: it is not there.
  private let find: (UInt32) -> String?
  private var known: [UInt32: (name: String?, at: Moment)] = [:]

  /// Who was renamed, or is new, is called so after this time.
  static let lastsMilliseconds: Int64 = 60_000
  /// No box has so many people.
  private static let limit = 256

  init(_ find: @escaping (UInt32) -> String? = SystemLists.name(ofUser:)) { self.find = find }

  mutating func name(of uid: UInt32, at now: Moment) -> String? {
    if let (name, at) = known[uid], now.milliseconds(since: at) < Self.lastsMilliseconds {
      return name
    }
    if known.count >= Self.limit { known = [:] }
    let name = find(uid)
    known[uid] = (name, now)
    return name
  }

  /// For the audit: `uid 1000 (ana)`.
  mutating func actor(_ uid: UInt32, at now: Moment) -> String {
    name(of: uid, at: now).map { "uid \(uid) (\($0))" } ?? "uid \(uid)"
  }
}
