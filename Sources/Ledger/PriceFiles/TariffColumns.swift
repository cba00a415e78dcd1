import Notation
import Rating

/// Which column of a CSV file has what.
package struct TariffColumns: Equatable {
  enum Name: String, CaseIterable {
    case prefix
    case description
    case price
    case per
    case firstBlock
    case increment
    case connectionFee

    /// As providers head the column, in small letters.
    var headings: [String] {
      switch self {
      case .prefix:
        [
          "prefix", "prefijo", "prefijos", "code", "código", "codigo", "dial code", "dialcode",
          "area code", "código de área", "codigo de area", "código de país", "codigo de pais",
        ]
      case .description:
        [
          "description", "descripción", "descripcion", "destino", "destination", "country", "país",
          "pais", "name", "nombre", "zona",
        ]
      case .price: ["price", "precio", "valor", "valor $", "rate", "tarifa", "cost", "costo"]
      case .per: ["per", "unit", "unidad"]
      case .firstBlock:
        [
          "firstblock", "first block", "primer bloque", "initial increment", "minimum", "mínimo",
          "minimo",
        ]
      case .increment: ["increment", "incremento", "increments", "billing increment"]
      case .connectionFee: ["connectionfee", "connection fee", "setup fee", "conexión", "conexion"]
      }
    }
  }

  /// For each column; nil: it is not read.
  let names: [Name?]
  /// What a price is for, where its heading says it: «tarifa por minuto».
  let perSeconds: Int64?
  /// Of the prices, where its heading says it: «tarifa (CLP)»; three capital letters.
  let currencyCode: String?

  private init(
    _ names: [Name?], perSeconds: Int64? = nil, currencyCode: String? = nil
  ) throws(SmallFileError) {
    self.names = names
    self.perSeconds = perSeconds
    self.currencyCode = currencyCode
    for name in Name.allCases where names.count(where: { $0 == name }) > 1 {
      throw SmallFileError(
        FileRemark(
          english: "the column \(name.rawValue) is there twice",
          spanish: "la columna \(name.spanish) está dos veces"))
    }
    for name in [Name.prefix, .price] where !names.contains(name) {
      throw SmallFileError(
        FileRemark(
          english: "there is no column \(name.rawValue)",
          spanish: "falta la columna \(name.spanish)"))
    }
  }

  /// As the user names them: `prefix,description,-,price`.
  package init(option text: String) throws(SmallFileError) {
    var names: [Name?] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = String(word).trimmed
      let name = Name(rawValue: word)
      guard name != nil || word == "-" else {
        let known = Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw SmallFileError(
          FileRemark(
            english: "--columns: «\(word)»: expected \(known), or - for one that is not read",
            spanish: "--columns «\(word)»: se espera \(known), o - para una que no se lee"))
      }
      names.append(name)
    }
    do throws(SmallFileError) { try self.init(names) } catch {
      throw SmallFileError(
        FileRemark(
          english: "--columns: \(error.message)", spanish: "--columns: \(error.remark.spanish)"))
    }
  }

  /// As the first line heads them. Throws what keeps it from being a heading.
  init(heading: [String]) throws(SmallFileError) {
    var perSeconds: Int64?
    var currencyCode: String?
    let names = heading.map { field in
      guard let found = Self.column(field) else { return Name?.none }
      if found.name == .price { (perSeconds, currencyCode) = (found.seconds, found.code) }
      return found.name
    }
    try self.init(names, perSeconds: perSeconds, currencyCode: currencyCode)
  }

  /// The column that a field heads, and what else it says of its prices; nil: none that is known.
  static func column(_ field: String) -> (name: Name, seconds: Int64?, code: String?)? {
    let word = field.trimmed.lowercased()
    func named(_ words: String...) -> Name? {
      Name.allCases.first { name in words.contains(where: name.headings.contains) }
    }
    let (plain, seconds) = unit(of: word)
    if let name = named(word, plain) { return (name, seconds, nil) }
    // A remark, such as the currency: «tarifa por minuto (CLP)», «valor [$]».
    guard let (rest, remark) = remark(of: word) ?? remark(of: plain) else { return nil }
    let (restPlain, restSeconds) = unit(of: rest)
    guard let name = named(rest, restPlain) else { return nil }
    let code = remark.uppercased()
    return (name, restSeconds ?? seconds, AmountFormat.isCode(code) ? code : nil)
  }

  /// What stands in brackets at its end, and what before them.
  static func remark(of word: String) -> (rest: String, remark: String)? {
    for (opening, closing) in [("(", ")"), ("[", "]")] where word.hasSuffix(closing) {
      guard let start = word.lastIndex(of: Character(opening)) else { continue }
      return (
        String(word[..<start]).trimmed, String(word[word.index(after: start)...].dropLast()).trimmed
      )
    }
    return nil
  }

  private static let units: [(ending: String, seconds: Int64)] = [
    ("minuto", 60), ("minute", 60), ("min", 60), ("segundo", 1), ("second", 1), ("seg", 1),
    ("sec", 1),
  ]

  /// Without «por minuto», «per minute», «/min» at its end, and what that says.
  private static func unit(of word: String) -> (plain: String, seconds: Int64?) {
    for (ending, seconds) in units {
      for joint in [" por ", " per ", " x ", "/", " / "] where word.hasSuffix(joint + ending) {
        return (String(word.dropLast((joint + ending).count)).trimmed, seconds)
      }
      if word.hasSuffix("(\(ending))") {
        return (String(word.dropLast(ending.count + 2)).trimmed, seconds)
      }
    }
    return (word, nil)
  }

  subscript(_ name: Name, of fields: [String]) -> String? {
    guard let index = names.firstIndex(of: name), index < fields.count else { return nil }
    return fields[index].trimmed
  }
}
