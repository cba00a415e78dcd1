import Dispatch
import Glibc
import Ledger
import OwnerPanel
import Synchronization
import Testing

@testable import cabinad

/// Users and passwords, from a request to the disk. Passwords are hashed as cheaply as can be.
@Suite final class AccessKeeperTests {
  private let folder: TemporaryFolder
  private let ledger: Ledger
  private let reader: LedgerReader

  init() throws {
    folder = try TemporaryFolder()
    let path = folder.path + "/ledger"
    ledger = try Ledger(path: path) { _ in }
    reader = try LedgerReader(path: path)
  }

  deinit {
    reader.close()
    ledger.close()
    folder.remove()
  }

  private func keeper(cost: UInt = 1) throws -> AccessKeeper {
    let keeper = AccessKeeper(
      ledger: ledger, users: try reader.users(),
      passwords: try #require(PasswordHash(cost: cost)), folder: folder.path)
    keeper.begin(page: "http://127.0.0.1:8080/")
    // Whatever is asked is answered after it has begun.
    #expect(ask(keeper, .logIn(name: "", password: "")) == .refused(.wrongPassword))
    return keeper
  }

  /// The panel asks it for so many at a time: a program on this box still finds room.
  @Test func `more may wait than the panel lets the network ask for`() {
    #expect(PanelLimits().logins < AccessKeeper.waitingLimit)
  }

  private func ask(_ keeper: AccessKeeper, _ request: AccessRequest) -> AccessAnswer {
    let answered = DispatchSemaphore(value: 0)
    let answer = Mutex<AccessAnswer?>(nil)
    keeper.access(request, by: "uid 1 (ana)") { given in
      answer.withLock { $0 = given }
      answered.signal()
    }
    answered.wait()
    return answer.withLock { $0 } ?? .refused(.busy)
  }

  private func set(
    _ keeper: AccessKeeper, _ name: String, _ role: PanelRole, _ password: String? = "secreto-123"
  ) -> AccessAnswer {
    ask(keeper, .setUser(name: name, role: role, password: password))
  }

  /// Who was let in; nil: nobody.
  private func logIn(
    _ keeper: AccessKeeper, _ name: String, _ password: String = "secreto-123"
  ) -> PanelUser? {
    guard case .user(let user) = ask(keeper, .logIn(name: name, password: password)) else {
      return nil
    }
    return user
  }

  private var codeFile: String { folder.path + "/setup-code" }

  private func codeInFile() -> String? { try? TextFile.read(codeFile, limit: 100) }

  @Test func `a user is let in by the password that is his, whoever keeps it now`() throws {
    let keeper = try keeper()
    #expect(!keeper.isProtected)
    #expect(set(keeper, "ana", .owner) == .done)
    #expect(set(keeper, "eva", .cashier, "contraseña de eva") == .done)
    #expect(keeper.isProtected)
    #expect(keeper.users().map(\.name) == ["ana", "eva"])
    #expect(keeper.users().map(\.role) == [.owner, .cashier])
    #expect(logIn(keeper, "ana") == keeper.user(named: "ana"))
    #expect(logIn(keeper, "Eva", "contraseña de eva") == keeper.user(named: "eva"))
    for (name, password) in [
      ("ana", "secreto-124"), ("ana", ""), ("ana", "contraseña de eva"), ("eva", "secreto-123"),
      ("leo", "secreto-123"), ("", "secreto-123"), ("../ana", "secreto-123"),
      ("ana", String(repeating: "x", count: 10_000)), ("ana", "secreto-123\u{0}"),
    ] {
      #expect(
        ask(keeper, .logIn(name: name, password: password)) == .refused(.wrongPassword),
        "\(name) \(password.prefix(40))")
    }
    let next = try self.keeper()
    #expect(next.users() == keeper.users())
    #expect(logIn(next, "ana") == keeper.user(named: "ana"))
  }

