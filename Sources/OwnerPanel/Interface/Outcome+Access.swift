package import Notation

/// Why somebody was not let in, or a user not changed.
extension AccessRefusal: Worded {
  package var words: Words {
    switch self {
    case .wrongPassword:
      Words("El nombre o la contraseña no es correcto.", "The name or the password is not right.")
    case .wrongCode:
      Words(
        "Ese no es el código de la central; «cabinactl setup-code» lo dice.",
        "This is not the box's code; «cabinactl setup-code» tells it.")
    case .alreadySetUp:
      Words("Ya hay un dueño con contraseña.", "There is an owner with a password already.")
    case .badName:
      Words(
        "Nombre: de 1 a 32 letras sin acento, cifras, «-», «_» o «.».",
        "Name: 1 to 32 letters without accents, figures, «-», «_» or «.».")
    case .badPassword:
      Words(
        "Contraseña: de 8 a 128 caracteres, y no el nombre.",
        "Password: 8 to 128 characters, and not the name.")
    case .noSuchUser(let name):
      Words(
        "No hay un usuario «\(name.prefix(40))».", "There is no user «\(name.prefix(40))».")
    case .passwordMissing:
      Words("Un usuario nuevo necesita contraseña.", "A new user needs a password.")
    case .lastOwner:
      Words(
        "Siempre hay un dueño: el primer usuario lo es, y el último solo deja de serlo después de dar ese rol a "
          + "otro.",
        "There is always an owner: the first user is one, and the last one stays it until another has that "
          + "role.")
    case .tooManyUsers:
      Words("Hay tantos usuarios como puede haber.", "There are as many users as there may be.")
    case .busy:
      Words(
        "Muchos quieren entrar a la vez: pruebe de nuevo.",
        "Many want to come in at a time: try again.")
    case .notStored:
      Words("No se pudo guardar; nada cambió.", "It could not be stored; nothing was changed.")
    }
  }

  var status: HTTPStatus {
    switch self {
    case .wrongPassword, .wrongCode: .forbidden
    case .alreadySetUp, .lastOwner, .tooManyUsers: .conflict
    case .badName, .badPassword, .passwordMissing: .badRequest
    case .noSuchUser: .notFound
    case .busy, .notStored: .serviceUnavailable
    }
  }

  /// For programs; part of the API.
  var code: String {
    switch self {
    case .wrongPassword: "wrong_password"
    case .wrongCode: "wrong_code"
    case .alreadySetUp: "already_set_up"
    case .badName: "bad_name"
    case .badPassword: "bad_password"
    case .noSuchUser: "no_such_user"
    case .passwordMissing: "password_missing"
    case .lastOwner: "last_owner"
    case .tooManyUsers: "too_many_users"
    case .busy: "busy"
    case .notStored: "not_stored"
    }
  }

  var detail: String? {
    if case .notStored(let reason) = self { return reason }
    return nil
  }
}
