import Notation

/// Which of the languages a page is in.
extension Language {
  /// What something is called in this language: `say(.balance)`.
  func callAsFunction(_ phrase: Phrase) -> String { self(phrase.words) }

  /// What a request asks for: `?lang=`, else what was chosen before, else the shop's own, else the
  /// browser's list, else Spanish.
  init(of request: HTTPRequest, shop: Language?) {
    self =
      Self.chosen(by: request)
      ?? request.cookie("lang").flatMap(Self.init(rawValue:))
      ?? shop
      ?? Self(acceptLanguage: request.headers.values(of: "accept-language").joined(separator: ","))
      ?? .spanish
  }

  /// What `?lang=` says.
  static func chosen(by request: HTTPRequest) -> Language? {
    request.target.query["lang"].flatMap(Self.init(rawValue:))
  }

  /// So that the choice lasts.
  var cookie: String { "lang=\(rawValue); Path=/; Max-Age=31536000; SameSite=Strict; HttpOnly" }

  /// The best of the browser's list (RFC 9110 § 12.5.4) that is ours; of equals the first.
  init?(acceptLanguage list: String) {
    var best: (language: Language, weight: Int)?
    for range in list.split(separator: ",") {
      let parts = range.split(separator: ";").map { $0.trimmingBlanks().lowercased() }
      guard let tag = parts.first, let language = Language(rawValue: String(tag.prefix(2))),
        tag.count == 2 || tag.dropFirst(2).hasPrefix("-")
      else { continue }
      let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map(Self.thousandths) ?? 1000
      if weight > best?.weight ?? 0 { best = (language, weight) }
    }
    guard let best else { return nil }
    self = best.language
  }

  /// `q=0.8` in thousandths; what is not a weight counts nothing.
  private static func thousandths(_ parameter: String) -> Int {
    let text = parameter.dropFirst(2)
    if text.hasPrefix("1") { return 1000 }
    guard text.hasPrefix("0.") else { return 0 }
    let digits = text.dropFirst(2).prefix(3)
    return Int(digits + String(repeating: "0", count: 3 - digits.count)) ?? 0
  }
}
