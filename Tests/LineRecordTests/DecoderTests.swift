import BoothProtocol
import Foundation
import LineRecord
import Testing

@Suite struct `A run of a line` {
  private func finding(_ wire: [UInt8], _ direction: LineDirection) -> Finding {
    var splitter = RecordSplitter()
    var decoder = LineDecoder()
    let runs = splitter.take(wire, direction, at: 0) + splitter.finish()
    return runs.map { decoder.take($0) }.last ?? .silence
  }

  @Test func `is named and its fields told as the vectors have them`() throws {
    let content = try JSONSerialization.jsonObject(with: Data(contentsOf: Vectors.url))
    let all = try #require((content as? [String: [[String: Any]]])?["valid"])
    let vectors = try Vectors.read().valid
    #expect(vectors.count >= 141)
    for (vector, json) in zip(vectors, all) {
      guard
        case .frame(let frame, let message) = finding(
          bytes(vector.wire), direction(vector.direction))
      else {
        Issue.record("\(vector.name) is no frame")
        continue
      }
      guard let name = vector.message else {
        #expect(frame.messageName.hasPrefix("type "), "\(vector.name)")
        continue
      }
      #expect(frame.messageName == name)
      let text = MessageField.json(try #require(message).fields)
      let fields = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
      let expected = try #require(json["fields"] as? NSDictionary)
      #expect(fields == expected, "\(vector.name): \(text)")
    }
  }

  @Test func `that is to be dropped is, for the reason in the vectors`() throws {
    let vectors = try Vectors.read().rejected
    #expect(vectors.count >= 95)
    for vector in vectors {
      let finding = finding(bytes(vector.wire), direction(vector.direction))
      guard case .rejected(let verdict) = finding else {
        Issue.record("\(vector.name) was taken")
        continue
      }
      #expect(verdict.rawValue == vector.why, "\(vector.name)")
    }
  }

  @Test func `whose count runs past its end has a bad field, and is not too short`() throws {
    let frame = Frame(
      direction: .hostToBoard, kind: .command, sequence: 1, acknowledgement: 0, session: 1,
      type: MessageType.lease.rawValue, payload: [3])
    #expect(finding(frame.encoded(), .toBoard) == .rejected(.field))
  }

  @Test func `of a frame that stood still in its middle is found with its last piece`() {
    let wire = Array(
      bytes("02 25 07 0C 01 70 40 E2 01 05 C4 2F 48 86 00"))
    var decoder = LineDecoder()
    let first = LineRun(direction: .toBoard, microseconds: 0, bytes: Array(wire.prefix(5)))
    let second = LineRun(direction: .toBoard, microseconds: 9, bytes: Array(wire.dropFirst(5)))
    #expect(decoder.take(first) == .rejected(.unfinished))
    guard case .frame(_, .ping(let stamp)?) = decoder.take(second) else {
      Issue.record("the ping was not found")
      return
    }
    #expect(stamp == 123_456)
  }

  @Test func `reads like a sentence`() throws {
    let released = BoardEvent(
      number: 31, tick: BoardTick(milliseconds: 80_001),
      kind: .released(
        line: 2, call: CallID(rawValue: 77), cause: .farEndHungUp, pulses: 0))
    #expect(
      MessageField.text(Message.event(released).fields)
        == "number 31, tick 80001, line 2, callID 77, cause 2 (far end hung up), pulses 0")
    let lease = Command.lease([
      LeaseRenewal(
        line: 2, call: CallID(rawValue: 77), leaseMilliseconds: 20_000, talkLimitMilliseconds: nil)
    ])
    #expect(
      MessageField.text(Message.command(lease).fields)
        == "renewals [(line 2, callID 77, lease 20000, talkLimit 4294967295 (none))]")
  }

  @Test func `lets no control character of a display through`() {
    let text = "a\"b\\\u{1B}[2J\u{9B}ñ"
    #expect(MessageField.quoted(text) == "\"a\\\"b\\\\\\u001b[2J\\u009bñ\"")
  }
}
