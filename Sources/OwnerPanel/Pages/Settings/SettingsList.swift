import BoothControl
import BoothProtocol
import Notation
import Rating

/// What the configuration says, in words; also what programs are told.
struct SettingsList {
  struct Item: Hashable, Sendable {
    var phrase: SettingsPhrase
    /// Its key in the file.
    var key: String
    var value: String
    /// As it stands in the file, where that is no words for people; empty: nothing.
    var code = ""
    /// Where the owner sets something in its place; empty: nowhere.
    var address = ""
  }

  struct Group: Hashable, Sendable {
    var phrase: SettingsPhrase
    /// Of the file.
    var section: String
    var items: [Item]
  }

  var settings: ShopSettings
  var say: Language
  /// For people alone.
  var isOnPage = false

  private var shop: ShopConfiguration { settings.shop }

  var groups: [Group] {
    [
      Group(phrase: .shop, section: "shop", items: till),
      Group(phrase: .dialling, section: "dialling", items: dialling),
      Group(phrase: .lines, section: "board", items: board),
      Group(phrase: .page, section: "page", items: page),
      Group(
        phrase: .prices, section: "prices",
        items: [
          Item(
            phrase: .tariffFile, key: "file",
            value: settings.tariffFile.map { "\($0) (\(say(SettingsPhrase.firstStartOnly)))" }
              ?? say(SettingsPhrase.none))
        ]),
    ]
  }

  private var till: [Item] {
    let currency = isOnPage ? shop.currency.ofPages : shop.currency
    let coin = shop.cashRounding.coin
    return [
      Item(
        phrase: .name, key: "name", value: settings.own.names.name(of: shop),
        address: "/settings/shop"),
      Item(
        phrase: .currency, key: "currency, symbol, decimals",
        value: "\(currency.code), \(currency.symbol), "
          + (currency.decimals == 0
            ? say(SettingsPhrase.noDecimals)
            : "\(currency.decimals) \(say(SettingsPhrase.decimals))")),
      Item(
        phrase: .balance, key: "balance",
        value: say(shop.keepsBalance ? SettingsPhrase.kept : .notKept)),
      Item(phrase: .warning, key: "warning", value: seconds(shop.warningSeconds)),
      Item(
        phrase: .coin, key: "coin",
        value: coin > .zero ? currency.amount(coin) : say(SettingsPhrase.noCoin)),
      Item(
        phrase: .cashRounding, key: "cash-rounding",
        value: coin > .zero
          ? say(shop.cashRounding.mode) : say(SettingsPhrase.notApplicable)),
      Item(
        phrase: .shortCall, key: "short-call",
        value: shop.shortCallSeconds > 0
          ? "\(say(SettingsPhrase.upTo)) \(seconds(shop.shortCallSeconds))"
          : say(SettingsPhrase.noneHere)),
    ]
  }

  private var dialling: [Item] {
    let blocked = (shop.blocksAll ? [say(SettingsPhrase.all)] : []) + shop.blockedPrefixes
    return [
      Item(phrase: .digitMap, key: "plan, digit-map", value: plan, code: shop.digitMap.text),
      Item(
        phrase: .emergency, key: "emergency",
        value: "\(list(shop.emergencyNumbers)) (\(say(SettingsPhrase.emergencyNote)))"),
      Item(phrase: .blocked, key: "blocked", value: list(blocked)),
      Item(phrase: .allowed, key: "allowed", value: list(shop.allowedPrefixes)),
      Item(phrase: .carriers, key: "carriers", value: list(Self.spans(shop.carrierCodes))),
      Item(
        phrase: .carriersReplace, key: "carriers-replace",
        value: shop.carrierReplaces.isEmpty ? say(SettingsPhrase.nothing) : shop.carrierReplaces),
      Item(
        phrase: .timers, key: "start-timer, partial-timer, critical-timer",
        value: say(SettingsPhrase.firstDigit) + " \(shop.startTimerSeconds) s, "
          + say(SettingsPhrase.nextDigit) + " \(shop.partialTimerSeconds) s, "
          + say(SettingsPhrase.lastDigit) + " \(shop.criticalTimerSeconds) s"),
    ]
  }

  /// The plans that have names have them here too.
  private var plan: String {
    switch shop.digitMap {
    case .chile: say(SettingsPhrase.planChile)
    case .chile2006: say(SettingsPhrase.planChile2006)
    default: say(SettingsPhrase.planOwn)
    }
  }

  private func seconds(_ count: Int) -> String {
    "\(count) \(count == 1 ? say(SettingsPhrase.second) : say(.seconds))"
  }

  /// `110–129, 150–199` in place of each.
  static func spans(_ codes: [String]) -> [String] {
    var spans: [(first: String, last: String)] = []
    for code in codes {
      if let last = spans.last?.last, last.count == code.count, let number = Int(last),
        Int(code) == number + 1
      {
        spans[spans.count - 1].last = code
      } else {
        spans.append((code, code))
      }
    }
    return spans.map { $0.first == $0.last ? $0.first : "\($0.first)–\($0.last)" }
  }

  private var board: [Item] {
    [
      Item(
        phrase: .port, key: "port",
        value: settings.port == "auto" ? say(SettingsPhrase.automatic) : settings.port),
      Item(phrase: .speed, key: "speed", value: "\(say.count(Int64(settings.speed))) bit/s"),
      Item(phrase: .answer, key: "answer, answer-delay", value: answer),
      Item(
        phrase: .flash, key: "flash-minimum, flash-maximum",
        value: "\(shop.board.flashMinimumMilliseconds)–\(shop.board.flashMaximumMilliseconds) ms"),
      Item(
        phrase: .record, key: "record",
        value: settings.recordFolder ?? say(SettingsPhrase.notRecorded)),
    ]
  }

  private var answer: String {
    let signals = shop.board.answerSignals
    if signals.contains(.setDelay) {
      return "\(say(SettingsPhrase.byDelay)): \(shop.board.answerDelaySeconds) s"
    }
    var names: [String] = []
    if signals.contains(.polarityReversal) { names.append(say(SettingsPhrase.polarity)) }
    if signals.contains(.meteringPulse) { names.append(say(SettingsPhrase.metering)) }
    return "\(say(SettingsPhrase.bySignal)): \(names.joined(separator: ", "))"
  }

  private var page: [Item] {
    [
      Item(
        phrase: .address, key: "address, port",
        value: "\(settings.address):\(settings.pagePort)"),
      Item(phrase: .names, key: "names", value: list(settings.names)),
      Item(
        phrase: .pageLanguage, key: "language",
        value: (settings.own.language ?? settings.language)?.name ?? say(SettingsPhrase.browsers),
        address: "/settings/shop"),
    ]
  }

  private func list(_ words: [String]) -> String {
    words.isEmpty ? say(SettingsPhrase.none) : words.joined(separator: ", ")
  }
}
