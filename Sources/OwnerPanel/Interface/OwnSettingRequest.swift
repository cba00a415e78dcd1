import BoothControl
import Notation

/// `{"shopName":"LOCUTORIO CENTRAL"}`, `{"language":"es"}`, `{"booth":"4312","boothName":"MESÓN"}`;
/// an empty text: what the configuration file says.
extension OwnSettingChange {
  private struct Body: Decodable {
    var shopName: String?
    var language: String?
    var booth: String?
    var boothName: String?
  }

  private static let example =
    #"{"shopName":"LOCUTORIO CENTRAL"}, {"language":"es"} or {"booth":"4312","boothName":"MESÓN"}"#

  init(body: [UInt8], _ settings: ShopSettings) throws(Outcome) {
    let body = try RequestBody.decode(
      Body.self, from: body, fields: ["shopName", "language", "booth", "boothName"],
      example: Self.example)
    switch (body.shopName, body.language, body.booth, body.boothName) {
    case (let name?, nil, nil, nil):
      self = .shopName(try Self.name(name, Words("nombre de la tienda", "shopName")))
    case (nil, let code?, nil, nil):
      let language = Language(rawValue: code)
      guard code.isEmpty || language != nil else {
        let code = code.prefix(40)
        throw .badValue(
          Words(
            "idioma «\(code)»: se espera es, en o un texto vacío",
            "language «\(code)»: expected es, en or an empty text"))
      }
      self = .language(language)
    case (nil, nil, let number?, let name?):
      let booth = BoothNumber(number)
      guard settings.hasName(of: booth) else { throw .noSuchBooth(number) }
      self = .boothName(booth, try Self.name(name, Words("nombre de la cabina", "boothName")))
    default: throw .badBody("expected one of \(Self.example)")
    }
  }

  private static func name(_ text: String, _ key: Words) throws(Outcome) -> String? {
    guard text.isEmpty || isName(text) else {
      throw .badValue(
        Words(
          "\(key.spanish): se esperan hasta \(OwnNames.longest) caracteres, ninguno de control, ni un blanco al "
            + "principio o al final",
          "\(key.english): expected at most \(OwnNames.longest) characters, no control characters, and no "
            + "blank at the beginning or the end"))
    }
    return text.isEmpty ? nil : text
  }

  /// As the configuration file could say it.
  static func isName(_ text: String) -> Bool {
    OwnNames.isName(text) && !text.hasControls && text.trimmingBlanks() == text[...]
  }
}
