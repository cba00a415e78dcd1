import BoothProtocol
import LineRecord

/// The names that boards' answers have, as the room has them.
enum LineNames {
  static let states = LineState.names
  static let faults = LineFault.names
  static let signals = AnswerSignal.names
  static let results = CommandResult.names
  static let causes = ResetCause.names
  static let capabilities = Capabilities.allNames.map(\.value)
}
