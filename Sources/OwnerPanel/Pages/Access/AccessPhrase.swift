import Notation

/// What the pages say by which one comes in.
enum AccessPhrase: Worded, Hashable, CaseIterable {
  case logIn, logInLead, name, password, again, current, new
  case setUp, setUpLead, setUpUnneeded, code, codeHelp, nameHelp, passwordHelp, setUpButton
  case changePassword, changeLead, otherAgain, logInAsOwner

  var words: Words {
    switch self {
    case .logIn: Words("Entrar", "Log in")
    case .logInLead: Words("El panel del locutorio", "The shop's panel")
    case .name: Words("Nombre", "Name")
    case .password: Words("Contraseña", "Password")
    case .again: Words("La misma otra vez", "The same again")
    case .current: Words("Contraseña actual", "Current password")
    case .new: Words("Contraseña nueva", "New password")
    case .setUp: Words("Poner la contraseña del dueño", "Set the owner's password")
    case .setUpLead:
      Words(
        "Mientras nadie tenga contraseña, esta página se ve solo en la central misma. Con una también se "
          + "puede abrir en los teléfonos y computadores del local, si así quedó instalada.",
        "While nobody has a password this page is shown on the box itself alone. With one it can be "
          + "opened on the shop's telephones and computers too, if it was installed so.")
    case .setUpUnneeded:
      Words("Seguir sin contraseña", "Go on without a password")
    case .code: Words("Código de la central", "The box's code")
    case .codeHelp:
      Words(
        "Son ocho letras, como ABCD-EFGH, que prueban que usted tiene la central. Las da quien la instaló; "
          + "o, en la central misma, escriba en un terminal: sudo cabinactl setup-code",
        "Eight letters, such as ABCD-EFGH, which prove that the box is yours. Who installed it has them; "
          + "or, on the box itself, type in a terminal: sudo cabinactl setup-code")
    case .nameHelp:
      Words(
        "Con él se entra: letras sin acento y números, sin espacios.",
        "One logs in by it: letters without accents and figures, no spaces.")
    case .passwordHelp: Words("8 caracteres o más.", "8 characters or more.")
    case .setUpButton: Words("Guardar y entrar", "Save and log in")
    case .changePassword: Words("Cambiar la contraseña", "Change the password")
    case .changeLead:
      Words(
        "En los demás teléfonos y computadores donde usted entró habrá que entrar de nuevo.",
        "On the other telephones and computers where you are logged in you will have to log in again."
      )
    case .logInAsOwner: Words("Salir y entrar como dueño", "Log out, and in as the owner")
    case .otherAgain:
      Words("Las dos contraseñas no son iguales.", "The two passwords are not the same.")
    }
  }
}
