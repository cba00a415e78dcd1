import BoothProtocol
import Foundation
import LineRecord
import Testing

/// `firmware-protocol/wireshark/blp.lua`, run by tshark.
@Suite(.enabled(if: hasTshark, "tshark is not installed: apt-get install tshark"))
struct `The dissector for Wireshark` {
  /// The packets of a file, each with the values of these fields.
  private func packets(
    _ path: String, _ fields: [String], filter: String? = nil
  ) throws -> [[String: [String]]] {
    let script = root.appendingPathComponent("firmware-protocol/wireshark/blp.lua").path
    let text = try #require(
      try output(
        of: "tshark",
        ["-X", "lua_script:\(script)", "-r", path, "-T", "json"]
          + (filter.map { ["-Y", $0] } ?? []) + fields.flatMap { ["-e", $0] }))
    let packets = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]]
    return try #require(packets).map { packet in
      let source = packet["_source"] as? [String: Any]
      return source?["layers"] as? [String: [String]] ?? [:]
    }
  }

  private func recording(_ runs: [LineRun]) throws -> TemporaryFile {
    try TemporaryFile(file(runs))
  }

  @Test func `decodes every valid vector to its message and all its fields`() throws {
    let content = try JSONSerialization.jsonObject(with: Data(contentsOf: Vectors.url))
    let all = try #require((content as? [String: [[String: Any]]])?["valid"])
    let vectors = try Vectors.read().valid
    let wanted = zip(vectors, all).map { vector, json in
      SpecifiedFields(json["fields"] as? [String: Any] ?? [:], of: vector.message ?? "").values
    }
    let names = Set(wanted.flatMap(\.keys)).sorted()
    let runs = vectors.map {
      LineRun(direction: direction($0.direction), microseconds: 1, bytes: bytes($0.wire))
    }
    let file = try recording(runs)
    let found = try packets(
      file.path, ["blp.message", "blp.rejected", "_ws.expert.message"] + names)
    #expect(found.count == vectors.count)
    for ((vector, packet), fields) in zip(zip(vectors, found), wanted) {
      #expect(packet["blp.rejected"] == nil, "\(vector.name)")
      guard let message = vector.message else {
        #expect(packet["blp.message"]?.first?.hasPrefix("type ") == true, "\(vector.name)")
        continue
      }
      #expect(packet["blp.message"] == [message], "\(vector.name)")
      for (name, values) in fields {
        let shown = (packet[name] ?? []).map(SpecifiedFields.plain)
        #expect(shown == values, "\(vector.name): \(name)")
      }
    }
  }

  @Test func `shows every vector that is to be rejected as that, with the reason`() throws {
    let vectors = try Vectors.read().rejected
    #expect(vectors.count >= 95)
    var runs: [LineRun] = []
    var ends: [Int] = []
    for vector in vectors {
      var splitter = RecordSplitter()
      runs += splitter.take(bytes(vector.wire), direction(vector.direction), at: 1)
      runs += splitter.finish()
      ends.append(runs.count - 1)
    }
    let file = try recording(runs)
    let found = try packets(file.path, ["blp.rejected", "_ws.expert.message"])
    #expect(found.count == runs.count)
    for (vector, end) in zip(vectors, ends) {
      let why = try #require(found[end]["blp.rejected"]?.first, "\(vector.name)")
      // What is longer than a run is cut, and its end is judged by itself.
      if vector.wire.count <= 2 * LineRun.maximumLength {
        #expect(why == vector.why, "\(vector.name)")
      }
      // The recording's own comment is one too.
      let experts = found[end]["_ws.expert.message"] ?? []
      #expect(experts.contains { $0.hasPrefix("rejected, \(why): ") }, "\(vector.name)")
    }
  }

  @Test func `reads a recorded call like a log`() throws {
    let call = root.appendingPathComponent("Tests/ProcessTests/Recordings/plain-call.pcapng").path
    let fields = [
      "blp.message", "blp.line", "blp.call", "blp.digits", "blp.tick", "blp.cause",
      "_ws.col.Info", "frame.packet_flags_direction",
    ]
    let all = try packets(call, fields)
    #expect(all.allSatisfy { $0["blp.message"] != nil })
    var sequence: [String] = []
    for name in all.compactMap({ $0["blp.message"]?.first }) where !sequence.contains(name) {
      sequence.append(name)
    }
    let steps = [
      "ANNOUNCE", "HELLO", "HELLO_ACK", "READ_LINES", "OFF_HOOK", "DIGIT", "CONNECT",
      "CONNECT response", "SEIZED", "ANSWERED", "RELEASED", "ON_HOOK",
    ]
    #expect(sequence.filter(steps.contains) == steps)

    let ofCall = try packets(call, fields, filter: "blp.call == 1 && blp.line == 0")
    let connect = try #require(ofCall.first)
    #expect(connect["blp.message"] == ["CONNECT"])
    #expect(connect["blp.digits"] == ["1006"])
    let released = try #require(ofCall.last)
    #expect(released["blp.message"] == ["RELEASED"])
    #expect(released["blp.cause"] == ["1"])
    let tick = try #require(released["blp.tick"]?.first)
    let number = try #require(released["_ws.col.Info"]?.first)
    #expect(number.hasSuffix("tick \(tick) line 0 call 1 caller hung up pulses 0"))
    let answered = try #require(ofCall.first { $0["blp.message"] == ["ANSWERED"] })
    let talked = try (Int(#require(answered["blp.tick"]?.first)), Int(tick))
    // What plain-call.json has.
    #expect(talked.1.flatMap { end in talked.0.map { end - $0 } } == 1301)
  }

  @Test(arguments: [
    ([0x50, 0x69, 0xF1], "«Piñ»"), ([0xF1, 0xE9, 0xA1, 0x21], "«ñé¡!»"), ([0xFF], "«ÿ»"),
    ([0x41, 0x07, 0x85], #"«A\x07\x85»"#), ([], "«»"),
  ])
  func `a text is shown to its last letter`(_ text: [UInt8], _ shown: String) throws {
    let display: [UInt8] = [0x21, 1, 0, 1, 0x45, 2, 0, 0, 0] + text
    let checksum = CRC32C.checksum(of: display)
    let body = display + (0..<4).map { UInt8(truncatingIfNeeded: checksum >> ($0 * 8)) }
    let file = try recording([
      LineRun(direction: .toBoard, microseconds: 1, bytes: COBS.encode(body) + [0])
    ])
    let found = try packets(file.path, ["_ws.col.Info"])
    let summary = try #require(found.first?["_ws.col.Info"]?.first)
    #expect(summary.hasSuffix(shown), "\(summary)")
  }

  @Test func `finds what was lost on a bad line where the recorder did`() throws {
    let path = root.appendingPathComponent("Tests/ProcessTests/Recordings/bad-line.pcapng").path
    let found = try packets(path, ["blp.rejected", "frame.comment"])
    let reasons = found.compactMap { $0["blp.rejected"]?.first }
    #expect(reasons.contains("crc"))
    // A frame whose zero was lost is part of the next one for both.
    #expect(reasons == found.compactMap { $0["frame.comment"]?.first })
  }
}

/// A vector's fields as the dissector calls them, each with its values as text.
private struct SpecifiedFields {
  private(set) var values: [String: [String]] = [:]
  private let message: String

  init(_ fields: [String: Any], of message: String) {
    self.message = message
    for (name, value) in fields { add(name, value) }
  }

  private mutating func add(_ name: String, _ value: Any) {
    if let records = value as? [[String: Any]] {
      for record in records {
        for (name, value) in record { add(name, value) }
      }
    } else if let texts = value as? [String] {
      for text in texts { add(name, text) }
    } else {
      values["blp." + filterName(name), default: []].append("\(value)")
    }
  }

  private func filterName(_ name: String) -> String {
    switch (message, name) {
    case (_, "callID"): return "call"
    case (_, "bootID"): return "boot"
    case (_, "configurationCRC"): return "configuration_crc"
    case ("HELLO_ACK", "result"): return "hello_result"
    case ("HELLO_ACK", "version"): return "agreed_version"
    case ("POWER", "state"): return "power_state"
    case ("CONNECT", "flags"): return "connect_flags"
    case ("DISPLAY", "flags"): return "display_flags"
    default:
      return name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    }
  }

  /// A number in hexadecimal as a decimal one, bytes without colons.
  static func plain(_ text: String) -> String {
    if text.hasPrefix("0x"), let number = UInt64(text.dropFirst(2), radix: 16) {
      return "\(number)"
    }
    let pairs = text.split(separator: ":")
    return pairs.count == 12 ? pairs.joined() : text
  }
}
