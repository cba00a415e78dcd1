/// Who asks, as far as it is known.
enum Visitor: Hashable, Sendable {
  /// A program on this box, by whom the kernel says that it is.
  case program(actor: String, role: PanelRole)
  /// A browser while nobody has a password; then the page is for this box alone.
  case unprotected(actor: String)
  case user(Session, address: String)
  /// From the network, not logged in.
  case stranger(address: String)

  /// For the audit: `web 127.0.0.1`, `uid 1000 (juan)`, `maria (web 192.168.1.20)`.
  var actor: String {
    switch self {
    case .program(let actor, _), .unprotected(let actor): actor
    case .user(let session, let address): "\(session.user.name) (web \(address))"
    case .stranger(let address): "web \(address)"
    }
  }

  /// Of what the audit calls somebody the name alone: `maria` of `maria (web 192.168.1.20)`.
  static func name(of actor: String) -> String {
    guard actor.hasSuffix(")"), let address = actor.ranges(of: " (web ").last else { return actor }
    return String(actor[..<address.lowerBound])
  }

  /// Whose a file is that was sent: of one session, so that a log-out elsewhere takes it from nobody.
  var holder: String { session?.formToken ?? actor }

  /// Whose share of live pages and downloads it is: a user's, from wherever he comes.
  var account: String { session?.user.name ?? actor }

  /// nil: not logged in.
  var session: Session? {
    if case .user(let session, _) = self { return session }
    return nil
  }

  var isProgram: Bool {
    if case .program = self { return true }
    return false
  }

  /// Anybody who happens to be at the box, or on it.
  var isUnprotected: Bool {
    if case .unprotected = self { return true }
    return false
  }

  var isStranger: Bool {
    if case .stranger = self { return true }
    return false
  }

  /// nil: he is known by other than that.
  var address: String? {
    switch self {
    case .program, .unprotected: nil
    case .user(_, let address), .stranger(let address): address
    }
  }

  /// nil: a stranger has none.
  var role: PanelRole? {
    switch self {
    case .program(_, let role): role
    case .unprotected: .owner
    case .user(let session, _): session.user.role
    case .stranger: nil
    }
  }

  func may(_ permission: Permission) -> Bool {
    switch permission {
    case .anyone: true
    case .cashier: role != nil
    case .owner: role == .owner
    }
  }
}

/// Who may ask for something.
enum Permission: Hashable, Sendable {
  /// Also who is not logged in.
  case anyone
  /// Who stands at the till, and the owner.
  case cashier
  case owner
}
