import Notation

/// A user of the box who may ask nothing of the daemon, and what would change that.
struct LocalStranger: Hashable, Sendable {
  var uid: UInt32
  /// nil: the system has none for the number.
  var name: String?
  /// The groups that may do everything, and what a cashier may; nil: there is none.
  var owners: String?
  var cashiers: String?

  init(uid: UInt32, name: String?, owners: String?, cashiers: String?) {
    (self.uid, self.name, self.owners, self.cashiers) = (uid, name, owners, cashiers)
  }

  init(uid: UInt32, name: String?, _ access: LocalAccess) {
    self.init(
      uid: uid, name: name, owners: access.owners?.name,
      cashiers: access.cashiers?.name)
  }
}

extension LocalStranger {
  /// For what describes the API.
  static let example = LocalStranger(
    uid: 1000, name: "ana", owners: "cabina", cashiers: "cabina-till")

  var words: Words {
    let user = name.map { "\($0) (uid \(uid))" } ?? "uid \(uid)"
    var spanish = ["El usuario \(user) no puede usar la central por su socket."]
    var english = ["The user \(user) may not use the daemon through its socket."]
    if let owners {
      spanish.append(
        "Todo lo puede quien está en el grupo \(owners): \(command(owners, "NOMBRE")).")
      english.append(
        "Who is in the group \(owners) may do everything: \(command(owners, "NAME")).")
    } else {
      spanish.append("Lo pueden root y el usuario de la central.")
      english.append("Root and the daemon's own user may.")
    }
    if let cashiers {
      spanish.append(
        "Lo que el cajero, quien está en \(cashiers): \(command(cashiers, "NOMBRE")).")
      english.append("What a cashier may, who is in \(cashiers): \(command(cashiers, "NAME")).")
    }
    if owners != nil || cashiers != nil {
      spanish.append("Vale desde que ese usuario entra de nuevo al sistema.")
      english.append("It holds once that user has logged in to the system anew.")
    }
    return Words(spanish.joined(separator: " "), english.joined(separator: " "))
  }

  private func command(_ group: String, _ anybody: String) -> String {
    "«adduser \(name ?? anybody) \(group)»"
  }
}
