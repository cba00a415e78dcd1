import BoothControl
import BoothProtocol
import Rating
import SerialLine

/// All that the daemon is told in its configuration file.
struct DaemonConfiguration {
  var shop: ShopConfiguration
  var port: PortChoice = .discover
  var baud = BaudRate.baud115200
  var page = PageConfiguration()
  /// nil: nothing is imported at start.
  var tariffFile: String?

  enum PortChoice: Equatable {
    /// Every serial port is tried; a board makes itself known by its handshake.
    case discover
    /// These only: device paths, best those of /dev/serial/by-id.
    case paths([String])
  }

  struct PageConfiguration {
    var address = "127.0.0.1"
    var port: UInt16 = 8080
  }
}

extension DaemonConfiguration {
  init(_ file: ConfigurationFile) throws(ConfigurationError) {
    shop = try ShopReader.read(file)
    for section in file.sections {
      var reader = SectionReader(file, section)
      switch section.name {
      case "board":
        if let entry = reader.entry("port") {
          port = try Self.ports(entry, reader)
        }
        baud =
          try reader.choice("speed", [("115200", .baud115200), ("230400", .baud230400)]) ?? baud
        shop.board = try ShopReader.boardSettings(&reader)
        try reader.finish()
      case "page":
        if let entry = reader.entry("address") {
          guard entry.value.hasPrefix("127.") || entry.value == "::1" else {
            throw reader.fault(
              entry, "an address of this machine alone, 127.0.0.1 or ::1: the page has no login yet"
            )
          }
          page.address = entry.value
        }
        page.port = UInt16(try reader.integer("port", 0...65535) ?? Int(page.port))
        try reader.finish()
      case "prices":
        tariffFile = try reader.text("file")
        try reader.finish()
      default: break
      }
    }
  }

  private static func ports(
    _ entry: ConfigurationFile.Entry, _ reader: SectionReader
  )
    throws(ConfigurationError) -> PortChoice
  {
    if entry.value == "auto" { return .discover }
    let paths = entry.value.split(separator: ",").map { String($0.trimmed) }
    guard !paths.isEmpty, paths.allSatisfy({ $0.hasPrefix("/") }), paths.count <= 16 else {
      throw reader.fault(entry, "auto, or at most 16 paths that begin with /, separated by commas")
    }
    return .paths(paths)
  }
}

/// Reads the sections that make up the shop.
enum ShopReader {
  static func read(_ file: ConfigurationFile) throws(ConfigurationError) -> ShopConfiguration {
    var shop = ShopConfiguration(
      name: "Locutorio", booths: [], digitMap: .chile,
      emergencyNumbers: ["131", "132", "133"])
    for section in file.sections {
      var reader = SectionReader(file, section)
      switch section.name {
      case "shop": try readShop(&shop, &reader)
      case "dialling": try readDialling(&shop, &reader)
      case "board", "page", "prices": break
      case let name where name.hasPrefix("booth "):
        shop.booths.append(try booth(name, &reader))
      default:
        throw file.fault(
          section.line, "[\(section.name)]",
          "[shop], [dialling], [board], [page], [prices] or [booth NUMBER]")
      }
    }
    try check(shop, file)
    return shop
  }

  private static func readShop(
    _ shop: inout ShopConfiguration, _ reader: inout SectionReader
  )
    throws(ConfigurationError)
  {
    shop.name = try reader.text("name") ?? shop.name
    let code = try reader.text("currency") ?? shop.currency.code
    let symbol = try reader.text("symbol") ?? shop.currency.symbol
    let decimals = try reader.integer("decimals", 0...6) ?? shop.currency.decimals
    shop.currency = AmountFormat(code: code, symbol: symbol, decimals: decimals)
    shop.keepsBalance =
      try reader.choice("balance", [("kept", true), ("not-kept", false)]) ?? shop.keepsBalance
    shop.warningSeconds = try reader.integer("warning", 0...25) ?? shop.warningSeconds
    try reader.finish()
  }

  /// Digit maps that come with the daemon, by name.
  private static let ready: [String: DigitMap] = ["chile": .chile, "chile-2006": .chile2006]

