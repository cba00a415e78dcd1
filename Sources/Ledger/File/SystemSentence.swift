package import Notation

/// What SQLite and the C library say of a file, which is English alone.
package enum SystemSentence {
  package static func words(_ english: String) -> Words { Words(spanish(english), english) }

  /// The same in Spanish, as far as it is known.
  static func spanish(_ text: String) -> String {
    for code: Int32 in 1...133 {
      let words = Words(errno: code)
      if words.english == text { return words.spanish }
    }
    return known.reduce(text) { $0.replacing($1.english, with: $1.spanish) }
  }

  private static let known: [(english: String, spanish: String)] = [
    ("some of it is not as it was written", "una parte no es como se escribió"),
    ("database disk image is malformed", "el archivo no tiene sentido"),
    ("file is not a database", "no es un archivo SQLite"),
    ("database or disk is full", "no queda lugar en el disco"),
    ("disk I/O error", "error de lectura o escritura"),
    ("unable to open database file", "no se puede abrir"),
    ("attempt to write a readonly database", "es solo de lectura"),
    ("database is locked", "otro programa lo tiene"),
    (", in the table ", ", en la tabla "),
    ("not an SQLite file", "no es un archivo SQLite"),
    ("another program's SQLite file", "es un archivo SQLite de otro programa"),
    ("its write-ahead log is there, the file itself is not", "está su diario, y el archivo no"),
    ("there is no such file", "no existe"),
    ("no permission to write", "no hay permiso de escritura"),
    ("not a regular file", "no es un archivo común"),
    ("not a file", "no es un archivo"),
    ("an empty file", "es un archivo vacío"),
    ("a ledger in use", "es un libro en uso"),
    ("a link to where there is no file", "es un enlace a donde no hay archivo"),
    ("it is of version ", "es de la versión "),
    ("it cannot be read: ", "no se puede leer: "),
  ]
}
