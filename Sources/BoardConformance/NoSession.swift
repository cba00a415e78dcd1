internal import BoothProtocol

/// The handshake failed: nothing else of the board could be tried.
package struct NoSession: Hashable, Sendable {
  /// Where the specification says what was expected.
  package var section: String
  /// In a few words, for a heading.
  package var why: String
  package var failure: Failure
  package var evidence: Evidence
}

extension Bench {
  /// Why ten HELLOs have brought no session.
  func noSession(_ failure: Failure) -> NoSession {
    let (section, why) = silence
    return NoSession(section: section, why: why, failure: failure, evidence: log.evidence)
  }

  private var silence: (section: String, why: String) {
    guard let answer = heard.last(where: { $0.isHandshake(.helloAcknowledgement) })?.frame else {
      if let other = heard.last {
        return ("2", "no HELLO_ACK came, only \(FrameText.name(other.frame.type))")
      }
      return heardByteCount == 0
        ? ("2", "not a byte came from the port")
        : (
          "1",
          "\(heardByteCount) bytes came, and no frame: another speed, or no board of this protocol"
        )
    }
    guard let result = answer.payload.first, answer.payload.count >= 58 else {
      return ("2", "HELLO_ACK has \(answer.payload.count) bytes of payload, fewer than 58")
    }
    if result == HelloAcknowledgement.Result.noCommonVersion.rawValue {
      return ("2", "the board speaks no version of this host: HELLO_ACK with result 1")
    }
    if result == HelloAcknowledgement.Result.unknownFeature.rawValue {
      return ("2", "the board does not know a feature that was not asked for: HELLO_ACK 2")
    }
    guard result == 0 else {
      return ("2", "HELLO_ACK has result \(result), of which there is none")
    }
    // One that did would have given a session.
    return ("2", "HELLO_ACK does not echo the nonce of the latest HELLO")
  }
}
