import BoothProtocol
import Testing

/// No event is lost for a value in it that means nothing here: it was numbered, and must be got
/// past.
struct EventReadingTests {
  /// An event of number 9 at tick 100, read from the payload after these.
  private func read(type: UInt8, line: UInt8, _ rest: String) throws -> BoardEvent {
    let frame = Frame(
      direction: .boardToHost, kind: .event, sequence: 9, acknowledgement: 0, session: 1,
      type: type, payload: [9, 0, 0, 0, 100, 0, 0, 0, line] + bytes(rest))
    guard case .event(let event) = try Message(frame) else {
      throw MessageFault.unknownType(type)
    }
    #expect(event.number == 9)
    #expect(event.tick == BoardTick(milliseconds: 100))
    return event
  }

  private static let call = CallID(rawValue: 7)

  @Test(arguments: [
    (UInt8(0x22), "31 09", BoardEvent.Kind.digit(line: 2, digit: 0x31, method: .dtmf)),
    (0x25, "07000000 63", .answered(line: 2, call: call, signal: .setDelay)),
    (0x27, "07000000 63 0500", .released(line: 2, call: call, cause: .trunkFault, pulses: 5)),
    (0x28, "07000000 63", .connectFailed(line: 2, call: call, reason: .trunkFault)),
    (0x29, "63", .lineFault(line: 2, fault: .noLoopPower)),
    (0x2A, "63 1027", .power(state: .low, millivolts: 10_000)),
    (0x2B, "63", .boot(.unknown)),
  ])
  func `a detail that is not known becomes the one that is looked into`(
    type: UInt8, rest: String, kind: BoardEvent.Kind
  ) throws {
    #expect(try read(type: type, line: 2, rest).kind == kind)
  }

  @Test(arguments: [(UInt8(0x3F), "01 02"), (0x22, "78 00"), (0x70, ""), (0x00, "")])
  func `a type or a digit that is not known makes the event unknown`(
    type: UInt8, rest: String
  ) throws {
    #expect(try read(type: type, line: 2, rest).kind == .unknown(type: type))
  }

  @Test(arguments: [UInt8(32), 0xFF])
  func `a line that cannot be makes the event unknown`(line: UInt8) throws {
    #expect(try read(type: 0x20, line: line, "").kind == .unknown(type: 0x20))
    let released = try read(type: 0x27, line: line, "07000000 01 0000")
    #expect(released.kind == .unknown(type: 0x27))
  }

  @Test func `an event of the whole board is read whatever line it names`() throws {
    #expect(try read(type: 0x2B, line: 3, "01").kind == .boot(.powerOn))
  }

  @Test(arguments: [("03 313233", "123"), ("05 313233", "123"), ("03 31ff33", "13"), ("00", "")])
  func `of the digits of a seizure what can be read is kept`(
    rest: String, digits: String
  ) throws {
    let event = try read(type: 0x24, line: 2, "07000000 01" + rest)
    #expect(event.kind == .seized(line: 2, call: Self.call, trunk: 1, digits: digits))
  }

  @Test func `of the digits of a seizure no more are kept than a number can have`() throws {
    let digits = String(repeating: "1234567890", count: 4)
    let event = try read(
      type: 0x24, line: 2, "07000000 01 28" + hexadecimal(Array(digits.utf8)))
    #expect(
      event.kind
        == .seized(line: 2, call: Self.call, trunk: 1, digits: String(digits.prefix(32))))
    #expect(throws: Never.self) { try Message.event(event).frame() }
  }

  @Test(arguments: [("00 20 00", false), ("00 1f 00", true), ("00 00 00", true)])
  func `a response of lines begins with a line that can be`(payload: String, isRead: Bool) {
    let frame = Frame(
      direction: .boardToHost, kind: .response, sequence: 1, acknowledgement: 0, session: 1,
      type: MessageType.readLines.rawValue, payload: bytes(payload))
    #expect(((try? Message(frame)) != nil) == isRead)
  }

  @Test func `a result that is not known is a failure without detail`() throws {
    let frame = Frame(
      direction: .boardToHost, kind: .response, sequence: 1, acknowledgement: 0, session: 1,
      type: MessageType.configure.rawValue, payload: [99])
    #expect(try Message(frame) == .response(to: .configure, Response(result: .notAble)))
  }
}