  @Test func `another password or role makes another version, the same none`() throws {
    let keeper = try keeper()
    #expect(set(keeper, "ana", .owner) == .done)
    #expect(set(keeper, "eva", .cashier) == .done)
    var versions = [try #require(keeper.user(named: "eva")).version]
    #expect(set(keeper, "eva", .owner, nil) == .done)
    versions.append(try #require(keeper.user(named: "eva")).version)
    #expect(set(keeper, "eva", .owner, "otro-secreto") == .done)
    versions.append(try #require(keeper.user(named: "eva")).version)
    #expect(Set(versions).count == 3)
    #expect(set(keeper, "eva", .owner, nil) == .done)
    #expect(keeper.user(named: "eva")?.version == versions.last)
    #expect(logIn(keeper, "eva") == nil)
    #expect(logIn(keeper, "eva", "otro-secreto")?.version == versions.last)
  }

  @Test func `who changes his own password gives the one that he has`() throws {
    let keeper = try keeper()
    #expect(set(keeper, "ana", .owner) == .done)
    func change(_ name: String, _ from: String, _ to: String) -> AccessAnswer {
      ask(keeper, .changePassword(of: name, from: from, to: to))
    }
    #expect(change("ana", "secreto-124", "otro-secreto") == .refused(.wrongPassword))
    #expect(change("ana", "secreto-123", "corto") == .refused(.badPassword))
    #expect(change("leo", "secreto-123", "otro-secreto") == .refused(.noSuchUser("leo")))
    #expect(logIn(keeper, "ana") != nil)
    guard case .user(let user) = change("ana", "secreto-123", "otro-secreto") else {
      Issue.record("the password was not changed")
      return
    }
    #expect(user == keeper.user(named: "ana"))
    #expect(logIn(keeper, "ana") == nil)
    #expect(logIn(keeper, "ana", "otro-secreto") == user)
  }

  @Test func `there is always an owner`() throws {
    let keeper = try keeper()
    #expect(set(keeper, "eva", .cashier) == .refused(.lastOwner))
    #expect(!keeper.isProtected)
    #expect(set(keeper, "ana", .owner) == .done)
    #expect(set(keeper, "eva", .cashier) == .done)
    #expect(set(keeper, "ana", .cashier) == .refused(.lastOwner))
    #expect(ask(keeper, .removeUser("ana")) == .refused(.lastOwner))
    #expect(keeper.user(named: "ana")?.role == .owner)
    #expect(set(keeper, "eva", .owner, nil) == .done)
    #expect(ask(keeper, .removeUser("ana")) == .done)
    #expect(ask(keeper, .removeUser("ana")) == .refused(.noSuchUser("ana")))
    #expect(ask(keeper, .removeUser("eva")) == .refused(.lastOwner))
    #expect(logIn(keeper, "ana") == nil)
    #expect(try reader.users().map(\.name) == ["eva"])
  }

  @Test func `a new user has a password, and there are no more than there may be`() throws {
    let keeper = try keeper()
    #expect(set(keeper, "ana", .owner, nil) == .refused(.passwordMissing))
    for number in 1...32 { #expect(set(keeper, "u\(number)", .owner) == .done) }
    #expect(set(keeper, "u33", .owner) == .refused(.tooManyUsers))
    #expect(set(keeper, "u32", .cashier, nil) == .done)
    #expect(ask(keeper, .removeUser("u1")) == .done)
    #expect(set(keeper, "u33", .owner) == .done)
  }

  @Test func `more requests than may wait are refused at once, and the others answered`() throws {
    let keeper = try keeper()
    #expect(set(keeper, "ana", .owner) == .done)
    let goesOn = DispatchSemaphore(value: 0)
    let begun = DispatchSemaphore(value: 0)
    keeper.access(.logIn(name: "ana", password: ""), by: "web 127.0.0.1") { _ in
      begun.signal()
      goesOn.wait()
    }
    begun.wait()
    let answers = Mutex<[AccessAnswer]>([])
    let answered = DispatchSemaphore(value: 0)
    let count = AccessKeeper.waitingLimit + 2
    for _ in 1...count {
      keeper.access(.logIn(name: "ana", password: "secreto-123"), by: "web 127.0.0.1") { answer in
        answers.withLock { $0.append(answer) }
        answered.signal()
      }
    }
    #expect(answers.withLock { $0 } == [.refused(.busy), .refused(.busy)])
    goesOn.signal()
    for _ in 1...count { answered.wait() }
    let user = try #require(keeper.user(named: "ana"))
    #expect(answers.withLock { $0 }.filter { $0 == .user(user) }.count == count - 2)
    #expect(logIn(keeper, "ana") == user)
  }

  @Test func `what the disk does not take is not so`() throws {
    let keeper = try keeper()
    #expect(set(keeper, "ana", .owner) == .done)
    ledger.close()
    for request: AccessRequest in [
      .setUser(name: "eva", role: .owner, password: "secreto-123"),
      .changePassword(of: "ana", from: "secreto-123", to: "otro-secreto"),
    ] {
      guard case .refused(.notStored) = ask(keeper, request) else {
        Issue.record("stored on a ledger that is closed")
        continue
      }
    }
    #expect(keeper.users().map(\.name) == ["ana"])
    #expect(logIn(keeper, "ana") != nil)
  }

  // MARK: The first password

  @Test func `the code sets the first password once, and is gone then`() throws {
    let keeper = try keeper()
    let code = try #require(keeper.setupCode)
    #expect(code.wholeMatch(of: #/[A-HJKMNP-Z]{4}-[A-HJKMNP-Z]{4}/#) != nil, "\(code)")
    #expect(codeInFile() == code + "\n")
    var status = stat()
    #expect(stat(codeFile, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640)

    func setUp(_ code: String, _ name: String, _ password: String = "secreto-123") -> AccessAnswer {
      ask(keeper, .setUp(code: code, name: name, password: password))
    }
    #expect(setUp("", "ana") == .refused(.wrongCode))
    #expect(setUp(String(code.dropLast()), "ana") == .refused(.wrongCode))
    #expect(setUp(code, "Ana María") == .refused(.badName))
    #expect(setUp(code, "ana", "corto") == .refused(.badPassword))
    #expect(!keeper.isProtected)
    #expect(keeper.setupCode == code)
    // As somebody types it who has heard it.
    let typed = code.lowercased().replacing("-", with: " ")
    guard case .user(let user) = setUp(typed, "ana") else {
      Issue.record("the code does not work")
      return
    }
    #expect(user == keeper.user(named: "ana"))
    #expect(user.role == .owner)
    #expect(keeper.setupCode == nil)
    #expect(codeInFile() == nil)
    #expect(setUp(code, "eva") == .refused(.alreadySetUp))
    #expect(logIn(keeper, "ana") == user)
    #expect(try self.keeper().setupCode == nil)
  }

  @Test func `ten wrong codes make another`() throws {
    let keeper = try keeper()
    let first = try #require(keeper.setupCode)
    for _ in 1...9 {
      #expect(
        ask(keeper, .setUp(code: "AAAA-AAAA", name: "ana", password: "secreto-123"))
          == .refused(.wrongCode))
    }
    #expect(keeper.setupCode == first)
    _ = ask(keeper, .setUp(code: "AAAA-AAAA", name: "ana", password: "secreto-123"))
    let second = try #require(keeper.setupCode)
    #expect(second != first)
    #expect(codeInFile() == second + "\n")
    #expect(
      ask(keeper, .setUp(code: first, name: "ana", password: "secreto-123"))
        == .refused(.wrongCode))
    guard
      case .user = ask(keeper, .setUp(code: second, name: "ana", password: "secreto-123"))
    else {
      Issue.record("the second code does not work")
      return
    }
  }

  @Test func `each start has a code of its own, and a stop leaves none`() throws {
    let first = try keeper()
    let code = first.setupCode
    first.close()
    #expect(codeInFile() == nil)
    let second = try keeper()
    #expect(second.setupCode != code)
    #expect(codeInFile() == second.setupCode.map { $0 + "\n" })
    // Also by whoever sets a password in another way.
    #expect(set(second, "ana", .owner) == .done)
    #expect(second.setupCode == nil)
    #expect(codeInFile() == nil)
  }

  @Test func `the code is written where it belongs, not where a link leads`() throws {
    let other = folder.path + "/other"
    #expect(symlink(other, codeFile) == 0)
    let keeper = try keeper()
    #expect(access(other, F_OK) != 0)
    #expect(codeInFile() == keeper.setupCode.map { $0 + "\n" })
  }

  /// Cost 5 takes some 30 ms on a PC; without it an answer takes less than one.
  @Test func `a name that nobody has and a wrong code take as long as a wrong password`() throws {
    let keeper = try keeper(cost: 5)
    func time(_ request: AccessRequest) -> Duration {
      ContinuousClock().measure { _ = ask(keeper, request) }
    }
    let code = AccessRequest.setUp(code: "x", name: "ana", password: "secreto-123")
    #expect(time(code) > .milliseconds(4))
    #expect(set(keeper, "ana", .owner) == .done)
    for (name, password) in [
      ("ana", "secreto-124"), ("leo", "secreto-123"), ("José", "secreto-123"), ("leo", "\u{0}"),
      ("ana", String(repeating: "x", count: 600)),
    ] {
      #expect(time(.logIn(name: name, password: password)) > .milliseconds(4), "\(name)")
    }
  }
}
