import BoothProtocol
import Testing

@testable import OwnerPanel

let maria = PanelUser(name: "maria", role: .owner, version: 3)
let pedro = PanelUser(name: "pedro", role: .cashier, version: 1)

@Suite struct SessionTests {
  let start = Moment(milliseconds: 1_000_000)

  func after(_ milliseconds: Int64) -> Moment { start.advanced(byMilliseconds: milliseconds) }

  @Test func `a session is known by its secret alone`() {
    var table = SessionTable()
    let (secret, session) = table.begin(for: maria, at: start)
    #expect(table.session(of: secret, at: start) { _ in maria } == session)
    #expect(table.session(of: secret + "0", at: start) { _ in maria } == nil)
    #expect(table.session(of: session.formToken, at: start) { _ in maria } == nil)
    #expect(table.session(of: "", at: start) { _ in maria } == nil)
  }

  @Test func `secrets are long, and never the same`() {
    let secrets = Set((0..<200).map { _ in SessionTable.secret() })
    #expect(secrets.count == 200)
    #expect(secrets.allSatisfy { $0.utf8.count == 64 })
  }

  @Test func `a session ends unused after twelve hours, used after a week`() {
    var table = SessionTable()
    let secret = table.begin(for: maria, at: start).secret
    let idle = SessionTable.idleMilliseconds
    var now: Int64 = 0
    while now < SessionTable.longestMilliseconds - idle {
      now += idle - 1
      #expect(table.session(of: secret, at: after(now)) { _ in maria } != nil, "after \(now) ms")
    }
    let end = SessionTable.longestMilliseconds
    #expect(table.session(of: secret, at: after(end)) { _ in maria } == nil)

    let other = table.begin(for: maria, at: start).secret
    #expect(table.session(of: other, at: after(idle)) { _ in maria } == nil)
    // And it does not come back with an earlier clock.
    #expect(table.session(of: other, at: start) { _ in maria } == nil)
  }

  @Test func `another password, another role or no user any more: the session is over`() {
    let changes: [PanelUser?] = [
      PanelUser(name: "maria", role: .owner, version: 4),
      PanelUser(name: "maria", role: .cashier, version: 3), nil,
    ]
    for changed in changes {
      var table = SessionTable()
      let secret = table.begin(for: maria, at: start).secret
      #expect(table.session(of: secret, at: start) { _ in changed } == nil)
      #expect(table.session(of: secret, at: start) { _ in maria } == nil)
    }
  }

  @Test func `of too many sessions the longest unused one goes`() {
    var table = SessionTable()
    let users = (0..<SessionTable.limit).map {
      PanelUser(name: "u\($0)", role: .cashier, version: 1)
    }
    let secrets = users.enumerated().map { index, user in
      table.begin(for: user, at: after(Int64(index))).secret
    }
    _ = table.session(of: secrets[0], at: after(1000)) { _ in users[0] }
    let last = table.begin(for: pedro, at: after(2000)).secret
    #expect(table.count == SessionTable.limit)
    func isOpen(_ secret: String, _ user: PanelUser) -> Bool {
      table.session(of: secret, at: after(2000)) { _ in user } != nil
    }
    #expect(isOpen(secrets[0], users[0]))
    #expect(!isOpen(secrets[1], users[1]))
    #expect(isOpen(secrets[2], users[2]))
    #expect(isOpen(last, pedro))
  }

  @Test func `who logs in again and again ends his own sessions, and nobody else's`() {
    var table = SessionTable()
    let owner = table.begin(for: maria, at: start).secret
    let first = table.begin(for: pedro, at: after(1)).secret
    for index in 0..<200 { _ = table.begin(for: pedro, at: after(Int64(index) + 2)) }
    #expect(table.count == SessionTable.limitOfUser + 1)
    #expect(table.session(of: owner, at: after(300)) { _ in maria } != nil)
    #expect(table.session(of: first, at: after(300)) { _ in pedro } == nil)
  }

  @Test func `who logs out is out`() {
    var table = SessionTable()
    let secret = table.begin(for: maria, at: start).secret
    table.end(secret)
    #expect(table.session(of: secret, at: start) { _ in maria } == nil)
  }

  @Test func `the cookie is for this page alone and out of any script's reach`() {
    let cookie = SessionCookie.setting("abc")
    for part in ["cabina-session=abc;", "Path=/", "SameSite=Strict", "HttpOnly"] {
      #expect(cookie.contains(part))
    }
    #expect(SessionCookie.removing.contains("Max-Age=0"))
  }
}
