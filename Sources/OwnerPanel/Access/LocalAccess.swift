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
package struct LocalProgram: Hashable, Sendable {
  var uid: UInt32
  /// Its own and, where the kernel tells, all the others that it is in.
  var groups: Set<UInt32>

  init(uid: UInt32, groups: Set<UInt32>) { (self.uid, self.groups) = (uid, groups) }

  /// `read`: asks the kernel for the groups.
  init(
    at connection: Descriptor,
    _ read: (Descriptor) throws(SystemFault) -> Set<UInt32> = LocalProgram.groups(at:)
  ) throws(SystemFault) {
    // `struct ucred`, which glibc's Swift module does not have: process, user, group.
    var credentials: (pid: pid_t, uid: uid_t, gid: gid_t) = (0, 0, 0)
    var size = socklen_t(MemoryLayout.size(ofValue: credentials))
    try systemCall("getsockopt") {
      getsockopt(connection.number, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
    }
    var groups: Set<UInt32> = [credentials.gid]
    do throws(SystemFault) {
      groups.formUnion(try read(connection))
    } catch {
      guard Self.isUnknown(error) else { throw error }
    }
    self.init(uid: credentials.uid, groups: groups)
  }

  /// Whether this kernel tells of who connects which groups he is in besides his first: Linux has since
  /// 4.13, others that look like it may not.
  package static var hasAllGroups: Bool {
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else { return true }
    let (end, other) = (Descriptor(ends[0]), Descriptor(ends[1]))
    defer { withExtendedLifetime(other) {} }
    do throws(SystemFault) { _ = try groups(at: end) } catch { return !isUnknown(error) }
    return true
  }

  /// The kernel has no such option.
  private static func isUnknown(_ fault: SystemFault) -> Bool {
    [ENOPROTOOPT, EOPNOTSUPP].contains(fault.code)
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

extension LocalAccess.Group {
  /// nil: the system has none of this name.
  package init?(named name: String) {
    guard let id = SystemLists.number(ofGroup: name) else { return nil }
    self.init(id: id, name: name)
  }

  /// By its number where the system has no name for it.
  init(id: UInt32) { self.init(id: id, name: SystemLists.name(ofGroup: id) ?? String(id)) }
}
