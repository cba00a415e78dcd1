import LineRecord
import Notation

extension PcapngFault {
  /// What keeps a file from being read as a recording. Where in it, and what was expected there, is for
  /// who looks at its bytes.
  var words: Words {
    switch self {
    case .notPcapng:
      Words("no es una grabación (pcapng)", "it is no recording (pcapng)")
    case .truncated(let offset):
      Words(
        "la grabación se corta en el byte \(offset)", "the recording breaks off at byte \(offset)")
    default: Words("la grabación no se entiende desde aquí: \(self)", "\(self)")
    }
  }
}
