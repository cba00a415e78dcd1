import BoothControl
import Notation
import Rating

/// How records of the audit read on a page: what the program wrote for itself, in the words and the
/// amounts of the page; what people wrote, as it is.
struct AuditText {
  var say: Language
  var currency: AmountFormat
  private let shop: ShopState?
  /// What the words are of.
  var action: String
  /// What is told of; of a record that says how things were when the audit began, that thing.
  private var matter: String

  init(_ context: PageContext, _ action: String, _ subject: String = "") {
    self.init(context.say, context.currency, context.shop, action, subject)
  }

  init(
    _ say: Language, _ currency: AmountFormat, _ shop: ShopState?, _ action: String,
    _ subject: String
  ) {
    (self.say, self.currency, self.shop) = (say, currency, shop)
    (self.action, matter) = (action, subject)
    guard action == Self.baseline else { return }
    let parts = subject.split(separator: " ", maxSplits: 1).map(String.init)
    if AuditAction.isKnown(subject) {
      self.action = subject
    } else if parts.count == 2, parts[0] == "user" || AuditAction.isKnown(parts[0]) {
      (self.action, matter) = (parts[0], parts[1])
    }
  }

  private static let baseline = "version 6"

  private static let shortLength = 90

  /// In a list.
  func short(_ text: String?) -> String {
    guard let text else { return say(AuditPhrase.nothing) }
    let words = full(text)
    return words.count > Self.shortLength ? "\(words.prefix(Self.shortLength))…" : words
  }

  /// All of it, save a hash. What is not understood is said as it is.
  func full(_ text: String) -> String { words(text) ?? text }

  /// The hash that a record tells beside its words; nil: it tells none.
  func hash(_ text: String?) -> String? {
    let parts = text?.split(separator: " ") ?? []
    guard Self.hashed.contains(action), let last = parts.last,
      last.count >= 32, last.allSatisfy(\.isHexDigit)
    else { return nil }
    return String(last)
  }

  private static let hashed = ["prefixes import", "deck import", "call", "version 7"]

  private func words(_ text: String) -> String? {
    switch action {
    case "payment": moved(text, "balance", Words("saldo", "balance"))
    case "credit": moved(text, "credit", Words("crédito", "credit"))
    case "ticket": ticket(text)
    case "review": review(text)
    case "warning": amount(text)
    case "markup": percent(text)
    case "rounding": rounding(text)
    case "currency": code(text)
    case "booth": booth(text)
    case "user set", "user remove", "user": user(text)
    case "prefix set", "prefix delete", "deck set", "deck delete": tariff(text)
    case "prefixes import", "deck import": rows(text)
    case "call": call(text)
    case Self.baseline: first(text)
    case "version 7": text.split(separator: " ").first.flatMap { calls($0) }
    default: nil
    }
  }

  /// `payment 17`, `call 4`, a prefix, a booth's number.
  var subject: String {
    let text = matter
    switch action {
    case "payment", "credit", "ticket", "review", "call":
      let parts = text.split(separator: " ")
      guard parts.count == 2, let word = Self.things[String(parts[0])] else { return text }
      return "\(say(word)) \(parts[1])"
    case "booth": return booth(numbered: text)
    case "setting": return ownSetting(text) ?? text
    case "prefix set", "prefix delete", "deck set", "deck delete":
      return text.isEmpty ? say(PricePhrase.everyNumber) : text
    case "markup", "rounding", "currency", "warning", "prefixes import", "deck import",
      Self.baseline, "version 7":
      return Self.things[text].map { say($0) } ?? text
    default: return text
    }
  }

  /// «CABINA 07», as all else calls it; of one that the shop has no more «cabina 4318».
  func booth(
    numbered number: some StringProtocol, else word: Words = Words("cabina", "booth")
  ) -> String {
    let number = String(number)
    return shop?.booth(BoothNumber(number))?.name ?? "\(say(word)) \(number)"
  }

  private static let things: [String: Words] = [
    "payment": Words("pago", "payment"), "deposit": Words("abono", "deposit"),
    "ticket": Words("ticket", "ticket"), "call": Words("llamada", "call"),
    "payments": Words("pagos", "payments"), "deposits": Words("abonos", "deposits"),
    "tickets": Words("tickets", "tickets"), "reviews": Words("revisiones", "reviews"),
    "calls": Words("llamadas", "calls"), "balance": Words("saldo", "balance"),
    "amounts": Words("montos", "amounts"), "prefixes": Words("precios propios", "own prices"),
    "deck": Words("precios del proveedor", "the provider's prices"),
    "prefixes import": Words("precios propios", "own prices"),
    "deck import": Words("precios del proveedor", "the provider's prices"),
  ]

  /// Who did it: what the program does by itself, and people as they are known.
  func actor(_ text: String) -> String {
    text == "cabinad" ? say(Words("la central", "the box")) : text
  }
}
