import BoothProtocol
import Testing

@testable import OwnerPanel

@Suite struct LoginThrottleTests {
  let start = Moment(milliseconds: 0)
  let desk = "10.0.0.9"

  private func place(_ address: String, byProxy: Bool = false) -> LoginPlace {
    LoginPlace(address: address, byProxy: byProxy)
  }

  /// Of a name that somebody has; `version` nil: that nobody has.
  private func attempt(
    _ address: String, _ name: String?, version: Int64? = 1, session: String? = nil,
    byProxy: Bool = false
  ) -> LoginTry {
    LoginTry(
      place: place(address, byProxy: byProxy), name: name, version: name == nil ? nil : version,
      formToken: session)
  }

  private func user(_ name: String, version: Int64 = 1) -> PanelUser {
    PanelUser(name: name, role: .owner, version: version)
  }

  private func fail(
    _ times: Int, _ address: String, _ name: String?, in throttle: inout LoginThrottle,
    at now: Moment = Moment(milliseconds: 0)
  ) {
    for _ in 0..<times { throttle.began(attempt(address, name), at: now) }
  }

  @Test func `some tries are free, then each costs twice the time of the one before`() {
    var throttle = LoginThrottle()
    var now = start
    for _ in 0..<LoginPauses.ofOne.freeTries {
      #expect(throttle.pause(attempt(desk, "maria"), at: now) == nil)
      fail(1, desk, "maria", in: &throttle, at: now)
    }
    for expected: Int64 in [5_000, 10_000, 20_000, 40_000] {
      #expect(throttle.pause(attempt(desk, "maria"), at: now) == expected)
      // From there also for another name, but not from elsewhere for this one.
      #expect(throttle.pause(attempt(desk, "juan"), at: now) == expected)
      #expect(throttle.pause(attempt(desk, nil), at: now) == expected)
      #expect(throttle.pause(attempt("10.0.0.8", "maria"), at: now) == nil)
      now = now.advanced(byMilliseconds: expected)
      #expect(throttle.pause(attempt(desk, "maria"), at: now) == nil)
      fail(1, desk, "maria", in: &throttle, at: now)
    }
    fail(40, desk, "maria", in: &throttle, at: now)
    #expect(
      throttle.pause(attempt(desk, "x"), at: now) == LoginPauses.ofOne.longestMilliseconds)
  }

  @Test func `many places that guess one name are slowed as well, and its owner not for long`() {
    var throttle = LoginThrottle()
    for index in 0..<LoginPauses.ofMany.freeTries + 30 {
      fail(1, "10.0.1.\(index)", "maria", in: &throttle)
    }
    #expect(
      throttle.pause(attempt("10.0.0.1", "maria"), at: start)
        == LoginPauses.ofMany.longestMilliseconds)
    #expect(throttle.pause(attempt("10.0.0.1", apart("maria")), at: start) == nil)
    // At the box itself she comes in, and is slowed by what is got wrong there.
    #expect(throttle.pause(attempt("127.0.0.1", "maria"), at: start) == nil)
    fail(LoginPauses.ofOne.freeTries, "127.0.0.2", "maria", in: &throttle)
    #expect(throttle.pause(attempt("127.0.0.1", "maria"), at: start) == 5_000)
  }

  /// A name that is not counted together with another.
  private func apart(_ name: String) -> String {
    let slot = LoginThrottle.slot(of: name)
    return (0...).lazy.map { "n\($0)" }.first { LoginThrottle.slot(of: $0) != slot } ?? ""
  }

  @Test func `a name that nobody has is slowed as one that somebody has, and pushes out none`() {
    for version: Int64? in [1, nil] {
      var throttle = LoginThrottle()
      func `try`(_ index: Int, _ name: String) -> Int64? {
        let attempt = attempt("10.1.\(index / 250).\(index % 250)", name, version: version)
        let pause = throttle.pause(attempt, at: start)
        if pause == nil { throttle.began(attempt, at: start) }
        return pause
      }
      for index in 0..<LoginPauses.ofMany.freeTries { #expect(`try`(index, "maria") == nil) }
      #expect(`try`(100, "maria") == 5_000)
      // Who makes up names by the thousand is not forgiven this one for it.
      for index in 200..<8_000 {
        throttle.began(
          attempt("10.2.\(index / 250).\(index % 250)", "x\(index)", version: nil), at: start)
      }
      #expect(`try`(100, "maria") != nil)
    }
  }

  @Test func `the right password, or an hour, makes all forgotten`() {
    var throttle = LoginThrottle()
    fail(9, desk, "maria", in: &throttle)
    var other = throttle
    throttle.succeeded(attempt(desk, "maria"), as: user("maria"), at: start)
    #expect(throttle.pause(attempt(desk, "maria"), at: start) == nil)
    #expect(throttle.count == 0)
    let later = start.advanced(byMilliseconds: LoginPauses.memoryMilliseconds)
    fail(1, desk, "maria", in: &other, at: later)
    #expect(other.pause(attempt(desk, "maria"), at: later) == nil)
  }

  @Test func `what was not looked at counts for nothing`() {
    var throttle = LoginThrottle()
    for _ in 0..<30 {
      throttle.began(attempt(desk, "maria"), at: start)
      throttle.tookBack(attempt(desk, "maria"), begunAt: start)
      throttle.began(attempt(desk, "maria", session: "s"), at: start)
      throttle.tookBack(attempt(desk, "maria", session: "s"), begunAt: start)
    }
    #expect(throttle.count == 0)
  }

  @Test func `what was not looked at leaves a pause as it was`() {
    var throttle = LoginThrottle()
    fail(LoginPauses.ofOne.freeTries, desk, "maria", in: &throttle)
    let pause = throttle.pause(attempt(desk, "maria"), at: start)
    let later = start.advanced(byMilliseconds: 4_000)
    // As many at a time as there may be.
    for _ in 0..<PanelLimits().logins { throttle.began(attempt(desk, "maria"), at: later) }
    for _ in 0..<PanelLimits().logins {
      throttle.tookBack(attempt(desk, "maria"), begunAt: later)
    }
    #expect(pause == 5_000)
    #expect(throttle.pause(attempt(desk, "maria"), at: later) == 1_000)
    // Of several, the last that counts.
    let latest = start.advanced(byMilliseconds: 6_000)
    throttle.began(attempt(desk, "maria"), at: later)
    throttle.began(attempt(desk, "maria"), at: latest)
    throttle.tookBack(attempt(desk, "maria"), begunAt: latest)
    #expect(throttle.pause(attempt(desk, "maria"), at: later) == 10_000)
  }

  @Test func `who came in from a place is kept out by nothing but what is tried there by his name`()
  {
    var throttle = LoginThrottle()
    throttle.succeeded(attempt(desk, "maria"), as: user("maria"), at: start)
    for index in 0..<100 { fail(1, "10.0.1.\(index)", "maria", in: &throttle) }
    // Others behind the same address, as behind a router.
    fail(100, desk, "pedro", in: &throttle)
    fail(100, desk, nil, in: &throttle)
    #expect(throttle.pause(attempt(desk, "maria"), at: start) == nil)
    #expect(throttle.pause(attempt("10.0.0.8", "maria"), at: start) != nil)
    #expect(throttle.pause(attempt(desk, "pedro"), at: start) != nil)
    fail(LoginPauses.ofOne.freeTries, desk, "maria", in: &throttle)
    #expect(throttle.pause(attempt(desk, "maria"), at: start) != nil)
  }

  @Test func `who is logged in and mistypes his password waits for himself alone`() {
    var throttle = LoginThrottle()
    fail(100, desk, "maria", in: &throttle)
    let own = attempt(desk, "maria", session: "token")
    for _ in 0..<LoginPauses.ofOne.freeTries {
      #expect(throttle.pause(own, at: start) == nil)
      throttle.began(own, at: start)
    }
    #expect(throttle.pause(own, at: start) == 5_000)
    #expect(throttle.pause(attempt(desk, "maria", session: "another"), at: start) == nil)
    throttle.succeeded(own, as: user("maria"), at: start)
    #expect(throttle.pause(own, at: start) == nil)
    // It does not make up for what was got wrong without it.
    #expect(throttle.pause(attempt(desk, "maria"), at: start) != nil)
  }

  @Test func `who may log in under one name cannot try out others without end`() {
    var throttle = LoginThrottle()
    var looked = 0
    for index in 0..<100 {
      let now = start.advanced(byMilliseconds: Int64(index))
      if throttle.pause(attempt(desk, "maria"), at: now) == nil {
        fail(1, desk, "maria", in: &throttle, at: now)
        looked += 1
      }
      throttle.began(attempt(desk, "pedro"), at: now)
      throttle.succeeded(attempt(desk, "pedro"), as: user("pedro"), at: now)
    }
    #expect(looked == LoginPauses.ofOne.freeTries)
    // What he got wrong himself is forgotten with his log-in, what others did there is not.
    fail(2, "10.0.0.8", "pedro", in: &throttle)
    throttle.succeeded(attempt("10.0.0.8", "pedro"), as: user("pedro"), at: start)
    for _ in 0..<LoginPauses.ofOne.freeTries {
      #expect(throttle.pause(attempt("10.0.0.8", "pedro"), at: start) == nil)
      fail(1, "10.0.0.8", "pedro", in: &throttle)
    }
    #expect(throttle.pause(attempt("10.0.0.8", "pedro"), at: start) != nil)
  }

  @Test func `what is remembered has a limit, each kind one of its own`() {
    var throttle = LoginThrottle()
    fail(9, desk, "maria", in: &throttle)
    for index in 0..<6_000 {
      let now = start.advanced(byMilliseconds: Int64(index) + 1)
      fail(1, "10.1.\(index / 250).\(index % 250)", nil, in: &throttle, at: now)
    }
    #expect(throttle.count < 2_100)
    // The place is forgotten, for others were busier since; the pair of place and name is not.
    #expect(throttle.pause(attempt(desk, nil), at: start) == nil)
    throttle.succeeded(attempt("10.9.9.9", "maria"), as: user("maria"), at: start)
    for index in 0..<100 {
      throttle.succeeded(attempt("10.2.0.\(index)", "maria"), as: user("maria"), at: start)
    }
    for index in 0..<100 { fail(30, "10.3.0.1", "n\(index)", in: &throttle) }
    #expect(throttle.count < 2_300)
  }

  @Test func `some of the places for log-ins are left for those who came in before`() {
    var pending = PendingLogins()
    let limits = PanelLimits()
    let strangers = limits.logins - limits.loginsOfTrusted
    for index in 0..<strangers {
      let stranger = attempt("10.0.1.\(index)", "maria")
      #expect(pending.hasRoom(for: stranger, isTrusted: false, limits))
      pending.add(stranger, ticket: UInt64(index), at: start)
    }
    #expect(!pending.hasRoom(for: attempt(desk, "maria"), isTrusted: false, limits))
    for index in 0..<limits.loginsOfTrusted {
      #expect(pending.hasRoom(for: attempt(desk, "maria"), isTrusted: true, limits))
      pending.add(attempt(desk, "maria"), ticket: UInt64(100 + index), at: start)
    }
    #expect(!pending.hasRoom(for: attempt("10.0.0.7", "maria"), isTrusted: true, limits))
    #expect(pending.remove(ticket: 0)?.attempt == attempt("10.0.1.0", "maria"))
    #expect(pending.hasRoom(for: attempt("10.0.0.7", "maria"), isTrusted: true, limits))
    #expect(!pending.hasRoom(for: attempt("10.0.0.7", "maria"), isTrusted: false, limits))
  }

  @Test func `it is trusted from where somebody came in`() {
    var throttle = LoginThrottle()
    fail(1, desk, "maria", in: &throttle)
    #expect(!throttle.trusts(place(desk), at: start))
    throttle.succeeded(attempt(desk, "maria"), as: user("maria"), at: start)
    #expect(throttle.trusts(place(desk), at: start))
    #expect(!throttle.trusts(place("10.0.0.8"), at: start))
  }

  @Test func `it is trusted for so long, and by whom it came to be`() {
    func kept(_ change: (inout LoginThrottle) -> Void) -> Bool {
      var throttle = LoginThrottle()
      throttle.succeeded(attempt(desk, "maria"), as: user("maria"), at: start)
      change(&throttle)
      return throttle.trusts(place(desk), at: start)
    }
    #expect(kept { $0.keep(onlyOf: [user("maria"), user("pedro")]) })
    // Removed, or with another password since.
    #expect(!kept { $0.keep(onlyOf: [user("pedro")]) })
    #expect(!kept { $0.keep(onlyOf: [user("maria", version: 2)]) })
    // Who changes it there himself comes in by it.
    #expect(
      kept {
        $0.succeeded(
          attempt(desk, "maria", session: "s"), as: user("maria", version: 2), at: start)
        $0.keep(onlyOf: [user("maria", version: 2)])
      })

    var throttle = LoginThrottle()
    throttle.succeeded(attempt(desk, "maria"), as: user("maria"), at: start)
    fail(100, desk, "pedro", in: &throttle)
    #expect(throttle.pause(attempt(desk, "maria"), at: start) == nil)
    #expect(throttle.pause(attempt(desk, "maria", version: 2), at: start) != nil)
    let last = start.advanced(byMilliseconds: LoginThrottle.trustedMilliseconds - 1)
    let over = start.advanced(byMilliseconds: LoginThrottle.trustedMilliseconds)
    fail(100, desk, "pedro", in: &throttle, at: last)
    #expect(throttle.trusts(place(desk), at: last))
    #expect(throttle.pause(attempt(desk, "maria"), at: last) == nil)
    #expect(!throttle.trusts(place(desk), at: over))
    #expect(throttle.pause(attempt(desk, "maria"), at: over) != nil)
  }

  @Test func `what is kept of a user goes with him`() {
    var throttle = LoginThrottle()
    throttle.succeeded(attempt(desk, "maria"), as: user("maria"), at: start)
    fail(LoginPauses.ofOne.freeTries, desk, "maria", in: &throttle)
    let before = throttle.count
    throttle.keep(onlyOf: [user("maria")])
    #expect(throttle.count == before)
    throttle.keep(onlyOf: [])
    // What is counted of the place stays.
    #expect(throttle.count == before - 1)
    #expect(!throttle.trusts(place(desk), at: start))
  }

  @Test func `more moments are remembered than are looked at at a time`() {
    #expect(PanelLimits().logins < LoginTries<Int>.rememberedMoments)
  }

  @Test func `one network of IPv6 is one place, however many addresses it has`() {
    let first = place("2001:db8:1:2::1")
    #expect(first == place("2001:db8:1:2:ffff:eeee:dddd:cccc"))
    #expect(first != place("2001:db8:1:3::1"))
    #expect(place("::ffff:10.0.0.9") == place(desk))
    #expect(place("10.0.0.8") != place(desk))
    // Neighbours on one wire are two.
    #expect(place("fe80::1%eth0") != place("fe80::2%eth0"))
    // The box has many and is one.
    for own in ["127.0.0.1", "127.20.0.7", "::1", "::ffff:127.0.0.1"] {
      #expect(place(own).isThisBox, "\(own)")
      #expect(place(own) == place("127.0.0.1"), "\(own)")
    }
    for other in ["10.0.0.9", "::2", "2001:db8::1", "::ffff:10.0.0.9"] {
      #expect(!place(other).isThisBox, "\(other)")
    }
  }

  @Test func `what a proxy on the box brings is one place, and not the box`() {
    for own in ["127.0.0.1", "127.20.0.7", "::1", "::ffff:127.0.0.1"] {
      let place = place(own, byProxy: true)
      #expect(place.isProxy && !place.isThisBox, "\(own)")
      #expect(place == self.place("127.0.0.1", byProxy: true), "\(own)")
    }
    // With what a header says nobody elsewhere has another place, nor another's pauses.
    #expect(place(desk, byProxy: true) == place(desk))
  }

  @Test func `through a proxy nobody is trusted, and nobody kept out for long`() {
    var throttle = LoginThrottle()
    let marias = attempt("127.0.0.1", "maria", byProxy: true)
    throttle.succeeded(marias, as: user("maria"), at: start)
    #expect(!throttle.trusts(marias.place, at: start))
    // A stranger's tries of her name, of made-up ones, and of the code.
    for name in ["maria", "x", nil] {
      for _ in 0..<100 {
        throttle.began(attempt("127.0.0.1", name, byProxy: true), at: start)
      }
    }
    let longest = LoginPauses.ofMany.longestMilliseconds
    #expect(throttle.pause(marias, at: start) == longest)
    #expect(throttle.pause(marias, at: start.advanced(byMilliseconds: longest)) == nil)
    // At the box itself it is nobody's matter.
    #expect(throttle.pause(attempt("127.0.0.1", "maria"), at: start) == nil)
  }

  @Test func `through a proxy a name is slowed by what is tried of it elsewhere`() {
    var throttle = LoginThrottle()
    for index in 0..<LoginPauses.ofMany.freeTries {
      fail(1, "10.0.1.\(index)", "maria", in: &throttle)
    }
    #expect(throttle.pause(attempt("127.0.0.1", "maria", byProxy: true), at: start) == 5_000)
    let other = attempt("127.0.0.1", apart("maria"), byProxy: true)
    for _ in 0..<LoginPauses.ofMany.freeTries {
      #expect(throttle.pause(other, at: start) == nil)
      throttle.began(other, at: start)
    }
    #expect(throttle.pause(other, at: start) == 5_000)
  }
}
