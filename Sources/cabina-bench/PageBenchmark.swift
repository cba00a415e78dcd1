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
    ("Tickets, of all days, far back", "/tickets?from=2000-01-01&to=2099-12-31&before=%TICKET", 31),
    ("Tickets, of a booth and all days", "/tickets?booth=4312&from=2000-01-01&to=2099-12-31", 31),
    ("Saldo", "/balance", 31),
    ("Informe, a day", "/report?period=day&from=%DAY", 9),
    ("Informe, a month", "/report?period=month&from=%DAY", 5),
    ("Auditoría", "/audit", 31),
    ("a hundred events, far back", "/api/v1/events?after=%MIDDLE&size=100", 31),
  ]

  func run() throws {
    let now = WallTime(milliseconds: Int64(Glibc.time(nil)) * 1000)
    let shop = try StockedShop(calls: callCount, until: now)
    defer { shop.folder.remove() }
    let daemon = try shop.start()
    defer { daemon.stop() }
    print("")
    let socket = shop.socket
    let baseline = try timing("/healthz", at: socket, rounds: 31)
    var table = TimingTable(title: "pages with \(callCount) calls")
    table.add("/healthz", baseline)
    for page in Self.pages {
      let path = page.path.replacing("%MIDDLE", with: "\(callCount / 2)")
        .replacing("%TICKET", with: "\(callCount / 6)")
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
}

struct PageFailed: Error, CustomStringConvertible {
  let page: String
  let answer: String
  var description: String { "\(page) is not answered: \(answer)" }
}
