import Notation

/// What was expected in a price or a tariff file, in the owner's language. Those who find a fault say it
/// in English, as the command line shows it; a test holds this list to what they say.
enum ExpectedWords {
  /// Keys and values stay as they are: that is what is to be written in the file.
  static func spanish(_ english: String) -> String {
    if let known = fixed[english] { return known }
    for (start, end, words) in framed {
      guard english.hasPrefix(start), english.hasSuffix(end),
        english.utf8.count > start.utf8.count + end.utf8.count
      else { continue }
      return words(String(english.dropFirst(start.count).dropLast(end.count)))
    }
    // `0 to 1000000, with the markup of 100 %`
    let parts = english.split(separator: ", with the markup of ", maxSplits: 1)
    if parts.count == 2 { return spanish(String(parts[0])) + ", con la ganancia de \(parts[1])" }
    return range(english) ?? english
  }

  /// `0 to 16`
  private static func range(_ english: String) -> String? {
    let bounds = english.split(separator: " ")
    guard bounds.count == 3, bounds[1] == "to" else { return nil }
    return "de \(bounds[0]) a \(bounds[2])"
  }

  private static let framed: [(start: String, end: String, words: @Sendable (String) -> String)] = [
    ("a whole number from ", "", { "un número entero \(range($0) ?? $0)" }),
    ("one of the keys ", "", { "una de las claves \($0)" }),
    ("one of ", "", { "una de \($0)" }),
    ("a later time than ", "", { "una hora después de \($0)" }),
    ("each prefix once; ", " has it too", { "cada prefijo una vez; está también en \($0)" }),
    ("a file of at most ", "", { "un archivo de hasta \($0)" }),
    ("at most ", " bytes", { "hasta \($0) letras" }),
    ("at most ", " decimals", { "hasta \($0) decimales" }),
    ("at most ", " at once", { "hasta \($0) a la vez" }),
    ("at most ", " braces and brackets inside each other", { "hasta \($0) llaves y corchetes" }),
    (
      "times whose least common multiple is at most ", " seconds",
      { "tiempos con un múltiplo común de hasta \($0) segundos" }
    ),
    (", or ", "", { "una coma, o \($0)" }),
    ("", " digits", { (range($0) ?? $0) + " cifras" }),
  ]

  private static let fixed: [String: String] = [
    ":": "dos puntos (:)",
    "JSON5": "un archivo JSON5",
    "UTF-8": "un archivo en UTF-8",
    "a comment that ends with */": "un comentario que termine con */",
    "a decimal number in quotes": "un número entre comillas",
    "a decimal number in quotes such as \"0.05\"": "un número entre comillas, como \"0.05\"",
    "a decimal number such as 200 or 0.05": "un número como 200 o 0.05",
    "a decimal number such as 200 or 0.05, with a point where the comma stands":
      "un número como 200 o 0.05, con punto en vez de coma",
    "a key": "una clave", "a key or }": "una clave o }", "a value or ]": "un valor o ]",
    "a key of letters and digits": "una clave de letras y cifras",
    "a key that begins with a letter, or in quotes":
      "una clave que comience con una letra, o entre comillas",
    "a key that is not empty": "una clave que no esté vacía",
    "a list in brackets": "una lista entre corchetes [ ]",
    "a list of rows in brackets": "una lista entre corchetes [ ]",
    "a number": "un número", "a number without a 0 before it": "un número sin 0 delante",
    "a price or steps beside it": "un precio o tramos a su lado",
    "a price, steps, or bands for the whole week":
      "un precio, tramos, u horarios para toda la semana",
    "a tariff": "una tarifa",
    "a text in quotes": "un texto entre comillas",
    "a text on one line": "un texto en una línea",
    "a text that ends with its quote on the same line":
      "un texto que cierre sus comillas en la misma línea",
    "a time from 00:00 to 24:00": "una hora de 00:00 a 24:00",
    "a value": "un valor",
    "a value: a text in quotes, a number, true, false, null, a list or an object":
      "un valor: un texto entre comillas, un número, una lista o un objeto",
    "an object in braces": "un objeto entre llaves { }",
    "an object in braces, with tariffs or a deck in it":
      "un objeto entre llaves { }, con «tariffs» o «deck»",
    "another key: the object has this one already": "otra clave: esta ya está",
    "both halves of a surrogate pair": "las dos mitades de un carácter",
    "days such as mon-fri or sat,sun": "días como mon-fri o sat,sun",
    "four hexadecimal digits after \\u": "cuatro cifras hexadecimales después de \\u",
    "half-up, up or down": "half-up, up o down",
    "it in each step only": "que esté solo en cada tramo",
    "minute or second": "minute o second",
    "no control characters": "un texto sin caracteres invisibles ni de control",
    "price or steps": "«price» o «steps»", "price, steps or bands": "«price», «steps» o «bands»",
    "text without control characters": "un texto sin caracteres invisibles ni de control",
    "the end of the file": "el fin del archivo",
    "the second at which the step begins": "el segundo en que comienza el tramo",
    "the seconds that the price is for": "los segundos por los que es el precio",
    "three capital letters such as CLP": "tres mayúsculas, como CLP",
    "1 to 8 bytes such as $": "de 1 a 8 letras, como $",
    "unit (\"minute\" or \"second\") or per (seconds), one of them":
      "«unit» (\"minute\" o \"second\") o «per» (segundos), uno de los dos",
    "weekdays from 1 to 7, ascending, at least one": "al menos un día",
    "0: the first step begins with the call": "0: el primer tramo comienza con la llamada",
  ]
}

extension TariffFileError {
  /// One for each thing that is wrong, for the pages.
  package var remarks: [FileRemark] {
    let all = ([self] + further).map(\.remark)
    guard untold > 0 else { return all }
    return all + [FileRemark(english: "and \(untold) more", spanish: "y \(untold) más")]
  }

  private var remark: FileRemark {
    let place = self.place.replacing(#/^line (\d+), column (\d+)$/#) {
      "línea \($0.1), columna \($0.2)"
    }
    var start = line.map { place.isEmpty ? "línea \($0)" : "línea \($0), \(place)" } ?? place
    if let prefix = prefix?.shown(atMost: 40) {
      start += start.isEmpty ? "prefijo «\(prefix)»" : " (prefijo «\(prefix)»)"
    }
    if !start.isEmpty { start += ": " }
    return FileRemark(
      english: alone,
      spanish: start + (value.map { "«\($0.shown(atMost: 80))»" } ?? "falta") + ": se espera "
        + ExpectedWords.spanish(expected))
  }
}
