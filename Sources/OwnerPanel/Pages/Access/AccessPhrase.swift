/// What the pages say by which one comes in.
enum AccessPhrase: Worded, Hashable, CaseIterable {
  case logIn, logInLead, name, password, again, current, new
  case setUp, setUpLead, setUpUnneeded, code, codeHelp, nameHelp, passwordHelp, setUpButton
  case changePassword, changeLead, otherAgain

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
        "Mientras nadie tenga contraseña, el panel se ve solo en esta central. Con una, también en la "
          + "red del local, si la configuración lo dice.",
        "While nobody has a password the panel is shown on this box alone. With one it is shown on "
          + "the shop's network too, if the configuration says so.")
    case .setUpUnneeded:
      Words("Seguir sin contraseña", "Go on without a password")
    case .code: Words("Código de la central", "The box's code")
    case .codeHelp:
      Words(
        "Lo dice la central: «cabinactl setup-code», o su diario al partir.",
        "The box tells it: «cabinactl setup-code», or its journal when it starts.")
    case .nameHelp:
      Words("Letras sin acento, cifras, «-», «_», «.».", "Letters, figures, «-», «_», «.».")
    case .passwordHelp: Words("8 caracteres o más.", "8 characters or more.")
    case .setUpButton: Words("Guardar y entrar", "Save and log in")
    case .changePassword: Words("Cambiar la contraseña", "Change the password")
    case .changeLead:
      Words(
        "Donde más esté abierto con la de antes, se cierra.",
        "Wherever else it is open with the one before, it is closed.")
    case .otherAgain:
      Words("Las dos contraseñas no son iguales.", "The two passwords are not the same.")
    }
  }
}
