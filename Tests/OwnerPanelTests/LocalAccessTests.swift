import BoothProtocol
import Glibc
import Notation
import Testing

@testable import OwnerPanel

/// Who may use the daemon's socket.
@Suite struct LocalAccessTests {
  private let access = LocalAccess(
    user: 990, owners: .init(id: 991, name: "cabina"), cashiers: .init(id: 992, name: "cabina-till")
  )

  @Test func `root, the daemon's user and two groups are let in, and nobody else`() {
    let cases: [(uid: UInt32, groups: Set<UInt32>, role: PanelRole?)] = [
      (0, [0], .owner), (990, [5], .owner), (1000, [991], .owner),
      (1000, [1000, 27, 991], .owner), (1000, [992, 991], .owner), (1000, [1000, 992], .cashier),
      (1000, [1000, 0, 990], nil), (991, [1000], nil), (992, [], nil),
    ]
    for (uid, groups, role) in cases {
      let found = access.role(of: LocalProgram(uid: uid, groups: groups))
      #expect(found == role, "\(uid) in \(groups)")
    }
  }

  @Test func `without its groups it is root's and the daemon's own`() {
    let bare = LocalAccess(user: 990, owners: nil, cashiers: nil)
    #expect(bare.role(of: LocalProgram(uid: 990, groups: [990])) == .owner)
    #expect(bare.role(of: LocalProgram(uid: 1000, groups: [0, 991, 992])) == nil)
    // Of a daemon that runs as root, root's group has no say.
    #expect(LocalAccess().owners?.id != 0)
    #expect(LocalAccess().user == geteuid())
  }

  @Test func `the kernel says who is at the other end, with all his groups`() throws {
    var ends: [Int32] = [0, 0]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    defer { close(ends[1]) }
    let program = try LocalProgram(at: Descriptor(ends[0]))
    var groups = [gid_t](repeating: 0, count: 65_536)
    let count = Int(getgroups(Int32(groups.count), &groups))
    #expect(program.uid == geteuid())
    #expect(program.groups == Set(groups.prefix(count)).union([getegid()]))
  }

  @Test func `where the kernel does not tell all groups there is the first`() throws {
    #expect(LocalProgram.hasAllGroups)
    for (code, isKnown) in [(ENOPROTOOPT, true), (EOPNOTSUPP, true), (EBADF, false)] {
      var ends: [Int32] = [0, 0]
      #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
      defer { close(ends[1]) }
      let program = try? LocalProgram(at: Descriptor(ends[0])) { _ throws(SystemFault) in
        throw SystemFault(call: "getsockopt", code: code)
      }
      let expected = LocalProgram(uid: geteuid(), groups: [getegid()])
      #expect(program == (isKnown ? expected : nil), "\(code)")
    }
  }

  @Test func `a user's name is looked for once a minute, there or not`() {
    let asked = Guarded<[UInt32]>([])
    var names = UserNames { uid in
      asked.with { $0.append(uid) }
      return uid == 1000 ? "ana" : nil
    }
    for milliseconds in stride(from: Int64(0), through: 59_999, by: 20_000) {
      let now = Moment(milliseconds: milliseconds)
      #expect(names.name(of: 1000, at: now) == "ana")
      #expect(names.actor(1001, at: now) == "uid 1001")
    }
    #expect(asked.with { $0 } == [1000, 1001])
    #expect(names.actor(1000, at: Moment(milliseconds: 60_000)) == "uid 1000 (ana)")
    #expect(asked.with { $0 } == [1000, 1001, 1000])
  }

  @Test func `groups are known by the system's list`() {
    #expect(LocalAccess.Group(named: "root") == .init(id: 0, name: "root"))
    #expect(LocalAccess.Group(id: 0).name == "root")
    #expect(LocalAccess.Group(named: "no-such-group-here") == nil)
    #expect(LocalAccess.Group(id: 4_000_000_000).name == "4000000000")
  }

  @Test func `a stranger is told who he is and what would let him in`() {
    let known = LocalStranger(uid: 1000, name: "ana", owners: "cabina", cashiers: "cabina-till")
    #expect(
      known.words.english
        == "The user ana (uid 1000) may not use the daemon through its socket. Who is in the group "
        + "cabina may do everything: «adduser ana cabina». What a cashier may, who is in "
        + "cabina-till: «adduser ana cabina-till». It holds once that user has logged in to the "
        + "system anew.")
    let nobody = LocalStranger(uid: 1000, name: nil, owners: nil, cashiers: nil)
    #expect(
      nobody.words.spanish
        == "El usuario uid 1000 no puede usar la central por su socket. Lo pueden root y el usuario "
        + "de la central.")
  }

  // MARK: A cashier

  private func desk() -> Desk {
    var desk = Desk()
    desk.admission = .unix
    desk.visitor = .program(actor: "uid 1000 (ana)", role: .cashier)
    return desk
  }

  @Test func `a cashier of the box may what one may on the page`() throws {
    for path in ["shop", "calls", "booths/4312", "booths/4312/account", "session"] {
      #expect(try desk().get("/api/v1/\(path)").status == .ok, "\(path)")
    }
    #expect(try desk().get("/api/v1/session").text.contains(#""role":"cashier""#))
    guard case .later(_, let pending) = try desk().post("/api/v1/booths/4312/disable")
    else {
      Issue.record("it was not done")
      return
    }
    #expect(pending.visitor.actor == "uid 1000 (ana)")
  }

  @Test(arguments: [
    "audit", "events", "payments", "prefixes", "users", "setup-code", "settings", "report",
  ])
  func `a cashier of the box is refused what is the owner's`(path: String) throws {
    let answer = try desk().get("/api/v1/\(path)")
    #expect(answer.status == .forbidden)
    #expect(answer.text.contains(#""error":"not_allowed""#))
  }

  /// Over the network they are slowed down; here nobody would be.
  @Test(arguments: [
    ("/api/v1/session", #"{"name":"maria","password":"guess"}"#),
    ("/api/v1/setup", #"{"code":"ABCD-2345","name":"ana","password":"secreto 123"}"#),
  ])
  func `a cashier of the box has no passwords to try`(path: String, body: String) throws {
    let json = "Content-Type: application/json\r\n"
    let answer = try desk().now(desk().post(path, json, body: body))
    #expect(answer.status == .forbidden)
    #expect(answer.text.contains(#""error":"not_allowed""#))
    for page in ["/login", "/setup"] {
      let form = "Content-Type: application/x-www-form-urlencoded\r\n"
      #expect(
        try desk().now(desk().post(page, form, body: "name=maria&password=guess")).status
          == .forbidden)
    }
    var owner = desk()
    owner.visitor = .program(actor: "uid 0 (root)", role: .owner)
    guard case .access = try owner.post(path, json, body: body) else {
      Issue.record("the owner may")
      return
    }
  }
}
