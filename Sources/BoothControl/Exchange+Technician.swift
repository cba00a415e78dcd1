package import BoothProtocol

/// What of a board a technician's command may bear on; lines from 0.
package struct LinesInUse: Hashable, Sendable {
  /// In a call: from when its authorisation is on its way to the disk until the board has told its end,
  /// and those that the board has without anybody here knowing of them yet.
  package var inCall: Set<Int>
  /// Of those in a call the ones for help.
  package var forHelp: Set<Int>
  /// Somebody has lifted, and may be dialling.
  package var offHook: Set<Int>

  package init(inCall: Set<Int> = [], forHelp: Set<Int> = [], offHook: Set<Int> = []) {
    self.inCall = inCall
    self.forHelp = forHelp
    self.offHook = offHook
  }
}

extension Exchange {
  /// nil: the board has no session.
  package func linesInUse(of uid: BoardUID) -> LinesInUse? {
    guard let index = boardIndex(uid), boards[index].isConnected else { return nil }
    var use = LinesInUse()
    for booth in booths.indices where isServed(booth, by: uid) {
      let line = booths[booth].configuration.line
      if booths[booth].isOffHook { use.offHook.insert(line) }
      if booths[booth].stage.hasCall || booths[booth].hasBoardCall
        || booths[booth].reported?.call != nil
      {
        use.inCall.insert(line)
      }
      if booths[booth].call?.authorisation.isEmergency == true || booths[booth].hasBoardCall
        || booths[booth].reported?.call?.isForHelp == true
      {
        use.forHelp.insert(line)
      }
    }
    return use
  }
}
