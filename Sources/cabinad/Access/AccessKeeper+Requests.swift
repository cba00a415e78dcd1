import Ledger
import OwnerPanel

/// What is done about each request. All of it on the keeper's queue.
extension AccessKeeper {
  /// Throws `AccessRefusal`, or what the disk has against it.
  func perform(_ request: AccessRequest, by origin: AuditOrigin) throws -> AccessAnswer {
    switch request {
    case .logIn(let name, let password):
      let user = (try? AccessRules.name(name)).flatMap(known)
      try expect(password, of: user)
      guard let user else { throw AccessRefusal.wrongPassword }
      return .user(PanelUser(user))
    case .setUp(let code, let name, let password):
      guard !isProtected else { throw AccessRefusal.alreadySetUp }
      guard isCode(code) else {
        // As slow as a wrong password: codes are not to be tried by the thousand.
        _ = passwords.matches(password.ofPassword, nil)
        throw AccessRefusal.wrongCode
      }
      return .user(
        PanelUser(try save(try AccessRules.name(name), .owner, password, by: origin)))
    case .changePassword(let name, let from, let to):
      guard let user = known(name) else { throw AccessRefusal.noSuchUser(name) }
      try AccessRules.check(password: to, of: name)
      try expect(from, of: user)
      return .user(PanelUser(try save(name, user.role, to, by: origin)))
    case .setUser(let name, let role, let password):
      _ = try save(try AccessRules.name(name), UserRole(role), password, by: origin)
      return .done
    case .removeUser(let name):
      try remove(try AccessRules.name(name), by: origin)
      return .done
    }
  }

  /// Takes as long whether or not there is such a user.
  private func expect(_ password: String, of user: LedgerUser?) throws(AccessRefusal) {
    guard let isRight = passwords.matches(password.ofPassword, user?.passwordHash) else {
      Journal.write(.error, "a password cannot be checked: no memory, or its hash is none")
      throw .busy
    }
    guard isRight else { throw .wrongPassword }
  }

  private func save(
    _ name: String, _ role: UserRole, _ password: String?, by origin: AuditOrigin
  ) throws -> LedgerUser {
    if known(name) == nil {
      guard password != nil else { throw AccessRefusal.passwordMissing }
      guard !isFull else { throw AccessRefusal.tooManyUsers }
    }
    guard !isLastOwner(name, becoming: role) else { throw AccessRefusal.lastOwner }
    var hash: String?
    if let password {
      try AccessRules.check(password: password, of: name)
      guard let made = passwords.hash(password) else {
        Journal.write(.error, "a password cannot be hashed: no memory")
        throw AccessRefusal.busy
      }
      hash = made
    }
    let user = try ledger.saveUser(name, role: role, passwordHash: hash, by: origin)
    hold(user)
    return user
  }

  private func remove(_ name: String, by origin: AuditOrigin) throws {
    guard let user = known(name) else { throw AccessRefusal.noSuchUser(name) }
    guard user.role != .owner || !isLastOwner(name, becoming: nil) else {
      throw AccessRefusal.lastOwner
    }
    try ledger.removeUser(name, by: origin)
    letGo(of: name)
  }
}

extension String {
  /// Itself; what no password can be becomes one that nobody has, which is then as wrong and as slow
  /// as any.
  fileprivate var ofPassword: String {
    utf8.contains(0) || utf8.count > AccessRules.passwordBytes ? "" : self
  }
}
