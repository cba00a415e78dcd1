/// The pages by which one comes in, and the way out.
enum AccessPageRoute: String, Hashable, Sendable, CaseIterable {
  case login
  case logout
  case setup
  case password

  var methods: [HTTPMethod] {
    switch self {
    case .login, .setup, .password: [.get, .head, .post]
    case .logout: [.post]
    }
  }

  var permission: Permission {
    switch self {
    case .login, .setup: .anyone
    case .logout, .password: .cashier
    }
  }
}

/// The same for programs, and who has a password.
enum AccessAPIRoute: Hashable, Sendable {
  /// Logging in, out, and who one is.
  case session
  case password
  case setUp
  /// Only for programs on this box.
  case setupCode
  case users
  case user(String)

  /// `segments`: behind `/api/v1`. nil: it is none of these.
  init?(_ segments: [String]) {
    switch (segments.first, segments.count) {
    case ("session", 1): self = .session
    case ("password", 1): self = .password
    case ("setup", 1): self = .setUp
    case ("setup-code", 1): self = .setupCode
    case ("users", 1): self = .users
    case ("users", 2): self = .user(segments[1])
    default: return nil
    }
  }

  var methods: [HTTPMethod] {
    switch self {
    case .session: [.get, .head, .post, .delete]
    case .password, .setUp: [.post]
    case .setupCode, .users: [.get, .head]
    case .user: [.put, .delete]
    }
  }

  func permission(of method: HTTPMethod) -> Permission {
    switch self {
    case .session: method == .post ? .anyone : .cashier
    case .setUp: .anyone
    case .password: .cashier
    case .setupCode, .users, .user: .owner
    }
  }
}
