import BoothControl
package import Notation

/// What the settings' pages say.
enum SettingsPhrase: Worded, Hashable, CaseIterable {
  case howTo, forInstaller, howToFile, howToCheck, howToRestart, callsGoOn, needsRestart, noFile
  case key, value, what
  case booths, booth, boothName, line
  case board, onlyBoard, pays, paysAfter, paysBefore, shop, dialling, lines, page, prices
  case name, currency, balance, kept, notKept, warning, shortCall, coin, noCoin, cashRounding
  case notApplicable
  case digitMap, emergency, emergencyNote, blocked, allowed, carriers, carriersReplace, timers
  case all, none, port, automatic, speed, answer, bySignal, byDelay, polarity, metering, flash
  case record, address, names, tariffFile, firstStartOnly
  case language, users, user, role, owner, cashier, you, change, addUser, newUser, nobody, setUp
  case changeUser, keepPassword, password, again, save, remove, removeSure, removeUser, nameTaken
  case ownerMay, cashierMay, loggedInAs, ownPassword
  case noDecimals, decimals, upTo, planChile, planChile2006, planOwn
  case firstDigit, nextDigit, lastDigit
  case pageLanguage, browsers, allOnOneBoard, asWritten
  case shopSettings, shopNameHelp, changeBooth, noName, noLanguage
  case empty, asInFile, languageOfFile, removedBooth, removedHelp
  case noneHere, nothing, notRecorded, second

