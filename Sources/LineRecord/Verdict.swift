package import BoothProtocol

/// Why a receiver drops a run of bytes. The raw value is the word for it in the vectors and in
/// recordings.
package enum Verdict: String, Sendable, CaseIterable {
  case crc
  case cobs
  case tooLong = "too_long"
  case length
  case version
  case direction
  /// A class that BLP/1 does not have.
  case unknownClass = "class"
  /// A field whose value means nothing, or a count that runs past the end.
  case field
  /// The zero that ends a frame is not there.
  case unfinished

  package init(_ fault: FrameFault) {
    self =
      switch fault {
      case .tooLong: .tooLong
      case .notCOBS: .cobs
      case .tooShort: .length
      case .wrongChecksum: .crc
      case .otherVersion: .version
      case .unknownClass: .unknownClass
      case .wrongDirection: .direction
      }
  }

  /// nil: a type to come, which is no fault.
  init?(_ fault: MessageFault, in frame: Frame) {
    switch fault {
    case .truncated: self = frame.payload.count < frame.minimumPayload ? .length : .field
    case .badValue: self = .field
    case .unknownType: return nil
    }
  }
}

/// What a run of a line is to its receiver.
package enum Finding: Hashable, Sendable {
  /// nil: of a type to come.
  case frame(Frame, Message?)
  case rejected(Verdict)
  /// Zeros only.
  case silence
}

/// Reads the runs of a line as its two receivers do. A frame that was told in several runs is found
/// with its last one.
package struct LineDecoder: Sendable {
  private var host = FrameReceiver(from: .boardToHost)
  private var board = FrameReceiver(from: .hostToBoard)

  package init() {}

  package mutating func take(_ run: LineRun) -> Finding {
    if run.isSilence { return .silence }
    var result: Result<Frame, FrameFault>?
    for byte in run.bytes {
      switch run.direction {
      case .toHost: result = host.receive(byte) ?? result
      case .toBoard: result = board.receive(byte) ?? result
      }
    }
    switch result {
    case nil: return .rejected(.unfinished)
    case .failure(let fault): return .rejected(Verdict(fault))
    case .success(let frame): return Self.finding(frame)
    }
  }

  private static func finding(_ frame: Frame) -> Finding {
    do throws(MessageFault) {
      return .frame(frame, try Message(frame))
    } catch {
      return Verdict(error, in: frame).map { .rejected($0) } ?? .frame(frame, nil)
    }
  }
}

extension Frame {
  /// The fixed part of the message: every field up to and including the last count.
  fileprivate var minimumPayload: Int {
    switch (kind, MessageType(rawValue: type)) {
    case (.handshake, .hello): 10
    case (.handshake, .helloAcknowledgement): 58
    case (.handshake, .announce): 19
    case (.event, let type): Self.minimumOfEvent(type)
    case (.response, _): 1
    case (.command, let type): Self.minimumOfCommand(type)
    case (.ping, _): 4
    case (.pong, _): 10
    default: 0
    }
  }

  private static func minimumOfEvent(_ type: MessageType?) -> Int {
    switch type {
    case .lineFault, .boot: 10
    case .digit: 11
    case .power: 12
    case .answered, .connectFailed: 14
    case .seized, .metering: 15
    case .released: 16
    case .gap: 17
    default: 9
    }
  }

  private static func minimumOfCommand(_ type: MessageType?) -> Int {
    switch type {
    case .lease, .lineTest, .readLines: 1
    case .tone, .ring, .display, .reset: 4
    case .cut: 6
    case .configure: 7
    case .connect: 17
    default: 0
    }
  }
}
