import BoothSimulator

/// Which checks a mistake of the firmware makes fail: all of them, in the order of the run, with
/// blanks between.
enum FaultTable {
  static func failures(of fault: FirmwareFault) -> Expected? {
    // Nearly everything is asked through a PING, or is a command.
    switch fault {
    case .stampLost: return .among(["pong-stamp", "crc", "garbage", "tick"])
    case .responseSequence:
      return .among(["response-echo", "repetition", "ahead", "unknown-type"])
    default: break
    }
    return all.first { $0.fault == fault }.map { row in
      .all(row.checks.split(separator: " ").map(String.init))
    }
  }

  static let all = frames + sessions + commands + log + booths + calls

  enum Expected {
    case all([String])
    /// These at least.
    case among([String])
  }
}
