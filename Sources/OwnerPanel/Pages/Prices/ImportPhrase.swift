import Notation

/// What the page says by which a list comes out of a file.
enum ImportPhrase: Worded, Hashable, CaseIterable {
  case prefixes, deck, lead, file, fileHelp, format, byName, csv, json5
  case unit, unitHelp, asTheFileSays, decimals, decimalsHelp, byTheFile, comma, point
  case prepend, prependHelp, home, homeHelp, forCSV
  case check, unreadable, missing, whichFormat, readOtherwise, checkAgain
  case stored, good, doubtful, unchanged, refused, rows, before, present, faults, moreFaults
  case warnings, notes
  case examples, replaces, again, toTheList
  case removed, changed, added, kept, change, belowCost

  var words: Words {
    switch self {
    case .prefixes: Words("Importar prefijos", "Import prefixes")
    case .deck: Words("Importar la lista del proveedor", "Import the provider's list")
    case .lead:
      Words(
        "Primero se revisa el archivo, sin cambiar nada; después usted decide si se importa. La lista "
          + "del archivo reemplaza entera a la de ahora.",
        "First the file is checked, and nothing is changed; then you decide whether it is imported. "
          + "The list of the file takes the place of the present one, all of it.")
    case .file: Words("Archivo", "File")
    case .fileHelp: Words("CSV o JSON5, hasta 8 MiB.", "CSV or JSON5, up to 8 MiB.")
    case .format: Words("Formato", "Format")
    case .byName: Words("Según su nombre", "By its name")
    case .csv: Words("CSV (planilla)", "CSV (spreadsheet)")
    case .json5: Words("JSON5 (archivo de precios)", "JSON5 (tariff file)")
    case .unit: Words("El precio es por", "A price is for")
    case .unitHelp:
      Words(
        "Elíjalo si el archivo no tiene una columna que lo diga.",
        "Choose it if the file has no column that says so.")
    case .asTheFileSays: Words("Lo que dice el archivo", "What the file says")
    case .decimals: Words("Decimales", "Decimals")
    case .decimalsHelp:
      Words(
        "Elija «Coma» si 150,000 son ciento cincuenta; «Punto», si 150.000 lo son.",
        "Choose «Comma» if 150,000 is a hundred and fifty; «Point» if 150.000 is.")
    case .byTheFile: Words("Según el archivo", "As the file says")
    case .comma: Words("Coma", "Comma")
    case .point: Words("Punto", "Point")
    case .prepend: Words("Anteponer a cada prefijo", "Put before each prefix")
    case .prependHelp:
      Words(
        "00, si el archivo trae números internacionales sin él.",
        "00, if the file has international numbers without it.")
    case .home: Words("Código del propio país", "Code of the own country")
    case .homeHelp:
      Words(
        "56, para que sus zonas queden como se marcan aquí; 56=0 con un 0 delante.",
        "56, so that its areas are as they are dialled here; 56=0 with a 0 before them.")
    case .forCSV: Words("Solo para CSV", "For CSV alone")
    case .check: Words("Revisar el archivo", "Check the file")
    case .unreadable:
      Words(
        "Con este archivo no se puede cargar la lista; nada cambió:",
        "The list cannot be imported from this file, and nothing was changed:")
    case .missing: Words("Elija un archivo.", "Choose a file.")
    case .whichFormat:
      Words(
        "El nombre no dice si es CSV o JSON5: elija el formato.",
        "Its name does not say whether it is CSV or JSON5: choose the format.")
    case .readOtherwise: Words("Leerlo de otra manera", "Read it otherwise")
    case .checkAgain: Words("Revisar de nuevo", "Check again")
    case .stored: Words("La lista está cargada.", "The list is imported.")
    case .good: Words("Todo el archivo está bien.", "All of the file is good.")
    case .doubtful:
      Words(
        "El archivo se puede importar, pero lea antes lo que está por revisar:",
        "The file can be imported, but first read what is to be reviewed:")
    case .unchanged: Words("Todavía nada cambió.", "Nothing is changed yet.")
    case .refused:
      Words(
        "El archivo tiene líneas malas; nada cambió.",
        "The file has bad lines; nothing was changed.")
    case .rows: Words("Prefijos en el archivo", "Prefixes in the file")
    case .before: Words("En la lista de antes", "In the list before")
    case .present: Words("En la lista de ahora", "In the present list")
    case .faults: Words("Líneas malas", "Bad lines")
    case .moreFaults: Words("y más:", "and more:")
    case .warnings:
      Words("Por revisar", "To review")
    case .notes: Words("Cómo se leyó", "How it was read")
    case .examples: Words("Ejemplos del archivo", "Examples of the file")
    case .replaces:
      Words(
        "La lista nueva reemplaza entera a la de ahora y vale desde la próxima llamada. Con 100.000 "
          + "prefijos tarda algunos segundos: espere la respuesta.",
        "The new list takes the place of the present one, all of it, from the next call on. With "
          + "100,000 prefixes that takes some seconds: wait for the answer.")
    case .removed: Words("Se van de la lista", "Go from the list")
    case .changed: Words("Cambian", "Change")
    case .added: Words("Son nuevos", "Are new")
    case .kept: Words("Quedan igual", "Stay the same")
    case .change: Words("Qué cambia", "What changes")
    case .belowCost: Words("Bajo el costo del proveedor", "Below the provider's cost")
    case .again: Words("Elegir otro archivo", "Choose another file")
    case .toTheList: Words("Ver la lista", "See the list")
    }
  }
}
