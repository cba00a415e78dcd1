/// Where a board's clock stands on the host's: `moment(of:)` and `tick(at:)` convert between them.
package struct BoardClock: Hashable, Sendable {
  /// A pair of readings taken together.
  package var tick: BoardTick
  package var moment: Moment
  /// How much faster the board's clock runs, in parts per thousand million (ppb); 0 is alike.
  package var driftPartsPerBillion: Int64

  package init(tick: BoardTick, moment: Moment, driftPartsPerBillion: Int64) {
    self.tick = tick
    self.moment = moment
    self.driftPartsPerBillion = driftPartsPerBillion
  }

  package func tick(at moment: Moment) -> BoardTick {
    let elapsed = moment.milliseconds(since: self.moment)
    return tick.advanced(byMilliseconds: elapsed + gain(in: elapsed))
  }

  package func moment(of tick: BoardTick) -> Moment {
    let elapsed = tick.milliseconds(since: self.tick)
    return moment.advanced(byMilliseconds: elapsed - gain(in: elapsed))
  }

  private func gain(in elapsed: Int64) -> Int64 {
    Int64(Int128(elapsed) * Int128(driftPartsPerBillion) / 1_000_000_000)
  }
}
