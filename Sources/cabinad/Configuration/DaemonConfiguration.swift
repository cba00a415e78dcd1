import BoothControl
import Notation
import OwnerPanel
import SerialLine

/// All that the daemon is told in its configuration file.
struct DaemonConfiguration {
  /// The file it was read from; nil: none.
  var path: String?
  /// Of that file, from before it was read.
  var mark: FileMark?
  var shop: ShopConfiguration
  var port: PortChoice = .discover
  var baud = BaudRate.baud115200
  var page = PageConfiguration()
  var socket = SocketConfiguration()
  /// For a ledger without prices; nil: none.
  var tariffFile: String?
  /// The name of a folder within the state folder in which every line is recorded; nil: none is.
  var recordFolder: String?

  /// All that the file says, as it says it: `[shop] name` and its value.
  var entries: [(key: String, value: String)] = []

  enum PortChoice: Equatable {
    /// Every serial port is tried; a board makes itself known by its handshake.
    case discover
    /// These only: device paths, best those of /dev/serial/by-id.
    case paths([String])
  }

  struct PageConfiguration {
    var address = "127.0.0.1"
    var port: UInt16 = 8080
    /// By which browsers may reach it, besides its address: as in `PanelConfiguration.hostNames`.
    var names: [String] = []
    /// nil: what each browser asks for.
    var language: Language?
  }

  /// The command line's.
  struct SocketConfiguration {
    /// The group of those who may do what a cashier may.
    var cashiers = "cabina-till"
    /// The file names it, so that it is to be there.
    var isNamed = false
  }
}

extension DaemonConfiguration {
  /// Reads the whole file, whatever is wrong with it, and throws all of that at once.
  init(_ file: ConfigurationFile) throws(ConfigurationError) {
    self.init(
      shop: ShopConfiguration(
        name: "Locutorio", booths: [], digitMap: .chile, emergencyNumbers: ["131", "132", "133"]))
    shop.use(.chile)
    path = file.path
    entries = file.sections.flatMap { section in
      section.entries.map { ("[\(section.name)] \($0.key)", $0.value) }
    }
    var faults = file.faults
    for section in file.sections {
      var reader = SectionReader(file, section)
      switch section.name {
      case "shop": shop.readShop(&reader)
      case "dialling": shop.readDialling(&reader)
      case "board": readBoard(&reader)
      case "page": readPage(&reader)
      case "socket": readSocket(&reader)
      case "prices": tariffFile = reader.text("file", ofAtMost: 4095)
      case let name where name.hasPrefix("booth "): shop.readBooth(name, &reader)
      default:
        faults.append(
          file.fault(
            section.line, "[\(section.name.shortened)]",
            "[shop], [dialling], [board], [page], [socket], [prices] or [booth NUMBER]"))
        continue
      }
      faults += reader.finish()
    }
    faults += shop.faults(file)
    guard faults.isEmpty else {
      throw ConfigurationError(faults: faults.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }
  }

  private mutating func readBoard(_ reader: inout SectionReader) {
    if let entry = reader.entry("port") {
      port = Self.ports(entry, &reader) ?? port
    }
    baud = reader.choice("speed", [("115200", .baud115200), ("230400", .baud230400)]) ?? baud
    recordFolder = Self.recordFolder(&reader)
    shop.board.read(&reader)
  }

  /// The service may write nowhere but in the state folder, so the folder is one of those in it.
  private static func recordFolder(_ reader: inout SectionReader) -> String? {
    guard let entry = reader.entry("record") else { return nil }
    let isName = entry.value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isName, (1...64).contains(entry.value.utf8.count) else {
      reader.report(
        entry,
        "the name of a folder to be made in the state folder: 1 to 64 letters, digits, - or _")
      return nil
    }
    return entry.value
  }

  private mutating func readPage(_ reader: inout SectionReader) {
    if let entry = reader.entry("address") {
      if PanelAddress.isHost(entry.value) {
        page.address = entry.value
      } else {
        reader.report(
          entry,
          "an address in figures: 127.0.0.1 for this machine alone, 0.0.0.0 for the whole network")
      }
    }
    if let entry = reader.entry("names") { page.names = Self.hostNames(entry, &reader) }
    page.port = UInt16(reader.integer("port", 0...65535) ?? Int(page.port))
    page.language = reader.choice("language", Language.allCases.map { ($0.rawValue, $0) })
  }

  private mutating func readSocket(_ reader: inout SectionReader) {
    guard let entry = reader.entry("cashiers") else { return }
    let isName =
      (1...32).contains(entry.value.utf8.count)
      && entry.value.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
    guard isName else {
      return reader.report(
        entry, "the name of a group of the system: 1 to 32 letters, digits, -, _ or .")
    }
    socket.cashiers = entry.value
    socket.isNamed = true
  }

  private static func hostNames(
    _ entry: ConfigurationFile.Entry, _ reader: inout SectionReader
  ) -> [String] {
    let names = entry.value.split(separator: ",").map { String($0.trimmed) }
    let isGood = names.allSatisfy { name in
      (1...253).contains(name.utf8.count)
        && name.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: ":"):
            true
          default: false
          }
        }
    }
    guard isGood, !names.isEmpty, names.count <= 16 else {
      reader.report(
        entry, "at most 16 names such as caja.lan or caja.example.cl:443, separated by commas")
      return []
    }
    return names
  }

  private static func ports(
    _ entry: ConfigurationFile.Entry, _ reader: inout SectionReader
  ) -> PortChoice? {
    if entry.value == "auto" { return .discover }
    let paths = entry.value.split(separator: ",").map { String($0.trimmed) }
    guard !paths.isEmpty, paths.allSatisfy({ $0.hasPrefix("/") }), paths.count <= 16 else {
      reader.report(entry, "auto, or at most 16 paths that begin with /, separated by commas")
      return nil
    }
    return .paths(paths)
  }
}
