package import BoothProtocol

extension RestoredState {
  /// The latest tick known of each board's boot, so that its 32-bit ticks are extended as before.
  package var knownTicks: [HostLink.KnownTick] {
    openCalls.compactMap { open in
      [open.seizedTick, open.answeredTick, open.lastHeardTick].compactMap(\.self).max().map {
        HostLink.KnownTick(
          uid: open.authorisation.board, bootID: open.authorisation.bootID, tick: $0)
      }
    }
  }
}
