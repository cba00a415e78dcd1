import BoothControl
import Glibc
import Ledger

/// What the real daemon takes for its pages with years of calls: it is started on a ledger that was
/// filled for it, and asked through its socket, as a browser would, each page several times. The
/// baseline is the shortest answer that it has, `/healthz`.
struct PageBenchmark {
  let callCount: Int

  private static let pages: [(name: String, path: String, rounds: Int)] = [
    ("the panel", "/", 31),
    ("Detalle, the newest 50", "/calls?size=50", 31),
    ("Detalle, of one booth, far back", "/booths/4312/calls?size=50&before=%MIDDLE", 31),
    ("Detalle, of some days, uncharged", "/calls?charged=false&from=%DAY&to=%DAY", 31),
    ("Detalle, a number that nobody called", "/calls?number=777", 31),
    ("a call, explained", "/calls/%MIDDLE", 31),
    ("Saldo", "/balance", 31),
    ("Informe, a day", "/report?period=day&from=%DAY", 9),
    ("Informe, a month", "/report?period=month&from=%DAY", 5),
    ("Auditoría", "/audit", 31),
  ]

  func run() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let clock = ContinuousClock()
    let now = WallTime(milliseconds: Int64(Glibc.time(nil)) * 1000)
    let filling = try clock.measure {
      try ManyCalls(count: callCount, end: now).store(at: folder.path + "/cabina.sqlite")
    }
    print("\(callCount) calls written down in \(filling.rounded)")
    try folder.write(ManyCalls.tariffs, to: "tariffs.json5")
    try folder.write(configuration(in: folder.path), to: "cabina.conf")
    let start = clock.now
    let daemon = try DaemonProcess(
      ["--config", "\(folder.path)/cabina.conf", "--state", folder.path, "--run", folder.path])
    defer { daemon.stop() }
    let socket = folder.path + "/cabina.sock"
    // Until it is ready, and not only there.
    while (try? PageRequest.get("/healthz", at: socket))?.hasPrefix("HTTP/1.1 200 ") != true {
      guard clock.now - start < .seconds(60) else { throw PageFailed(page: "/healthz", answer: "") }
      usleep(2_000)
    }
    print("from its start until it is ready \((clock.now - start).rounded)\n")
    let baseline = try timing("/healthz", at: socket, rounds: 31)
    var table = TimingTable(title: "pages with \(callCount) calls")
    table.add("/healthz", baseline)
    for page in Self.pages {
      let path = page.path.replacing("%MIDDLE", with: "\(callCount / 2)")
        .replacing("%DAY", with: day(of: now.milliseconds - Int64(callCount) * 30_000))
      table.add(
        page.name, try timing(path, at: socket, rounds: page.rounds), against: baseline)
    }
    print(table.text)
  }

  /// Answered once before, so that what the machine keeps in memory is there, as in a shop that is
  /// open.
  private func timing(_ path: String, at socket: String, rounds: Int) throws -> Timing {
    let first = try PageRequest.get(path, at: socket)
    guard first.hasPrefix("HTTP/1.1 200 ") else {
      throw PageFailed(page: path, answer: String(first.prefix(80)))
    }
    return try Timing(rounds: rounds, operations: 1) {
      try PageRequest.get(path, at: socket).utf8.count
    }
  }

  private func day(of milliseconds: Int64) -> String {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    localtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }

  private func configuration(in folder: String) -> String {
    let booths = ManyCalls.booths.enumerated().map { index, booth in
      "[booth \(booth.text)]\nname = CABINA \(index + 1)\nline = \(index + 1)\n"
    }
    return """
      [shop]
      name = LOCUTORIO
      [dialling]
      digit-map = 1xxx|02xxxxxxx|099xxxxxxx
      [board]
      port = \(folder)/no-board
      [page]
      port = 0
      [prices]
      file = \(folder)/tariffs.json5

      """ + booths.joined()
  }
}

struct PageFailed: Error, CustomStringConvertible {
  let page: String
  let answer: String
  var description: String { "\(page) is not answered: \(answer)" }
}

extension Duration {
  fileprivate var rounded: String {
    let milliseconds = Int64(self / .milliseconds(1))
    return milliseconds < 10_000 ? "\(milliseconds) ms" : "\(milliseconds / 1000) s"
  }
}
