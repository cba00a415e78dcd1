/// Pages about prices and decks.
enum PricePageRoute: Hashable, Sendable {
  /// `/prefixes` and `/deck`.
  case list(PriceRowsQuery.List)
  case newPrefix
  /// `/prefixes/1006`; the empty prefix, that of every number, is `/prefixes/any`.
  case prefix(String)
  case deletion
  case markup
  /// Asks whether the list fits into columns, and then leads to the file.
  case columns(PriceRowsQuery.List)
  case file(PriceRowsQuery.List, PriceFileFormat)
  case importFile(PriceRowsQuery.List)
  case quote

  /// nil: it is none of these.
  init?(_ segments: [String]) {
    let list = segments.first.flatMap(PriceRowsQuery.List.init)
    switch (segments.count, list) {
    case (1, let list?): self = .list(list)
    case (1, nil) where segments[0] == "markup": self = .markup
    case (1, nil) where segments[0] == "quote": self = .quote
    case (2, let list?):
      switch segments[1] {
      case "export": self = .columns(list)
      case "export.csv": self = .file(list, .csv)
      case "export.json5": self = .file(list, .json5)
      case ImportPage.path: self = .importFile(list)
      case "new" where list == .prefixes: self = .newPrefix
      case "delete" where list == .prefixes: self = .deletion
      case let name where list == .prefixes:
        guard let prefix = Self.prefix(named: name) else { return nil }
        self = .prefix(prefix)
      default: return nil
      }
    default: return nil
    }
  }

  /// Of the empty prefix.
  private static let every = "any"

  private static func prefix(named name: String) -> String? {
    if name == every { return "" }
    guard (1...16).contains(name.utf8.count), name.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 })
    else { return nil }
    return name
  }

  /// Of one prefix, which is digits.
  static func path(of prefix: String) -> String {
    "/prefixes/\(prefix.isEmpty ? every : prefix)"
  }

  var methods: [HTTPMethod] {
    switch self {
    case .newPrefix, .prefix, .markup, .importFile: [.get, .head, .post]
    case .deletion: [.post]
    case .list, .columns, .file, .quote: [.get, .head]
    }
  }

  /// What a call costs the cashier is asked as well.
  func permission(of method: HTTPMethod) -> Permission {
    self == .quote ? .cashier : .owner
  }
}
