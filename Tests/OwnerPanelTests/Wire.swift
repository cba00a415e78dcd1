import BoothControl
import BoothProtocol

@testable import OwnerPanel

/// One connection with all that is behind it and no socket: bytes and time go in, what is written
/// comes out.
struct Wire {
  var desk = Desk()
  private(set) var connection: Connection
  private(set) var now: Moment
  /// Requests that were taken.
  private(set) var taken: [HTTPRequest] = []

  init(limits: PanelLimits = PanelLimits()) {
    now = Moment(milliseconds: 0)
    connection = Connection(peer: .network(address: "127.0.0.1"), limits: limits, at: now)
  }

  mutating func wait(milliseconds: Int64) { now = now.advanced(byMilliseconds: milliseconds) }

  /// Everything that is answered to this, by a client that reads; a deadline that has come is kept.
  mutating func send(_ text: String) -> String { send(Array(text.utf8)) }

  mutating func send(_ bytes: [UInt8]) -> String {
    var output = ""
    if let deadline = connection.deadline, deadline <= now {
      connection.timeOut(date: "today", at: now)
      output += written()
    }
    connection.received(bytes, at: now)
    for _ in 0..<1000 where connection.hasTurn {
      if let request = connection.nextRequest(date: "today", at: now) {
        taken.append(request)
        answer(request)
      }
      output += written()
    }
    if connection.isReadyToShut { connection.shut(at: now) }
    return output
  }

  private mutating func answer(_ request: HTTPRequest) {
    let handler = RequestHandler(configuration: testConfiguration(), source: desk.source)
    let answer = handler.answer(
      to: request, admission: desk.admission, visitor: desk.visitor, shop: desk.shop,
      counters: PanelCounters())
    switch answer {
    case .now(let response): connection.answer(response, date: "today", at: now)
    case .later(_, let pending):
      let response = handler.response(to: pending, outcome: .done, shop: desk.shop)
      connection.answer(response, date: "today", at: now)
    case .ledger(_, let pending):
      let response = handler.response(to: pending, answer: .done, shop: desk.shop)
      connection.answer(response, date: "today", at: now)
    case .access(_, let pending):
      let response = handler.response(to: pending, access: .done, shop: desk.shop)
      connection.answer(response, date: "today", at: now)
    case .technician(_, let pending):
      let response = handler.response(
        to: pending, technician: .refused(.boardGone(wasSent: false)), shop: desk.shop)
      connection.answer(response, date: "today", at: now)
    case .logOut(let response): connection.answer(response, date: "today", at: now)
    case .pieces(let response, let pieces):
      connection.answer(response, in: pieces, date: "today", at: now)
    case .stream(let language):
      connection.beginStream(in: language, isOwner: true, date: "today", at: now)
    case .held(let events):
      connection.answer(handler.events(events), date: "today", at: now)
    }
  }

  private mutating func written() -> String {
    let text = connection.output.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    connection.wrote(connection.output.count, at: now)
    return text
  }
}

/// The first line of each answer that is on a wire.
func statusLines(in output: String) -> [String] {
  output.matches(of: /HTTP\/1\.1 [0-9]{3} [A-Z][A-Za-z -]+/).map { String($0.output) }
}
