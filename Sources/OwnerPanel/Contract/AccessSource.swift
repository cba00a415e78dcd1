/// Who may use the panel over the network. The daemon keeps users and their passwords; who is logged
/// in at the moment the panel knows itself.
package protocol AccessSource: Sendable {
  /// Whether anybody has a password. While nobody has, the page is this box's alone and asks for
  /// none. Called on the panel's own thread; must answer at once.
  var isProtected: Bool { get }

  /// What the first owner proves with that the box is his; nil: there is an owner. Called on the
  /// panel's own thread; must answer at once.
  var setupCode: String? { get }

  /// nil: there is no such user. Called on the panel's own thread; must answer at once.
  func user(named name: String) -> PanelUser?

  /// Every user, by name. As above.
  func users() -> [PanelUser]

  /// Checks a password or changes who has one. Returns at once; `then` is called once, from any
  /// thread: a password takes a tenth of a second to be checked, on purpose. `actor` is who asked,
  /// for the audit.
  func access(
    _ request: AccessRequest, by actor: String, then: @escaping @Sendable (AccessAnswer) -> Void)

  /// The panel listens on the network from now on, or cannot and tries again; for the journal.
  func listens(on address: PanelAddress, fault: PanelError?)
}

/// Somebody with a password.
package struct PanelUser: Hashable, Sendable {
  /// 1…32 letters, digits, `-`, `_` and `.`, in lower case.
  package var name: String
  package var role: PanelRole
  /// Another one after each change of the password or the role: what was logged in before is not any
  /// more.
  package var version: Int64

  package init(name: String, role: PanelRole, version: Int64) {
    self.name = name
    self.role = role
    self.version = version
  }
}

/// What a user may do; the raw value is how it is written down.
package enum PanelRole: String, Hashable, Sendable, CaseIterable {
  /// Everything.
  case owner
  /// Sees the booths and their calls, collects, takes deposits, disables and cuts.
  case cashier
}

/// Passwords are 8…128 characters, and never in what is written to the journal or the audit.
package enum AccessRequest: Hashable, Sendable {
  case logIn(name: String, password: String)
  /// The first user, an owner, by the code that the box tells.
  case setUp(code: String, name: String, password: String)
  /// By the user himself; `from` is the password that he has.
  case changePassword(of: String, from: String, to: String)
  /// Adds a user, or changes one; `password` nil: it stays.
  case setUser(name: String, role: PanelRole, password: String?)
  case removeUser(String)
}

package enum AccessAnswer: Hashable, Sendable {
  /// Of a log-in, a set-up, a change of password: the user as he is now.
  case user(PanelUser)
  /// The user is added, changed or removed, on disk.
  case done
  case refused(AccessRefusal)
}

/// Why somebody was not let in or a user not changed; nothing was changed.
package enum AccessRefusal: Error, Hashable, Sendable {
  /// The name or the password: which of them is nobody's business.
  case wrongPassword
  /// The code is not the one that the box tells, or was used already.
  case wrongCode
  /// There is an owner already.
  case alreadySetUp
  /// Empty, too long, or with other characters.
  case badName
  /// Too short, too long, with control characters, or the name itself.
  case badPassword
  case noSuchUser(String)
  /// A new user without a password.
  case passwordMissing
  /// The last owner stays one.
  case lastOwner
  /// As many as there may be.
  case tooManyUsers
  /// More wait for a password's check than there may; ask again.
  case busy
  case notStored(String)
}
