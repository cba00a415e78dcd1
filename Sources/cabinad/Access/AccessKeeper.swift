import Dispatch
import Ledger
import OwnerPanel
import Synchronization

/// Keeps who has a password, checks passwords and changes them: on a queue of its own, for each takes
/// a tenth of a second, and one at a time, for each takes its memory.
final class AccessKeeper: @unchecked Sendable {
  /// Requests that are answered or wait for it; more are refused at once.
  static let waitingLimit = 8

  private let queue = DispatchQueue(label: "cabina.access")
  let ledger: Ledger
  let passwords: PasswordHash
  private let codeFile: SetupCodeFile?
  private let held: Mutex<Held>
  /// Of the queue, as is all below. nil: somebody has a password.
  private var code: SetupCode?
  /// Where the first password is set; for the journal.
  private var setupPage = ""

  private struct Held {
    /// By name.
    var users: [String: LedgerUser]
    var waiting = 0
    /// As the box tells it; nil: somebody has a password.
    var code: String?
  }

  /// `users`: all that the ledger has. `folder`: where the code for the first password is written;
  /// nil: nowhere.
  init(ledger: Ledger, users: [LedgerUser], passwords: PasswordHash, folder: String?) {
    self.ledger = ledger
    self.passwords = passwords
    codeFile = folder.map(SetupCodeFile.init)
    let code = users.isEmpty ? SetupCode.drawn() : nil
    self.code = code
    let byName = Dictionary(users.map { ($0.name, $0) }) { first, _ in first }
    held = Mutex(Held(users: byName, code: code?.text))
  }

  var isProtected: Bool { held.withLock { !$0.users.isEmpty } }

  func user(named name: String) -> PanelUser? {
    held.withLock { $0.users[name] }.map(PanelUser.init)
  }

  func users() -> [PanelUser] {
    held.withLock { Array($0.users.values) }.map(PanelUser.init).sorted { $0.name < $1.name }
  }

  /// nil: somebody has a password.
  var setupCode: String? { held.withLock { $0.code } }

  func access(
    _ request: AccessRequest, by actor: String, then: @escaping @Sendable (AccessAnswer) -> Void
  ) {
    let isAdmitted = held.withLock { held in
      guard held.waiting < Self.waitingLimit else { return false }
      held.waiting += 1
      return true
    }
    guard isAdmitted else {
      request.tell(.refused(.busy), by: actor, isKnown: isOfKnown(request))
      return then(.refused(.busy))
    }
    queue.async { [self] in
      let answer = answer(to: request, by: AuditOrigin(actor: actor, at: SystemClock.wall))
      held.withLock { $0.waiting -= 1 }
      request.tell(answer, by: actor, isKnown: isOfKnown(request))
      if code?.isWornOut == true {
        let code = SetupCode.drawn()
        self.code = code
        held.withLock { $0.code = code.text }
        tell(code)
      }
      then(answer)
    }
  }

  /// Tells how the first password is set, while nobody has one. `page`: where, `http://…/`; nil: not
  /// known.
  func begin(page: String?) {
    queue.async { [self] in
      setupPage = page.map { " at \($0)setup" } ?? ""
      // One that a daemon left that was killed.
      if let code { tell(code) } else { codeFile?.remove() }
    }
  }

  /// Waits for what is being done.
  func close() {
    queue.sync { codeFile?.remove() }
  }

  private func answer(to request: AccessRequest, by origin: AuditOrigin) -> AccessAnswer {
    do {
      return try perform(request, by: origin)
    } catch let refusal as AccessRefusal {
      return .refused(refusal)
    } catch {
      return .refused(.notStored("\(error)"))
    }
  }

  // MARK: On the queue

  func known(_ name: String) -> LedgerUser? { held.withLock { $0.users[name] } }

  /// What is on disk now.
  func hold(_ user: LedgerUser) {
    held.withLock { $0.users[user.name] = user }
    dropCode()
  }

  func letGo(of name: String) { held.withLock { _ = $0.users.removeValue(forKey: name) } }

  /// Whether there would be users and none of them an owner, were `name` of this role, or gone.
  func isLastOwner(_ name: String, becoming role: UserRole?) -> Bool {
    role != .owner
      && !held.withLock { $0.users.values.contains { $0.name != name && $0.role == .owner } }
  }

  var isFull: Bool { held.withLock { $0.users.count >= AccessRules.userLimit } }

  func isCode(_ typed: String) -> Bool { code?.admits(typed) ?? false }

  /// Whether it is about somebody whom there is.
  private func isOfKnown(_ request: AccessRequest) -> Bool {
    guard case .logIn(let name, _) = request, let name = try? AccessRules.name(name) else {
      return false
    }
    return user(named: name) != nil
  }

  private func tell(_ code: SetupCode) {
    Journal.write(
      .notice, "no password is set yet; set one\(setupPage) with the code \(code.text)")
    do throws(TextFileError) {
      try codeFile?.write(code.text)
    } catch { Journal.write(.warning, "the code is not in its file: \(error)") }
  }

  private func dropCode() {
    guard code != nil else { return }
    code = nil
    held.withLock { $0.code = nil }
    codeFile?.remove()
  }
}

extension PanelUser {
  init(_ user: LedgerUser) {
    self.init(name: user.name, role: PanelRole(user.role), version: user.version)
  }
}

extension PanelRole {
  init(_ role: UserRole) {
    self =
      switch role {
      case .owner: .owner
      case .cashier: .cashier
      }
  }
}

extension UserRole {
  init(_ role: PanelRole) {
    self =
      switch role {
      case .owner: .owner
      case .cashier: .cashier
      }
  }
}
