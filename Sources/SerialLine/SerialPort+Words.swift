package import Notation

/// Ports, and what is wrong with them, for people of either language.
extension PortHolder: Worded {
  package var words: Words { Words("\(command) (proceso \(processID))", description) }
}

extension [PortHolder] {
  package var words: Words {
    Words(
      map(\.words.spanish).joined(separator: ", "), map(\.words.english).joined(separator: ", "))
  }
}

extension SystemError: Worded {
  /// Without the call and the path, which the journal has.
  package var words: Words { Words(errno: code, english: text) }
}

extension PortLoss: Worded {
  package var words: Words {
    switch self {
    case .hungUp: Words("la otra punta no está", description)
    case .stuck(let count): Words("no sale nada más (\(count) bytes esperan)", description)
    case .removed: Words("quitaron el dispositivo", description)
    case .failed(let error): error.words
    }
  }
}

extension SerialPortError: Worded {
  package var words: Words { Words(spanish, description) }

  private var spanish: String {
    switch self {
    case .missing(let path): "\(path): no hay ningún dispositivo; ¿está enchufada la placa?"
    case .notPermitted(let path):
      if isOfPseudoTerminal {
        "\(path): sin permiso para abrirlo; un pseudoterminal es de quien lo hizo (cabina-sim board --mode 666 "
          + "deja que otros lo abran)"
      } else {
        "\(path): sin permiso para abrirlo; ¿está su usuario en el grupo del dispositivo (dialout)?"
      }
    case .notATerminal(let path): "\(path): no es un puerto serial"
    case .inUse(let path, let holder):
      "\(path): lo usa \(holder?.words.spanish ?? "otro programa")"
    case .settingsRefused(let path, let settings):
      "\(path): el controlador no acepta \(settings)"
    case .tooManyPorts(let path, let limit):
      "\(path): no se abre, \(limit) puertos son el límite"
    case .failed(let path, let error): "\(path): \(error.words.spanish)"
    }
  }
}
