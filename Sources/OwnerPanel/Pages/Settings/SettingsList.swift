import BoothControl
import BoothProtocol
import Rating

/// What the configuration says, in words; also what programs are told.
struct SettingsList {
  struct Item: Hashable, Sendable {
    var phrase: SettingsPhrase
    /// Its key in the file.
    var key: String
    var value: String
  }

  struct Group: Hashable, Sendable {
    var phrase: SettingsPhrase
    /// Of the file.
    var section: String
    var items: [Item]
  }

  var settings: ShopSettings
  var say: Language

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
    let currency = shop.currency
    let coin = shop.cashRounding.coin
    return [
      Item(phrase: .name, key: "name", value: shop.name),
      Item(
        phrase: .currency, key: "currency, symbol, decimals",
        value: "\(currency.code), \(currency.symbol), \(currency.decimals)"),
      Item(
        phrase: .balance, key: "balance",
        value: say(shop.keepsBalance ? SettingsPhrase.kept : .notKept)),
      Item(phrase: .warning, key: "warning", value: "\(shop.warningSeconds) s"),
      Item(
        phrase: .coin, key: "coin",
        value: coin > .zero ? currency.amount(coin) : say(SettingsPhrase.noCoin)),
      Item(
        phrase: .cashRounding, key: "cash-rounding", value: shop.cashRounding.mode.rawValue),
      Item(
        phrase: .shortCall, key: "short-call",
        value: shop.shortCallSeconds > 0
          ? "≤ \(shop.shortCallSeconds) s" : say(SettingsPhrase.none)),
    ]
  }

  private var dialling: [Item] {
    let blocked = (shop.blocksAll ? [say(SettingsPhrase.all)] : []) + shop.blockedPrefixes
    return [
      Item(phrase: .digitMap, key: "plan, digit-map", value: shop.digitMap.text),
      Item(
        phrase: .emergency, key: "emergency",
        value: "\(list(shop.emergencyNumbers)) (\(say(SettingsPhrase.emergencyNote)))"),
      Item(phrase: .blocked, key: "blocked", value: list(blocked)),
      Item(phrase: .allowed, key: "allowed", value: list(shop.allowedPrefixes)),
      Item(phrase: .carriers, key: "carriers", value: list(shop.carrierCodes)),
      Item(
        phrase: .carriersReplace, key: "carriers-replace",
        value: shop.carrierReplaces.isEmpty ? say(SettingsPhrase.none) : shop.carrierReplaces),
      Item(
        phrase: .timers, key: "start-timer, partial-timer, critical-timer",
        value: "\(shop.startTimerSeconds) s, \(shop.partialTimerSeconds) s, "
          + "\(shop.criticalTimerSeconds) s"),
    ]
  }

  private var board: [Item] {
    [
      Item(
        phrase: .port, key: "port",
        value: settings.port == "auto" ? say(SettingsPhrase.automatic) : settings.port),
      Item(phrase: .speed, key: "speed", value: "\(settings.speed)"),
      Item(phrase: .answer, key: "answer, answer-delay", value: answer),
      Item(
        phrase: .flash, key: "flash-minimum, flash-maximum",
        value: "\(shop.board.flashMinimumMilliseconds)–\(shop.board.flashMaximumMilliseconds) ms"),
      Item(
        phrase: .record, key: "record",
        value: settings.recordFolder ?? say(SettingsPhrase.none)),
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
    ]
  }

  private func list(_ words: [String]) -> String {
    words.isEmpty ? say(SettingsPhrase.none) : words.joined(separator: ", ")
  }
}
