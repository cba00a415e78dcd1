internal import BoothProtocol
package import Notation

/// The handshake failed: nothing else of the board could be tried.
package struct NoSession: Hashable, Sendable {
  /// Where the specification says what was expected.
  package var section: String
  /// In a few words, for a heading.
  package var why: Words
  package var failure: Failure
  package var evidence: Evidence
}

extension Bench {
  /// Why ten HELLOs have brought no session.
  func noSession(_ failure: Failure) -> NoSession {
    let (section, why) = silence
    return NoSession(section: section, why: why, failure: failure, evidence: log.evidence)
  }

  private var silence: (section: String, why: Words) {
    guard let answer = heard.last(where: { $0.isHandshake(.helloAcknowledgement) })?.frame else {
      if let other = heard.last {
        let name = FrameText.name(other.frame.type)
        return (
          "2", Words("no llegó HELLO_ACK, solo \(name)", "no HELLO_ACK came, only \(name)")
        )
      }
      return heardByteCount == 0
        ? ("2", Words("del puerto no llegó ni un byte", "not a byte came from the port"))
        : (
          "1",
          Words(
            "llegaron \(heardByteCount) bytes y ninguna trama: otra velocidad, o no es una placa de este "
              + "protocolo",
            "\(heardByteCount) bytes came, and no frame: another speed, or no board of this protocol"
          )
        )
    }
    return ("2", fault(of: answer))
  }

  /// What is wrong with a HELLO_ACK that gave no session.
  private func fault(of answer: Frame) -> Words {
    guard let result = answer.payload.first, answer.payload.count >= 58 else {
      return Words(
        "HELLO_ACK lleva \(answer.payload.count) bytes de datos, menos de 58",
        "HELLO_ACK has \(answer.payload.count) bytes of payload, fewer than 58")
    }
    if result == HelloAcknowledgement.Result.noCommonVersion.rawValue {
      return Words(
        "la placa no habla ninguna versión de este programa: HELLO_ACK con resultado 1",
        "the board speaks no version of this host: HELLO_ACK with result 1")
    }
    if result == HelloAcknowledgement.Result.unknownFeature.rawValue {
      return Words(
        "la placa no conoce una función que no se le pidió: HELLO_ACK 2",
        "the board does not know a feature that was not asked for: HELLO_ACK 2")
    }
    guard result == 0 else {
      return Words(
        "HELLO_ACK tiene el resultado \(result), que no existe",
        "HELLO_ACK has result \(result), of which there is none")
    }
    // One that did would have given a session.
    return Words(
      "HELLO_ACK no repite el nonce del último HELLO",
      "HELLO_ACK does not echo the nonce of the latest HELLO")
  }
}
