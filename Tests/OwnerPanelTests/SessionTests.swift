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

@Suite struct LoginThrottleTests {
  let start = Moment(milliseconds: 0)

  @Test func `some tries are free, then each costs twice the time of the one before`() {
    var throttle = LoginThrottle()
    var now = start
    for _ in 0..<LoginThrottle.freeTries {
      #expect(throttle.pause(address: "10.0.0.9", name: "maria", at: now) == nil)
      throttle.failed(address: "10.0.0.9", name: "maria", at: now)
    }
    for expected: Int64 in [5_000, 10_000, 20_000, 40_000] {
      #expect(throttle.pause(address: "10.0.0.9", name: "maria", at: now) == expected)
      // From there also for another name, but not from elsewhere for this one.
      #expect(throttle.pause(address: "10.0.0.9", name: "juan", at: now) == expected)
      #expect(throttle.pause(address: "10.0.0.8", name: "maria", at: now) == nil)
      now = now.advanced(byMilliseconds: expected)
      #expect(throttle.pause(address: "10.0.0.9", name: "maria", at: now) == nil)
      throttle.failed(address: "10.0.0.9", name: "maria", at: now)
    }
    for _ in 0..<40 { throttle.failed(address: "10.0.0.9", name: "maria", at: now) }
    #expect(
      throttle.pause(address: "10.0.0.9", name: "x", at: now)
        == LoginThrottle.longestPauseMilliseconds)
  }

  @Test func `many places that guess one name are slowed as well, and its owner not for long`() {
    var throttle = LoginThrottle()
    for index in 0..<LoginThrottle.freeTriesOfName + 30 {
      throttle.failed(address: "10.0.1.\(index)", name: "maria", at: start)
    }
    #expect(
      throttle.pause(address: "10.0.0.1", name: "maria", at: start)
        == LoginThrottle.longestPauseOfNameMilliseconds)
    #expect(throttle.pause(address: "10.0.0.1", name: "pedro", at: start) == nil)
  }

  @Test func `the right password, or an hour, makes all forgotten`() {
    var throttle = LoginThrottle()
    for _ in 0..<9 { throttle.failed(address: "10.0.0.9", name: "maria", at: start) }
    var other = throttle
    throttle.succeeded(address: "10.0.0.9", name: "maria", at: start)
    #expect(throttle.pause(address: "10.0.0.9", name: "maria", at: start) == nil)
    let later = start.advanced(byMilliseconds: LoginThrottle.memoryMilliseconds)
    other.failed(address: "10.0.0.9", name: "maria", at: later)
    #expect(other.pause(address: "10.0.0.9", name: "maria", at: later) == nil)
  }

  @Test func `who came in from a place is not kept out of it by those who try his name elsewhere`()
  {
    var throttle = LoginThrottle()
    throttle.succeeded(address: "10.0.0.9", name: "maria", at: start)
    for index in 0..<100 {
      throttle.failed(address: "10.0.1.\(index)", name: "maria", at: start)
    }
    #expect(throttle.pause(address: "10.0.0.9", name: "maria", at: start) == nil)
    #expect(throttle.pause(address: "10.0.0.8", name: "maria", at: start) != nil)
    // What is got wrong at the place itself counts as anywhere.
    for _ in 0..<LoginThrottle.freeTries {
      throttle.failed(address: "10.0.0.9", name: "maria", at: start)
    }
    #expect(throttle.pause(address: "10.0.0.9", name: "maria", at: start) != nil)
  }

  @Test func `who may log in under one name cannot try out others without end`() {
    var throttle = LoginThrottle()
    var looked = 0
    for index in 0..<100 {
      let now = start.advanced(byMilliseconds: Int64(index))
      if throttle.pause(address: "10.0.0.9", name: "maria", at: now) == nil {
        throttle.failed(address: "10.0.0.9", name: "maria", at: now)
        looked += 1
      }
      throttle.succeeded(address: "10.0.0.9", name: "pedro", at: now)
    }
    #expect(looked == LoginThrottle.freeTries)
    // What he got wrong himself is forgotten with his log-in, what others did there is not.
    throttle.failed(address: "10.0.0.8", name: "pedro", at: start)
    throttle.succeeded(address: "10.0.0.8", name: "pedro", at: start)
    for _ in 0..<LoginThrottle.freeTries {
      #expect(throttle.pause(address: "10.0.0.8", name: "pedro", at: start) == nil)
      throttle.failed(address: "10.0.0.8", name: "pedro", at: start)
    }
    #expect(throttle.pause(address: "10.0.0.8", name: "pedro", at: start) != nil)
  }

  @Test func `what is remembered has a limit`() {
    var throttle = LoginThrottle()
    for _ in 0..<9 { throttle.failed(address: "10.0.0.9", name: "maria", at: start) }
    for index in 0..<2_000 {
      let now = start.advanced(byMilliseconds: Int64(index) + 1)
      throttle.failed(address: "10.1.\(index / 250).\(index % 250)", name: "n\(index)", at: now)
    }
    #expect(throttle.count <= LoginThrottle.limit)
    #expect(throttle.count > LoginThrottle.limit / 2)
    // Forgotten, for others were busier since.
    #expect(throttle.pause(address: "10.0.0.9", name: "maria", at: start) == nil)
  }
}
