/// The power of the board: what it held goes with it, and what people do to its handsets
/// meanwhile is seen by nobody.
extension SimulatedBoard {
  /// Takes its power away: trunks fall at once.
  package func cutPower() {
    guard hasPower else { return }
    fall()
    hasPower = false
    output = []
    isResetAsked = false
    hadSession = false
    notice(nil, .powerLost)
  }

  /// Gives it back.
  package func restorePower() {
    guard !hasPower else { return }
    hasPower = true
    bootTime = time
    start(because: .powerOn)
  }
}
