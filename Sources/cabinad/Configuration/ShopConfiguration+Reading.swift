import BoothControl
import BoothProtocol
import Rating

/// The sections that make up the shop. A value that is wrong leaves what was there.
extension ShopConfiguration {
  mutating func readShop(_ reader: inout SectionReader) {
    name = reader.name("name") ?? name
    currency = AmountFormat(
      code: reader.currencyCode("currency") ?? currency.code,
      symbol: reader.text("symbol", ofAtMost: AmountFormat.maximumSymbolLength) ?? currency.symbol,
      decimals: reader.integer("decimals", 0...6) ?? currency.decimals)
    keepsBalance = reader.choice("balance", [("kept", true), ("not-kept", false)]) ?? keepsBalance
    warningSeconds = reader.integer("warning", 0...25) ?? warningSeconds
    shortCallSeconds = reader.integer("short-call", 0...60) ?? shortCallSeconds
    cashRounding = CashRounding(
      mode: reader.choice("cash-rounding", CashRounding.Mode.allCases.map { ($0.rawValue, $0) })
        ?? cashRounding.mode, coin: reader.price("coin") ?? cashRounding.coin)
    if let entry = reader.entry("coin"),
      !cashRounding.coin.micros.isMultiple(of: currency.smallest.micros)
    {
      reader.report(
        entry,
        "whole times \(currency.smallest.decimalText), the smallest that "
          + "\(currency.code) with decimals = \(currency.decimals) has")
    }
  }

  /// Digit maps that come with the daemon, by name.
  private static let readyMaps: [String: DigitMap] = ["chile": .chile, "chile-2006": .chile2006]

  mutating func readDialling(_ reader: inout SectionReader) {
    let ready = NumberPlan.ready.map { ($0.name, Optional($0.plan)) }
    let map = reader.entry("digit-map")
    let own = NumberPlan(emergencyNumbers: emergencyNumbers, digitMap: digitMap)
    if let plan = reader.choice("plan", ready + [("none", nil)]) {
      use(plan ?? own)
    } else if map != nil {
      // The lists of a country are not for another one's map.
      use(own)
    }
    if let map { readDigitMap(map, &reader) }
    startTimerSeconds = reader.integer("start-timer", 1...60) ?? startTimerSeconds
    partialTimerSeconds = reader.integer("partial-timer", 1...60) ?? partialTimerSeconds
    criticalTimerSeconds = reader.integer("critical-timer", 1...60) ?? criticalTimerSeconds
    // A number of one digit would swallow every other that begins with it.
    emergencyNumbers = reader.numbers("emergency", 2...6, count: 1...12) ?? emergencyNumbers
    if let blocked = reader.numbers("blocked", 1...20, count: 0...256, or: "all") {
      blocksAll = blocked.contains("all")
      blockedPrefixes = blocked.filter { $0 != "all" }
    }
    allowedPrefixes = reader.numbers("allowed", 1...20, count: 0...256) ?? allowedPrefixes
    carrierCodes = reader.numbers("carriers", 1...8, count: 0...128) ?? carrierCodes
    if let entry = reader.entry("carriers-replace") {
      if entry.value.utf8.count <= 4, entry.value.utf8.allSatisfy({ $0.isDigit }) {
        carrierReplaces = entry.value
      } else {
        reader.report(entry, "at most 4 digits, those that a carrier's code is dialled in place of")
      }
    }
  }

  private mutating func readDigitMap(
    _ entry: ConfigurationFile.Entry, _ reader: inout SectionReader
  ) {
    do throws(DigitMapError) {
      if let ready = Self.readyMaps[entry.value] {
        digitMap = ready
      } else {
        digitMap = try DigitMap(entry.value)
      }
    } catch {
      let pointer = error.pointer(in: entry.value)
      reader.report(
        entry, "chile, chile-2006 or a digit map of RFC 3435; \(error)",
        detail: pointer.map { ["  \($0.map)", "  \($0.caret)"] } ?? [])
    }
  }

  private static let boothNumberLimit = 16

