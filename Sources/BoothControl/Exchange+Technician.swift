package import BoothProtocol

extension Exchange {
  /// The lines of a board that are in a call: from when its authorisation is on its way to the disk
  /// until the board has told its end, and those that it has without anybody here knowing of them
  /// yet. nil: it has no session.
  package func linesInCall(of uid: BoardUID) -> Set<Int>? {
    guard let index = boardIndex(uid), boards[index].isConnected else { return nil }
    let inCall = booths.indices.filter { booth in
      isServed(booth, by: uid)
        && (booths[booth].stage.hasCall || booths[booth].hasBoardCall
          || booths[booth].reported?.call != nil)
    }
    return Set(inCall.map { booths[$0].configuration.line })
  }
}
