import FoundationEssentials
import Notation
import Rating

/// What bodies of requests have in common.
enum RequestBody {
  /// `fields`: all that the body may have.
  static func decode<Body: Decodable>(
    _ type: Body.Type, from body: [UInt8], fields: [String], example: String
  ) throws(Outcome) -> Body {
    let decoded: Body
    do {
      decoded = try JSONDecoder().decode(type, from: Data(body))
    } catch { throw .badBody(fault(error) + example) }
    if let fault = BodyKeys.fault(in: body, knowing: fields) { throw .badBody(fault) }
    return decoded
  }

  /// The field that cannot be read, and what was expected there; empty: it is no JSON object at all.
  private static func fault(_ error: any Error) -> String {
    func place(_ context: DecodingError.Context) -> String? {
      let keys = context.codingPath.map { step in step.intValue.map { "\($0)" } ?? step.stringValue
      }
      return keys.isEmpty ? nil : keys.joined(separator: ".")
    }
    func expected(_ type: Any.Type) -> String {
      switch type {
      case is String.Type: "a text in quotes"
      case is Int.Type: "a whole number"
      default: "another kind of value"
      }
    }
    switch error {
    case DecodingError.keyNotFound(let key, _): return "\(key.stringValue): missing, expected "
    case DecodingError.typeMismatch(let type, let context),
      DecodingError.valueNotFound(let type, let context):
      return place(context).map { "\($0): expected \(expected(type)), as in " } ?? "expected "
    case DecodingError.dataCorrupted(let context):
      return place(context).map { "\($0): expected another value, as in " } ?? "expected JSON, "
    default: return "expected "
    }
  }

  /// `decimals`: the currency's. An amount with more of them is refused: «1.000» is a thousand to one
  /// who writes as in Chile, and one peso to a program.
  static func amount(_ text: String, _ name: Words, decimals: Int) throws(Outcome) -> Money {
    let amount = try? Money(amount: text)
    let fraction = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    guard let amount, fraction.allSatisfy({ $0.utf8.count <= decimals }) else {
      let typed = text.prefix(40)
      throw .badValue(
        decimals == 0
          ? Words(
            "\(name.spanish) «\(typed)»: se espera un número entero sin punto de miles, como 50000",
            "\(name.english) «\(typed)»: expected a whole number, no point for thousands, such as 50000"
          )
          : Words(
            "\(name.spanish) «\(typed)»: se espera un monto sin punto de miles y hasta con \(decimals) "
              + "decimales tras un punto, como 50000 o 0.5",
            "\(name.english) «\(typed)»: expected an amount, no point for thousands, with at most "
              + "\(decimals) decimals, such as 50000 or 0.5"))
    }
    return amount
  }

  /// 1…64 printable ASCII characters; nil: there is none.
  static func key(_ key: String?) throws(Outcome) -> String? {
    guard let key else { return nil }
    guard (1...64).contains(key.utf8.count), key.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
    else {
      throw .badValue(
        Words(
          "clave: se esperan de 1 a 64 caracteres ASCII que se vean",
          "key: expected 1…64 printable ASCII characters"))
    }
    return key
  }

  /// The owner's words, at most 120 characters.
  static func words(_ text: String, _ name: Words) throws(Outcome) -> String {
    guard text.count <= 120, text.utf8.count <= 480, !text.hasControls else {
      throw .badValue(
        Words(
          "\(name.spanish): se esperan hasta 120 caracteres, ninguno de control",
          "\(name.english): expected 0…120 characters, no control characters"))
    }
    return text
  }
}
