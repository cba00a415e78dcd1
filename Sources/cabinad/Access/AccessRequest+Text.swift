import Notation
import OwnerPanel

/// For the journal: who was let in, and what became of a change. Never a password nor a code.
extension AccessRequest {
  /// `isKnown`: there is a user of the name that was given. Any other is not written down: people
  /// type their password where the name belongs.
  func tell(_ answer: AccessAnswer, by actor: String, isKnown: Bool) {
    if case .logIn = self, case .refused(let refusal) = answer, !isKnown {
      return Journal.write(
        .warning, "\(actor): log-in of nobody known: refused, \(refusal.text)", about: actor)
    }
    switch answer {
    case .user, .done: Journal.write(.notice, "\(actor): \(text): done", about: actor)
    case .refused(let refusal):
      Journal.write(.warning, "\(actor): \(text): refused, \(refusal.text)", about: actor)
    }
  }

  var text: String {
    switch self {
    case .logIn(let name, _): "log-in of «\(name.shown)»"
    case .setUp(_, let name, _): "the first password, of «\(name.shown)»"
    case .changePassword(let name, _, _): "new password of «\(name.shown)»"
    case .setUser(let name, let role, let password):
      "user «\(name.shown)», \(role.rawValue)\(password == nil ? "" : ", new password")"
    case .removeUser(let name): "removal of user «\(name.shown)»"
    }
  }
}

extension String {
  /// Somebody typed it who may be anybody: it must not look as if it ended before its end.
  fileprivate var shown: String {
    let scalars = unicodeScalars.lazy.filter { !$0.isControl && $0 != "«" && $0 != "»" }
    var text = String.UnicodeScalarView(scalars.prefix(AccessRules.nameLimit))
    if unicodeScalars.count > AccessRules.nameLimit { text.append("…") }
    return String(text)
  }
}

extension AccessRefusal {
  var text: String {
    switch self {
    case .wrongPassword: "wrong name or password"
    case .wrongCode: "wrong code"
    case .alreadySetUp: "somebody has a password already"
    case .badName:
      "a name is 1 to \(AccessRules.nameLimit) letters a to z, digits, -, _ and ."
    case .badPassword:
      "a password has \(AccessRules.passwordLength.lowerBound) to "
        + "\(AccessRules.passwordLength.upperBound) characters, and is not the name"
    case .noSuchUser(let name): "there is no user «\(name)»"
    case .passwordMissing: "a new user needs a password"
    case .lastOwner: "there would be no owner"
    case .tooManyUsers: "there are \(AccessRules.userLimit) users already"
    case .busy: "too many at once"
    case .notStored(let reason): "not stored: \(reason)"
    }
  }
}
