/// What the provider's exchange has on its trunks, by what came down them and nothing else: keys
/// before the answer make the number longer, keys after it are for the called one, and keys on a
/// trunk whose far end is gone are another number.
struct ExchangeRecord {
  struct Connection {
    let line: Int
    let trunk: Int
    var number: String
    var tones = ""
    let seizedTick: UInt32
    var isAnswered = false
    var isCleared = false
    /// nil: the trunk is still held.
    var releasedTick: UInt32?
    /// It came about by a second dial tone.
    let isSecond: Bool
  }

  private(set) var connections: [Connection] = []

  mutating func take(_ notice: BoardNotice) {
    switch notice.kind {
    case .seized(let trunk, let digits):
      connections.append(
        Connection(
          line: notice.line ?? 0, trunk: trunk, number: digits, seizedTick: notice.tick,
          isSecond: false))
    case .passedDigit(let trunk, let digit): take(digit, trunk, notice)
    case .answered(let trunk, _): change(trunk) { $0.isAnswered = true }
    case .farEndHungUp(let trunk): change(trunk) { $0.isCleared = true }
    case .released(let trunk): change(trunk) { $0.releasedTick = notice.tick }
    default: break
    }
  }

  private mutating func take(_ digit: UInt8, _ trunk: Int, _ notice: BoardNotice) {
    let key = String(Unicode.Scalar(digit))
    let isCleared = index(trunk).map { connections[$0].isCleared } ?? true
    guard isCleared else {
      return change(trunk) { connection in
        if connection.isAnswered { connection.tones += key } else { connection.number += key }
      }
    }
    change(trunk) { $0.releasedTick = notice.tick }
    connections.append(
      Connection(
        line: notice.line ?? 0, trunk: trunk, number: key, seizedTick: notice.tick,
        isSecond: true))
  }

  private mutating func change(_ trunk: Int, _ change: (inout Connection) -> Void) {
    if let index = index(trunk) { change(&connections[index]) }
  }

  private func index(_ trunk: Int) -> Int? {
    connections.lastIndex { $0.trunk == trunk && $0.releasedTick == nil }
  }

  /// Whether the line had a connection at the tick, not only from it on.
  func hasConnection(line: Int, at tick: UInt32) -> Bool {
    connections.contains { connection in
      connection.line == line && connection.seizedTick < tick
        && connection.releasedTick.map { tick < $0 } ?? true
    }
  }
}
