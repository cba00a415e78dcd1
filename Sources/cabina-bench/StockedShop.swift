import BoothControl
import Glibc
import Ledger

/// A shop in a temporary folder, with years of calls stored, and the real daemon for it.
struct StockedShop {
  let folder: TemporaryFolder
  let socket: String
  private let clock = ContinuousClock()

  /// `schema`: that the ledger is to have, for a daemon that brings it up to date.
  init(calls: Int, until end: WallTime, schema: Schema = .current) throws {
    folder = try TemporaryFolder()
    socket = folder.path + "/cabina.sock"
    let ledger = folder.path + "/cabina.sqlite"
    do {
      let filling = try clock.measure {
        try ManyCalls(count: calls, end: end).store(at: ledger, schema: schema)
      }
      print("\(calls) calls written down in \(filling.rounded)")
      try folder.write(ManyCalls.tariffs, to: "tariffs.json5")
      try folder.write(configuration, to: "cabina.conf")
    } catch {
      folder.remove()
      throw error
    }
  }

  /// Waits until it is ready, and not only there.
  func start() throws -> DaemonProcess {
    let start = clock.now
    let daemon = try DaemonProcess(
      ["--config", "\(folder.path)/cabina.conf", "--state", folder.path, "--run", folder.path])
    while (try? PageRequest.get("/healthz", at: socket))?.hasPrefix("HTTP/1.1 200 ") != true {
      guard clock.now - start < .seconds(600) else {
        daemon.stop()
        throw PageFailed(page: "/healthz", answer: "")
      }
      usleep(2_000)
    }
    print("from its start until it is ready \((clock.now - start).rounded)")
    return daemon
  }

  private var configuration: String {
    let booths = ManyCalls.booths.enumerated().map { index, booth in
      "[booth \(booth.text)]\nname = CABINA \(index + 1)\nline = \(index + 1)\n"
    }
    return """
      [shop]
      name = LOCUTORIO
      [dialling]
      digit-map = 1xxx|02xxxxxxx|099xxxxxxx
      [board]
      port = \(folder.path)/no-board
      [page]
      port = 0
      [prices]
      file = \(folder.path)/tariffs.json5

      """ + booths.joined()
  }
}

extension Duration {
  fileprivate var rounded: String {
    let milliseconds = Int64(self / .milliseconds(1))
    return milliseconds < 10_000 ? "\(milliseconds) ms" : "\(milliseconds / 1000) s"
  }
}
