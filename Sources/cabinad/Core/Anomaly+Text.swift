import BoothControl
import BoothProtocol
import Notation
import OwnerPanel

extension Anomaly {
  /// A sentence for the journal.
  var text: String {
    switch self {
    case .refused(let booth, let dialled, let reason):
      "booth \(booth): «\(dialled)» refused: \(Language.english(reason).inSentence)"
    case .unknownBoard(let uid):
      "board \(uid): no booth of the configuration is on it; its lines stay closed"
    case .bootIDRepeated(let uid, let bootID):
      "board \(uid): it restarted and says boot id \(bootID) again; the firmware must draw a new one at each boot. Its lines stay closed but for emergency numbers"
    case .tooManyBoards(let uid):
      "board \(uid): too many boards have been here since the daemon started; its lines stay closed but for emergency numbers"
    case .missingLine(let uid, let booth):
      "board \(uid) has no such line as booth \(booth) is configured for"
    case .unassignedLine(let uid, let line):
      "board \(uid): someone lifted on line \(line + 1), which no booth is configured for"
    case .unknownCall(let uid, let call):
      "board \(uid): call \(call) is none that is in progress here; it is cut, unless it is an emergency call"
    case .boardRestarted(let uid, let cause): "board \(uid) restarted: \(cause.text)"
    case .eventsLost(let uid, let count):
      "board \(uid) could not record \(count) \(count == 1 ? "event" : "events")"
    case .unknownEvent(let uid, let type):
      "board \(uid) sent an event of the unknown type \(type); newer firmware?"
    case .commandRefused(let uid, let command, let result):
      "board \(uid) refused \(command.text): \(result.text)"
    case .hookContradictsCall(let uid, let call):
      "board \(uid): the handset says call \(call) is over, and its end was not told; its lines are read anew"
    case .callEndedUnknown(let call):
      "call \(call): the board forgot how it ended; billed to the last tick heard, for review"
    case .power(let uid, let state, let millivolts):
      "board \(uid): \(state.text), \(millivolts) mV"
    }
  }
}
