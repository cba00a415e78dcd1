import Glibc

/// Who may do what through the daemon's own socket, by what the kernel says of the program that
/// connects. It is open to all of the box, so that who may do nothing is told why.
package struct LocalAccess: Hashable, Sendable {
  /// A group of the system.
  package struct Group: Hashable, Sendable {
    var id: UInt32
    var name: String

    init(id: UInt32, name: String) { (self.id, self.name) = (id, name) }
  }

  /// Besides root, whoever the daemon runs as.
  var user: UInt32
  /// Whose members may do everything; nil: only root and `user` may.
  var owners: Group?
  /// Whose members may do what a cashier may on the page; nil: there is no such group.
  var cashiers: Group?

  init(user: UInt32, owners: Group?, cashiers: Group?) {
    (self.user, self.owners, self.cashiers) = (user, owners, cashiers)
  }

  /// For a daemon as this process is: members of its group are owners, unless that is root's.
  package init(cashiers: Group? = nil) {
    let group = getegid()
    self.init(user: geteuid(), owners: group == 0 ? nil : Group(id: group), cashiers: cashiers)
  }

  /// nil: a stranger. Who is in both groups is an owner.
  func role(of program: LocalProgram) -> PanelRole? {
    if program.uid == 0 || program.uid == user { return .owner }
    if let owners, program.groups.contains(owners.id) { return .owner }
    if let cashiers, program.groups.contains(cashiers.id) { return .cashier }
    return nil
  }
}

/// A program at the other end of a Unix socket, as the kernel noted it when it connected.
struct LocalProgram: Hashable, Sendable {
  var uid: UInt32
  /// Its own and all the others that it is in.
  var groups: Set<UInt32>

  init(uid: UInt32, groups: Set<UInt32>) { (self.uid, self.groups) = (uid, groups) }

  init(at connection: Descriptor) throws(SystemFault) {
    // `struct ucred`, which glibc's Swift module does not have: process, user, group.
    var credentials: (pid: pid_t, uid: uid_t, gid: gid_t) = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: credentials))
    try systemCall("getsockopt") {
      getsockopt(connection.number, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
    }
    self.init(
      uid: credentials.uid, groups: try Self.groups(at: connection).union([credentials.gid]))
  }

  /// That glibc's Swift module does not have either.
  private static let peerGroups: Int32 = 59

  private static func groups(at connection: Descriptor) throws(SystemFault) -> Set<UInt32> {
    var groups = [gid_t](repeating: 0, count: 64)
    while true {
      var size = socklen_t(groups.count * MemoryLayout<gid_t>.stride)
      do throws(SystemFault) {
        try systemCall("getsockopt") {
          getsockopt(connection.number, SOL_SOCKET, peerGroups, &groups, &size)
        }
        return Set(groups.prefix(Int(size) / MemoryLayout<gid_t>.stride))
      } catch {
        // Then the size is what they need.
        let count = Int(size) / MemoryLayout<gid_t>.stride
        guard error.code == ERANGE, count > groups.count else { throw error }
        groups = [gid_t](repeating: 0, count: count)
      }
    }
  }
}

// MARK: The system's lists

extension LocalAccess.Group {
  /// nil: the system has none of this name.
  package init?(named name: String) {
    let id = Self.find { entry, texts, count, found in
      getgrnam_r(name, entry, texts, count, found)
    } read: {
      $0.gr_gid
    }
    guard let id else { return nil }
    self.init(id: id, name: name)
  }

  /// By its number where the system has no name for it.
  init(id: UInt32) {
    let name = Self.find { entry, texts, count, found in
      getgrgid_r(id, entry, texts, count, found)
    } read: {
      String(cString: $0.gr_name)
    }
    self.init(id: id, name: name ?? String(id))
  }

  /// With all its members an entry may be long.
  private static let longestEntry = 1 << 20

  private static func find<Value>(
    _ ask: (
      UnsafeMutablePointer<group>, UnsafeMutablePointer<CChar>, Int,
      UnsafeMutablePointer<UnsafeMutablePointer<group>?>
    ) -> Int32,
    read: (group) -> Value
  ) -> Value? {
    var count = 4096
    while count <= longestEntry {
      var entry = group()
      var found: UnsafeMutablePointer<group>?
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
