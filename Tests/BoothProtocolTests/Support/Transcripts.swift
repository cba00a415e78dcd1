import BoothProtocol

/// The sessions of `firmware-protocol/vectors/transcripts.json`, as a host is held to them.
extension Vectors {
  struct TranscriptFile: Decodable {
    var transcripts: [Transcript]
  }

  struct Transcript: Decodable {
    var name: String
    var halves: [Side]
    var host: Host
    var steps: [Step]
    /// Nothing more happens until then.
    var end: Int64
  }

  struct Host: Decodable {
    /// The host's clock at the transcript's time 0, in milliseconds.
    var clock: Int64
  }

  /// One of: a frame (`from`), bytes on the line (`to`), `application`, `tells`; the rest is the
  /// board's.
  struct Step: Decodable {
    var at: Int64
    var from: Side?
    var to: Side?
    var wire: String?
    var lost: Bool?
    var application: String?
    var nonce: UInt32?
    var number: UInt32?
    var type: UInt8?
    var payload: String?
    var tells: String?
    var result: UInt8?
  }

  static func transcripts() throws -> [Transcript] {
    let file: TranscriptFile = try read("transcripts.json")
    return file.transcripts.filter { $0.halves.contains(.host) }
  }
}

extension Vectors.Step {
  /// What comes to the host over the line, if anything does.
  var received: [UInt8]? {
    to == .host || from == .board && lost != true ? wire.map(bytes) : nil
  }

  /// The command that the application asks for.
  var command: Command? {
    guard let type, let payload else { return nil }
    let frame = Frame(
      direction: .hostToBoard, kind: .command, sequence: 0, acknowledgement: 0, session: 0,
      type: type, payload: bytes(payload))
    guard case .command(let command) = try? Message(frame) else { return nil }
    return command
  }
}
