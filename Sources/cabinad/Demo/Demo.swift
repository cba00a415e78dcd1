import BoothControl
import BoothSimulator
import Glibc
import Ledger
import Rating
import SerialLine

/// The whole of it on one machine with no hardware: a simulated board on a real pty, callers who
/// lift, dial, talk and hang up, the daemon that reads the pty as it would a USB port, a ledger in
/// a temporary folder, and the page.
struct Demo {
  let pagePort: UInt16
  /// Nothing has happened in the shop yet.
  var isEmpty = false

  func run() -> Never {
    do {
      try serve()
    } catch { ExitCode.failure.leave("the demo does not start: \(error)") }
  }

  private func serve() throws -> Never {
    let ending = EndingSignals()
    let folder = try TemporaryFolder()
    var options = SimulatedShop.Options()
    options.life = ShopLife()
    options.seed = UInt64.random(in: 1...UInt64.max)
    options.network = ShopLife.network(seed: options.seed)
    let board: BoardOnPort
    do {
      board = try BoardOnPort(options, link: folder.path + "/ttyBOARD")
      try stock(folder.path + "/" + Daemon.ledgerName)
    } catch {
      folder.remove()
      throw error
    }
    board.start()
    Journal.write(.notice, "board on \(board.device ?? "no pty"), ledger in \(folder.path)")
    let daemon = Daemon(
      configuration(port: folder.path + "/ttyBOARD"), stateFolder: folder.path,
      runFolder: folder.path
    )
    if isEmpty { daemon.pay(.pesos(25_000), reference: "demo") }
    var till = DemoTill()
    daemon.play(everySeconds: DemoTill.seconds) { till.actions(on: $0) }
    daemon.run(
      until: ending,
      advice: "cabinad demo --port N takes another port, and 0 any that is free",
      atEnd: {
        board.stop()
        folder.remove()
      })
  }

  private func stock(_ path: String) throws {
    guard isEmpty else {
      return try DemoHistory(shop: Self.shop, end: SystemClock.wall).store(at: path)
    }
    let ledger = try Ledger(path: path) { _ in }
    try ledger.replacePrices(
      DemoPrices.file, by: AuditOrigin(actor: "demo", at: SystemClock.wall))
    ledger.close()
  }

  private static let booths = (0..<8).map { line in
    BoothConfiguration(
      number: BoothNumber(String(4312 + line)), name: "CABINA 0\(line + 1)", board: nil, line: line)
  }

  static var shop: ShopConfiguration {
    var shop = ShopConfiguration(
      name: "LOCUTORIO DEMO", booths: booths, digitMap: .chile2006,
      emergencyNumbers: ["131", "132", "133"])
    shop.warningSeconds = 15
    // The smallest coin in Chile since 2017, and how its law rounds to it.
    shop.cashRounding = CashRounding(mode: .halfDown, coin: .pesos(10))
    return shop
  }

  private func configuration(port: String) -> DaemonConfiguration {
    var configuration = DaemonConfiguration(shop: Self.shop)
    configuration.port = .paths([port])
    configuration.page.port = pagePort
    return configuration
  }
}

/// A folder of its own under $TMPDIR.
struct TemporaryFolder {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((parent + "/cabina-demo-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw TextFileError(path: parent, reason: String(cString: strerror(errno)))
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Takes the folder away with the files in it; it has no folders in it.
  func remove() {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { unlink(path + "/" + name) }
    }
    closedir(folder)
    rmdir(path)
  }
}