  /// What can be named in every command and in every address of the page, as it is.
  private static func isBoothNumber(_ number: String) -> Bool {
    func isPlain(_ byte: UInt8) -> Bool {
      byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return number.utf8.count <= boothNumberLimit && number.utf8.first.map(isPlain) == true
      && number.utf8.allSatisfy {
        isPlain($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
  }

  mutating func readBooth(_ section: String, _ reader: inout SectionReader) {
    let number = String(section.dropFirst("booth ".count))
    if !Self.isBoothNumber(number) {
      reader.reportSection(
        "a booth's number of 1 to \(Self.boothNumberLimit) of the letters a to z and A to Z, "
          + "digits, - and _, the first a letter or a digit")
    }
    let hasLine = reader.entry("line") != nil
    let line = reader.integer("line", 1...32)
    if !hasLine { reader.reportMissing("line", "the line of the board, from 1 to 32") }
    let name = reader.name("name") ?? "CABINA \(number)"
    var board: BoardUID?
    if let entry = reader.entry("board") {
      board = BoardUID(entry.value)
      if board == nil { reader.report(entry, "a board's uid: 24 hexadecimal digits") }
    }
    let isPaidInAdvance = reader.choice("pay", [("after", false), ("before", true)]) ?? false
    guard let line else { return }
    booths.append(
      BoothConfiguration(
        number: BoothNumber(number), name: name, board: board, line: line - 1,
        isPaidInAdvance: isPaidInAdvance))
  }
}

extension BoardSettings {
  mutating func read(_ reader: inout SectionReader) {
    flashMinimumMilliseconds =
      reader.integer("flash-minimum", 20...1000) ?? flashMinimumMilliseconds
    flashMaximumMilliseconds =
      reader.integer("flash-maximum", 100...2000) ?? flashMaximumMilliseconds
    if flashMinimumMilliseconds > flashMaximumMilliseconds {
      reader.reportMissing(
        "flash-maximum", "one of at least flash-minimum, \(flashMinimumMilliseconds)")
    }
    answerSignals =
      reader.choice(
        "answer",
        [
          ("signal", [.polarityReversal, .meteringPulse]), ("polarity", [.polarityReversal]),
          ("metering", [.meteringPulse]), ("delay", [.setDelay]),
        ]) ?? answerSignals
    answerDelaySeconds = reader.integer("answer-delay", 1...120) ?? answerDelaySeconds
    if answerDelaySeconds == 0, answerSignals.contains(.setDelay) {
      reader.reportMissing("answer-delay", "seconds from 1 to 120, since answer = delay")
    }
  }
}

/// What is wrong between the sections, each of which may be right by itself.
extension ShopConfiguration {
  func faults(_ file: ConfigurationFile) -> [ConfigurationFault] {
    var faults: [ConfigurationFault] = []
    let sections = file.sections.filter { $0.name.hasPrefix("booth ") }
    if sections.isEmpty || booths.count > 256 {
      faults.append(file.fault(nil, "\(sections.count) booths", "1 to 256 sections [booth NUMBER]"))
    }
    let dialling = file.sections.first { $0.name == "dialling" }
    for fault in NumberPlan(self).faults {
      let entry = dialling?.entries.first { $0.key == fault.key }
      faults.append(file.fault(entry?.line ?? dialling?.line, fault.found, fault.expected))
    }
    return faults + lineFaults(file) + boardFaults(file)
  }

  private func lineFaults(_ file: ConfigurationFile) -> [ConfigurationFault] {
    booths.enumerated().compactMap { index, booth in
      let earlier = booths[..<index].first { other in
        other.line == booth.line && (other.board == booth.board || other.board == nil)
      }
      guard let earlier, booth.number != earlier.number else { return nil }
      return file.fault(
        section(of: booth, file),
        "line \(booth.line + 1) for booths \(earlier.number) and \(booth.number)",
        "a line for each booth, or the uid of each one's board")
    }
  }

  /// Booths without a board are on the only one there is; beside named boards it would depend on
  /// the order of plugging in which one that is.
  private func boardFaults(_ file: ConfigurationFile) -> [ConfigurationFault] {
    guard booths.contains(where: { $0.board != nil }) else { return [] }
    return booths.filter { $0.board == nil }.map { booth in
      file.fault(
        section(of: booth, file),
        "booth \(booth.number) without «board» beside booths that have one",
        "board = UID in every booth, or in none")
    }
  }

  private func section(of booth: BoothConfiguration, _ file: ConfigurationFile) -> Int? {
    file.sections.first { $0.name == "booth \(booth.number)" }?.line
  }
}