  var words: Words {
    switch self {
    case .howTo:
      Words(
        "Los nombres y el idioma se cambian aquí. Lo demás lo cambia quien instaló la central.",
        "Names and language are changed here. All else is changed by who installed the box.")
    case .forInstaller: Words("Para quien la instaló", "For who installed it")
    case .howToFile:
      Words(
        "Junto a cada ajuste está ahora su palabra en el archivo",
        "Beside each setting there is now its word in the file")
    case .howToCheck:
      Words("Si algo quedó mal escrito, lo dice", "What is written wrongly is told by")
    case .howToRestart:
      Words("Lo nuevo vale desde que se reinicia con", "What is new holds after")
    case .callsGoOn: Words("Las llamadas en curso siguen.", "Calls in progress go on.")
    case .needsRestart:
      Words(
        "El archivo de ajustes cambió: lo nuevo vale cuando la central se reinicie.",
        "The settings' file was edited: what is new holds once the box has restarted.")
    case .noFile: Words("(aquí no hay ninguno)", "(there is none here)")
    case .key: Words("En el archivo", "In the file")
    case .value: Words("Ahora", "Now")
    case .what: Words("Ajuste", "Setting")
    case .booths: Words("Cabinas", "Booths")
    case .booth: Words("Número", "Number")
    case .boothName: Words("Nombre", "Name")
    case .line: Words("Línea", "Line")
    case .board: Words("Placa", "Board")
    case .onlyBoard: Words("la única", "the only one")
    case .pays: Words("Paga", "Pays")
    case .paysAfter: Words("después", "afterwards")
    case .paysBefore: Words("antes", "in advance")
    case .shop: Words("El local y la caja", "Shop and till")
    case .dialling: Words("Qué se puede marcar", "What can be dialled")
    case .lines: Words("La placa", "The board")
    case .page: Words("Esta página", "This page")
    case .prices: Words("Precios", "Prices")
    case .name: Words("Nombre, y texto del visor en reposo", "Name, and the idle display's text")
    case .currency: Words("Moneda", "Currency")
    case .balance: Words("Saldo en el proveedor", "Balance at the provider")
    case .kept: Words("se lleva: sin saldo no se llama", "kept: without it nobody calls")
    case .notKept: Words("no se lleva", "not kept")
    case .warning: Words("Aviso antes del corte", "Warning before the cut")
    case .shortCall: Words("Llamada corta, por revisar", "A short call, to review")
    case .coin: Words("Moneda más chica", "Smallest coin")
    case .noCoin: Words("no se redondea", "not rounded")
    case .cashRounding:
      Words("Redondeo del total en caja", "Rounding of the total at the till")
    case .notApplicable: Words("no aplica", "does not apply")
    case .digitMap: Words("Plan de números", "Number plan")
    case .emergency: Words("Emergencia", "Emergency")
    case .emergencyNote:
      Words("siempre salen, gratis", "always connect, free")
    case .blocked: Words("Bloqueados", "Blocked")
    case .allowed: Words("Permitidos aun así", "Allowed all the same")
    case .carriers: Words("Códigos de portador", "Carriers' codes")
    case .carriersReplace: Words("El portador reemplaza a", "A carrier stands in place of")
    case .timers: Words("Espera al marcar", "Waiting while dialling")
    case .all: Words("todos", "all")
    case .none: Words("ninguno", "none")
    case .port: Words("Puerto", "Port")
    case .automatic: Words("se busca solo", "found by itself")
    case .speed: Words("Velocidad", "Speed")
    case .answer: Words("Se sabe que contestan por", "Answer is known by")
    case .bySignal: Words("señal de la línea", "a signal of the line")
    case .byDelay: Words("tiempo fijo", "a set delay")
    case .polarity: Words("cambio de polaridad", "polarity reversal")
    case .metering: Words("pulsos de tarifa", "metering pulses")
    case .flash: Words("Toque del gancho", "Hook flash")
    case .record: Words("Grabación de la línea", "Recording of the line")
    case .address: Words("Dirección", "Address")
    case .names: Words("Nombres", "Names")
    case .tariffFile: Words("Archivo de precios", "Tariff file")
    case .firstStartOnly:
      Words("se leyó solo la primera vez", "was read at the first start only")
    case .language: Words("Idioma de esta página", "Language of this page")
    case .users: Words("Usuarios", "Users")
    case .user: Words("Usuario", "User")
    case .role: Words("Cargo", "Role")
    case .owner: Words("Dueño", "Owner")
    case .cashier: Words("Cajero", "Cashier")
    case .you: Words("usted", "you")
    case .change: Words("Cambiar", "Change")
    case .addUser: Words("Agregar", "Add")
    case .newUser: Words("Nuevo usuario", "New user")
    case .nobody:
      Words(
        "Nadie tiene contraseña todavía: el panel se ve solo en esta central, y quien se sienta a ella "
          + "puede todo.",
        "Nobody has a password yet: the panel is shown on this box alone, and whoever sits at it may "
          + "do everything.")
    case .setUp: Words("Poner la primera contraseña", "Set the first password")
    case .changeUser: Words("Cambiar usuario", "Change a user")
    case .keepPassword:
      Words("Vacía: queda la que tiene.", "Empty: it stays as it is.")
    case .password: Words("Contraseña nueva", "New password")
    case .again: Words("La misma otra vez", "The same again")
    case .save: Words("Guardar", "Save")
    case .remove: Words("Quitar", "Remove")
    case .removeUser: Words("Quitar usuario", "Remove the user")
    case .removeSure:
      Words(
        "Ya no podrá entrar; lo que hizo queda en la auditoría.",
        "He cannot log in any more; what he did stays in the audit.")
    case .nameTaken:
      Words("Ya hay un usuario con ese nombre.", "There is a user of this name already.")
    case .ownerMay: Words("puede todo", "may do everything")
    case .cashierMay:
      Words(
        "ve cabinas y llamadas, cobra, recibe abonos, deshabilita y corta",
        "sees booths and calls, collects, takes deposits, disables and cuts")
    case .loggedInAs: Words("Usted entró como", "You are logged in as")
    case .ownPassword: Words("Cambiar mi contraseña", "Change my password")
    case .noDecimals: Words("sin decimales", "no decimals")
    case .decimals: Words("decimales", "decimals")
    case .upTo: Words("hasta", "up to")
    case .planChile: Words("Chile, nueve dígitos", "Chile, nine digits")
    case .planChile2006:
      Words("Chile en 2006, con 0 y código de área", "Chile in 2006, with 0 and the area's code")
    case .planOwn: Words("uno propio", "one of the shop's own")
    case .firstDigit: Words("el primer dígito", "the first digit")
    case .nextDigit: Words("cada uno que sigue", "each that follows")
    case .lastDigit:
      Words("y con el número ya completo", "and once the number is complete")
    case .pageLanguage: Words("Idioma, si nadie elige otro", "Language, unless another is chosen")
    case .browsers: Words("el de cada navegador", "each browser's own")
    case .allOnOneBoard: Words("Todas en la única placa.", "All on the only board.")
    case .shopSettings: Words("Nombre del local e idioma", "Shop's name and language")
    case .shopNameHelp:
      Words(
        "Está arriba en cada página, en los tickets y en el visor de cada cabina libre.",
        "It stands at the top of each page, on tickets and on the display of each free booth.")
    case .changeBooth: Words("Nombre de la cabina", "Name of booth")
    case .noName:
      Words(
        "Hasta \(OwnNames.longest) letras, cifras y signos, ninguno invisible.",
        "Up to \(OwnNames.longest) letters, figures and signs, none of them invisible.")
    case .noLanguage: Words("Elija uno de la lista.", "Choose one of the list.")
    case .empty: Words("Vacío", "Empty")
    case .asInFile: Words("como dice el archivo", "as in the file")
    case .languageOfFile: Words("Como dice el archivo", "As the file says")
    case .removedBooth:
      Words("ya no está entre las cabinas", "is not among the booths any more")
    case .removedHelp:
      Words(
        "La cabina ya no está: vacío, su nombre se borra.",
        "The booth is not there any more: empty, its name is deleted.")
    case .noneHere: Words("ninguna", "none")
    case .nothing: Words("nada", "nothing")
    case .notRecorded: Words("no se graba", "not recorded")
    case .second: Words("segundo", "second")
    case .asWritten: Words("Como está escrito", "As it is written")
    }
  }
}

extension PanelRole: Worded {
  package var words: Words {
    switch self {
    case .owner: SettingsPhrase.owner.words
    case .cashier: SettingsPhrase.cashier.words
    }
  }
}
