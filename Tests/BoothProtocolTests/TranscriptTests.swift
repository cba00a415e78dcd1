import BoothProtocol
import Testing

/// The host's half in whole sessions: what it sends and tells, to the byte and to the millisecond.
struct TranscriptTests {
  /// Something the host did, and when.
  enum Deed: Hashable {
    case sent([UInt8], at: Int64)
    case connected(at: Int64)
    case event(UInt32, at: Int64)
    case answered(type: UInt8, result: UInt8, at: Int64)
    case disconnected(at: Int64)
    case refused(at: Int64)
  }

  @Test(arguments: try Vectors.transcripts().map(\.name))
  func `the host's half of a transcript is as it was written down`(name: String) throws {
    let transcript = try #require(try Vectors.transcripts().first { $0.name == name })
    let deeds = try Run(transcript).deeds
    let expected = try transcript.steps.compactMap(Self.expected)
    #expect(deeds.filter(\.isSending) == expected.filter(\.isSending))
    #expect(deeds.filter { !$0.isSending } == expected.filter { !$0.isSending })
  }

  private static func expected(_ step: Vectors.Step) throws -> Deed? {
    if step.from == .host { return .sent(bytes(try #require(step.wire)), at: step.at) }
    switch step.tells {
    case nil: return nil
    case "connected": return .connected(at: step.at)
    case "event": return .event(try #require(step.number), at: step.at)
    case "answered":
      return .answered(
        type: try #require(step.type), result: try #require(step.result), at: step.at)
    case "disconnected": return .disconnected(at: step.at)
    case "refused": return .refused(at: step.at)
    case let word?:
      Issue.record("a host tells nothing of «\(word)»")
      return nil
    }
  }

  /// A link to which all happens that is to happen.
  private struct Run {
    private(set) var deeds: [Deed] = []
    private var link = HostLink()
    private let clock: Int64
    private var time: Int64 = 0

    init(_ transcript: Vectors.Transcript) throws {
      clock = transcript.host.clock
      for step in transcript.steps {
        wait(until: step.at)
        if let bytes = step.received { feed(.received(bytes)) }
        try happen(step)
      }
      wait(until: transcript.end)
    }

    private mutating func happen(_ step: Vectors.Step) throws {
      switch step.application {
      case nil: break
      case "open": feed(.opened(nonce: try #require(step.nonce)))
      case "close": feed(.closed)
      case "restart": link = HostLink()
      case "send": feed(.send(try #require(step.command)))
      case "acknowledge": feed(.acknowledge(upTo: try #require(step.number)))
      case let word?: Issue.record("an application does not «\(word)»")
      }
    }

    private mutating func wait(until end: Int64) {
      while let deadline = link.deadline?.milliseconds, deadline - clock <= end {
        time = max(time, deadline - clock)
        feed(.timer)
      }
      time = end
    }

    private mutating func feed(_ input: HostLink.Input) {
      for effect in link.handle(input, at: Moment(milliseconds: clock + time)) {
        switch effect {
        case .write(let bytes): deeds.append(.sent(bytes, at: time))
        case .connected: deeds.append(.connected(at: time))
        case .event(let event): deeds.append(.event(event.number, at: time))
        case .answered(let command, let response):
          deeds.append(
            .answered(
              type: command.type.rawValue, result: response.result.rawValue, at: time))
        case .disconnected(.refused): deeds.append(.refused(at: time))
        case .disconnected: deeds.append(.disconnected(at: time))
        case .asked, .told, .withdrawn, .caughtUp, .clock, .heard: break
        }
      }
    }
  }
}

extension TranscriptTests.Deed {
  fileprivate var isSending: Bool {
    if case .sent = self { true } else { false }
  }
}
