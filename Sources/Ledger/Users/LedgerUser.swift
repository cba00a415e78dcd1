/// Somebody who may use the page over the network.
package struct LedgerUser: Hashable, Sendable {
  package var name: String
  package var role: UserRole
  /// As crypt(5) has it. Nobody is told of it.
  package var passwordHash: String
  /// The record of the last change of the role or the password: no two changes have the same, of
  /// whatever user.
  package var version: Int64
}

/// The raw value is how it is written down.
package enum UserRole: String, Hashable, Sendable, CaseIterable {
  case owner
  case cashier
}

package enum UserError: Error, Hashable, Sendable, CustomStringConvertible {
  case noSuchUser(String)
  /// A new user must have one.
  case passwordMissing(String)

  package var description: String {
    switch self {
    case .noSuchUser(let name): "there is no user «\(name)»"
    case .passwordMissing(let name): "the user «\(name)» would be new and has no password"
    }
  }
}

/// What the audit tells of a user: the role, and that there is a new password. Neither the password
/// nor its hash is for anybody who reads it.
enum AuditedUser {
  static let set = "user set"
  static let removal = "user remove"

  static func words(_ role: UserRole, hasNewPassword: Bool) -> String {
    role.rawValue + (hasNewPassword ? newPassword : "")
  }

  /// `words` without the password: what stands in the user's row.
  static func role(_ words: String) -> String {
    words.hasSuffix(newPassword) ? String(words.dropLast(newPassword.count)) : words
  }

  private static let newPassword = ", new password"
}
