import Notation

/// What boards say, in words for people: programs get the board's own.
enum BoardWords {
  static func state(_ name: String, _ say: Language) -> String { word(name, of: states, say) }
  static func fault(_ name: String, _ say: Language) -> String { word(name, of: faults, say) }
  static func signal(_ name: String, _ say: Language) -> String { word(name, of: signals, say) }
  static func result(_ name: String, _ say: Language) -> String { word(name, of: results, say) }
  static func cause(_ name: String, _ say: Language) -> String { word(name, of: causes, say) }

  static func capability(_ name: String, _ say: Language) -> String {
    word(name, of: capabilities, say)
  }

  static func hook(_ isOff: Bool?, _ say: Language) -> String {
    isOff.map { $0 ? say("descolgado", "off hook") : say("colgado", "on hook") } ?? "–"
  }

  /// `48.0 V`: a thousandth of what it is given in.
  static func thousandths(_ number: Int64, _ unit: String, _ say: Language) -> String {
    let tenths = (number + 50) / 100
    return say.decimal("\(tenths / 10).\(tenths % 10)") + " \(unit)"
  }

  static func loop(_ test: LineDescription.Test, _ say: Language) -> String {
    let fault =
      test.fault == "cleared" ? say("sin falla", "no fault") : BoardWords.fault(test.fault, say)
    return "\(hook(test.offHook, say)), \(thousandths(test.loopMillivolts, "V", say)), "
      + "\(thousandths(test.loopMicroamps, "mA", say)), \(fault)"
  }

  /// One that is not known is shown as it is.
  private static func word(
    _ name: String, of spanish: [String: String], _ say: Language
  ) -> String {
    say(spanish[name] ?? name, name)
  }

  private static let states = [
    "on hook": "colgada", "off hook": "marcando", "seizing": "tomando troncal",
    "connected": "llamando", "talking": "hablando", "released": "terminada", "fault": "con falla",
    "ringing": "sonando",
  ]

  private static let faults = [
    "cleared": "sin falla", "no loop power": "sin corriente de línea", "short": "en cortocircuito",
    "too hot": "muy caliente",
  ]

  private static let signals = [
    "polarity reversal": "inversión de polaridad", "metering pulse": "pulso de tarificación",
    "set delay": "tiempo fijo",
  ]

  private static let results = [
    "done": "hecho", "unknown type": "la placa no conoce la orden",
    "bad field": "un valor no le sirve", "no such line": "no tiene esa línea",
    "wrong state": "la línea no está en condiciones",
    "event ring full": "no le quedan lugares para eventos",
    "not able": "no es capaz", "overtaken": "el cliente colgó antes",
  ]

  private static let causes = [
    "unknown": "no dice por qué", "power on": "llegó la corriente",
    "brown out": "bajó la corriente",
    "watchdog": "el firmware se trabó", "reset pin": "se apretó su botón",
    "host command": "se le pidió",
    "firmware fault": "falló su firmware",
  ]

  private static let capabilities = [
    "display": "visor", "answer by polarity": "respuesta por polaridad",
    "metering pulses": "pulsos de tarificación",
    "ring survives reset": "los eventos sobreviven un reinicio",
    "line test": "prueba de línea", "ring generator": "timbre",
    "pulse dialling": "marcado por pulsos",
  ]
}