  private static func readDialling(
    _ shop: inout ShopConfiguration, _ reader: inout SectionReader
  ) throws(ConfigurationError) {
    if let entry = reader.entry("digit-map") {
      do {
        shop.digitMap = try ready[entry.value] ?? DigitMap(entry.value)
      } catch {
        throw reader.fault(
          entry, "chile, chile-2006 or a digit map of RFC 3435; \(error)")
      }
    }
    shop.startTimerSeconds = try reader.integer("start-timer", 1...60) ?? shop.startTimerSeconds
    shop.partialTimerSeconds =
      try reader.integer("partial-timer", 1...60) ?? shop.partialTimerSeconds
    shop.criticalTimerSeconds =
      try reader.integer("critical-timer", 1...60) ?? shop.criticalTimerSeconds
    shop.emergencyNumbers =
      try reader.numbers("emergency", 1...6, limit: 12) ?? shop.emergencyNumbers
    shop.blockedPrefixes = try reader.numbers("blocked", 1...20, limit: 256) ?? []
    shop.carrierCodes = try reader.numbers("carriers", 1...8, limit: 64) ?? []
    try reader.finish()
  }

  static func boardSettings(
    _ reader: inout SectionReader
  ) throws(ConfigurationError)
    -> BoardSettings
  {
    var board = BoardSettings()
    board.flashMinimumMilliseconds =
      try reader.integer("flash-minimum", 20...1000) ?? board.flashMinimumMilliseconds
    board.flashMaximumMilliseconds =
      try reader.integer("flash-maximum", 100...2000) ?? board.flashMaximumMilliseconds
    guard board.flashMinimumMilliseconds <= board.flashMaximumMilliseconds else {
      throw reader.missing(
        "flash-maximum", "one of at least flash-minimum, \(board.flashMinimumMilliseconds)")
    }
    board.answerSignals =
      try reader.choice(
        "answer",
        [
          ("signal", [.polarityReversal, .meteringPulse]), ("polarity", [.polarityReversal]),
          ("metering", [.meteringPulse]), ("delay", [.setDelay]),
        ]) ?? board.answerSignals
    board.answerDelaySeconds =
      try reader.integer("answer-delay", 1...120) ?? board.answerDelaySeconds
    guard board.answerDelaySeconds > 0 || !board.answerSignals.contains(.setDelay) else {
      throw reader.missing("answer-delay", "seconds from 1 to 120, since answer = delay")
    }
    return board
  }

  private static func booth(
    _ name: String, _ reader: inout SectionReader
  )
    throws(ConfigurationError) -> BoothConfiguration
  {
    let number = String(name.dropFirst("booth ".count).trimmed)
    let line = try reader.integer("line", 1...32)
    let text = try reader.text("name") ?? "CABINA \(number)"
    var board: BoardUID?
    if let entry = reader.entry("board") {
      board = BoardUID(entry.value)
      if board == nil { throw reader.fault(entry, "a board's uid: 24 hexadecimal digits") }
    }
    guard let line else { throw reader.missing("line", "the line of the board, from 1 to 32") }
    try reader.finish()
    return BoothConfiguration(
      number: BoothNumber(number), name: text, board: board, line: line - 1)
  }

  private static func check(
    _ shop: ShopConfiguration, _ file: ConfigurationFile
  )
    throws(ConfigurationError)
  {
    guard !shop.booths.isEmpty, shop.booths.count <= 256 else {
      throw ConfigurationError(
        path: file.path, line: nil, found: "\(shop.booths.count) booths",
        expected: "1 to 256 sections [booth NUMBER]")
    }
    if let fault = NumberPlan(shop).faults.first {
      let section = file.sections.first { $0.name == "dialling" }
      throw ConfigurationError(
        path: file.path, line: section?.line, found: "a number plan in which \(fault)",
        expected: "one that can be dialled")
    }
    for (index, booth) in shop.booths.enumerated() {
      let earlier = shop.booths[..<index].first { other in
        other.line == booth.line
          && (other.board == booth.board || other.board == nil || booth.board == nil)
      }
      guard let earlier else { continue }
      let line = file.sections.first { $0.name == "booth \(booth.number)" }?.line
      throw ConfigurationError(
        path: file.path, line: line,
        found: "line \(booth.line + 1) for booths \(earlier.number) and \(booth.number)",
        expected: "a line for each booth, or the uid of each one's board")
    }
  }
}
