import CBoardReference

/// Why a vector's payload did not unpack, or its message did not pack.
enum VectorMessageError: Error, Equatable {
  case unpacked(blp_unpacked)
  case unknown(String?)
  case missing(String)
}

/// A vector's fields to a C struct and packed; its payload unpacked and packed again.
extension VectorFile.Valid {
  private func number(_ name: String) throws -> UInt32 {
    guard case .number(let value) = fields[name] else { throw VectorMessageError.missing(name) }
    return value
  }

  private func byte(_ name: String) throws -> UInt8 { UInt8(truncatingIfNeeded: try number(name)) }

  private func short(_ name: String) throws -> UInt16 {
    UInt16(truncatingIfNeeded: try number(name))
  }

  private func latin1(_ name: String) throws -> [UInt8] {
    guard case .text(let value) = fields[name] else { throw VectorMessageError.missing(name) }
    return value.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  private func records(_ name: String) throws -> [[String: UInt32]] {
    switch fields[name] {
    case .records(let value): return value
    case .texts(let value) where value.isEmpty: return []
    default: throw VectorMessageError.missing(name)
    }
  }

  private func texts(_ name: String) throws -> [String] {
    guard case .texts(let value) = fields[name] else { throw VectorMessageError.missing(name) }
    return value
  }

  private func write(_ pack: (UnsafeMutablePointer<UInt8>?) -> Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(BLP_PAYLOAD_MAX))
    let count = pack(&bytes)
    return Array(bytes.prefix(count))
  }

  /// The payload that the C codec makes of the fields.
  func packed() throws -> [UInt8] {
    switch Int(self.class) {
    case BLP_CLASS_HANDSHAKE: return try packedHandshake()
    case BLP_CLASS_COMMAND:
      var command = try self.command()
      return write { blp_command_pack(&command, $0) }
    case BLP_CLASS_RESPONSE:
      var response = try self.response()
      return write { blp_response_pack(&response, $0) }
    case BLP_CLASS_EVENT:
      var event = try self.event()
      return write { blp_event_pack(&event, $0) }
    case BLP_CLASS_PING:
      let stamp = try number("stamp")
      return write { blp_ping_pack(stamp, $0) }
    case BLP_CLASS_PONG:
      var pong = blp_pong(
        stamp: try number("stamp"), tick: try number("tick"), ring_used: try short("ringUsed"))
      return write { blp_pong_pack(&pong, $0) }
    default: return []
    }
  }

  /// The payload unpacked by the C codec and packed again.
  func repacked() throws -> [UInt8] {
    let bytes = payload.bytes
    func checked(_ verdict: blp_unpacked) throws {
      if verdict != BLP_UNPACKED { throw VectorMessageError.unpacked(verdict) }
    }
    switch (Int(self.class), Int(type)) {
    case (BLP_CLASS_HANDSHAKE, BLP_HELLO):
      var hello = blp_hello()
      try checked(blp_hello_unpack(bytes, bytes.count, &hello))
      return write { blp_hello_pack(&hello, $0) }
    case (BLP_CLASS_HANDSHAKE, BLP_HELLO_ACK):
      var ack = blp_hello_ack()
      try checked(blp_hello_ack_unpack(bytes, bytes.count, &ack))
      return write { blp_hello_ack_pack(&ack, $0) }
    case (BLP_CLASS_HANDSHAKE, BLP_ANNOUNCE):
      var announce = blp_announce()
      try checked(blp_announce_unpack(bytes, bytes.count, &announce))
      return write { blp_announce_pack(&announce, $0) }
    case (BLP_CLASS_COMMAND, _):
      var command = blp_command()
      try checked(blp_command_unpack(type, bytes, bytes.count, &command))
      return write { blp_command_pack(&command, $0) }
    case (BLP_CLASS_RESPONSE, _):
      var response = blp_response()
      try checked(blp_response_unpack(type, bytes, bytes.count, &response))
      return write { blp_response_pack(&response, $0) }
    case (BLP_CLASS_EVENT, _):
      var event = blp_event()
      try checked(blp_event_unpack(type, bytes, bytes.count, &event))
      return write { blp_event_pack(&event, $0) }
    case (BLP_CLASS_PING, _):
      var stamp: UInt32 = 0
      try checked(blp_ping_unpack(bytes, bytes.count, &stamp))
      return write { blp_ping_pack(stamp, $0) }
    case (BLP_CLASS_PONG, _):
      var pong = blp_pong()
      try checked(blp_pong_unpack(bytes, bytes.count, &pong))
      return write { blp_pong_pack(&pong, $0) }
    default: return []
    }
  }

  // MARK: Fields to structs

  private func packedHandshake() throws -> [UInt8] {
    switch Int(type) {
    case BLP_HELLO:
      var hello = blp_hello(
        minimum_version: try byte("minimumVersion"), maximum_version: try byte("maximumVersion"),
        nonce: try number("nonce"), incompatible_features: try number("incompatibleFeatures"))
      return write { blp_hello_pack(&hello, $0) }
    case BLP_HELLO_ACK:
      var ack = try helloAck()
      return write { blp_hello_ack_pack(&ack, $0) }
    case BLP_ANNOUNCE:
      var announce = blp_announce()
      announce.minimum_version = try byte("minimumVersion")
      announce.maximum_version = try byte("maximumVersion")
      try copyUID(to: &announce.uid)
      announce.boot_id = try number("bootID")
      announce.reset_cause = try byte("resetCause")
      return write { blp_announce_pack(&announce, $0) }
    default: throw VectorMessageError.unknown(message)
    }
  }

  private func copyUID<Bytes>(to uid: inout Bytes) throws {
    guard case .text(let text) = fields["uid"] else { throw VectorMessageError.missing("uid") }
    let digits = text.compactMap(\.hexDigitValue)
    let bytes = stride(from: 0, to: digits.count, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
    withUnsafeMutableBytes(of: &uid) { $0.copyBytes(from: bytes) }
  }

  private func helloAck() throws -> blp_hello_ack {
    var ack = blp_hello_ack()
    ack.result = try byte("result")
    ack.version = try byte("version")
    ack.nonce = try number("nonce")
    try copyUID(to: &ack.uid)
    ack.boot_id = try number("bootID")
    ack.reset_cause = try byte("resetCause")
    ack.firmware_major = try byte("firmwareMajor")
    ack.firmware_minor = try byte("firmwareMinor")
    ack.firmware_patch = try byte("firmwarePatch")
    ack.lines = try byte("lines")
    ack.trunks = try byte("trunks")
    ack.capabilities = try number("capabilities")
    ack.incompatible_features = try number("incompatibleFeatures")
    ack.display_rows = try byte("displayRows")
    ack.display_columns = try byte("displayColumns")
    ack.display_charset = try byte("displayCharset")
    ack.payload_limit = try byte("payloadLimit")
    ack.ring_size = try short("ringSize")
    ack.oldest_event = try number("oldestEvent")
    ack.next_event = try number("nextEvent")
    ack.tick = try number("tick")
    ack.configuration_crc = try number("configurationCRC")
    return ack
  }

  private func event() throws -> blp_event {
    var event = blp_event()
    event.type = type
    event.number = try number("number")
    event.tick = try number("tick")
    event.line = try byte("line")
    if fields["callID"] != nil { event.call = try number("callID") }
    if fields["pulses"] != nil { event.pulses = try short("pulses") }
    switch Int(type) {
    case BLP_DIGIT:
      event.digit = try latin1("digit")[0]
      event.method = try byte("method")
    case BLP_SEIZED:
      let digits = try latin1("digits")
      event.trunk = try byte("trunk")
      event.count = UInt8(digits.count)
      withUnsafeMutableBytes(of: &event.digits) { $0.copyBytes(from: digits) }
    case BLP_ANSWERED: event.signal = try byte("signal")
    case BLP_RELEASED: event.cause = try byte("cause")
    case BLP_CONNECT_FAILED: event.reason = try byte("reason")
    case BLP_LINE_FAULT: event.fault = try byte("fault")
    case BLP_POWER:
      event.power = try byte("state")
      event.millivolts = try short("millivolts")
    case BLP_BOOT: event.cause = try byte("resetCause")
    case BLP_GAP:
      event.lost = try number("lost")
      event.first_tick = try number("firstTick")
    default: break
    }
    return event
  }

  private func command() throws -> blp_command {
    var command = blp_command()
    command.type = type
    switch Int(type) {
    case BLP_TONE:
      command.body.tone = blp_tone(
        line: try byte("line"), tone: try byte("tone"), milliseconds: try short("milliseconds"))
    case BLP_CONNECT: command.body.connect = try connect()
    case BLP_LEASE: command.body.lease = try lease()
    case BLP_CUT:
      command.body.cut = blp_cut(
        line: try byte("line"), call: try number("callID"), tone: try byte("tone"))
    case BLP_RING:
      command.body.ring = blp_ring_command(
        line: try byte("line"), on: try byte("on"), milliseconds: try short("milliseconds"))
    case BLP_DISPLAY:
      let text = try latin1("text")
      command.body.display.line = try byte("line")
      command.body.display.row = try byte("row")
      command.body.display.column = try byte("column")
      command.body.display.flags = try byte("flags")
      command.body.display.count = UInt8(text.count)
      withUnsafeMutableBytes(of: &command.body.display.text) { $0.copyBytes(from: text) }
    case BLP_LINE_TEST: command.body.line_test = try byte("line")
    case BLP_CONFIGURE: command.body.configure = try configure()
    case BLP_READ_LINES: command.body.read_lines = try byte("first")
    case BLP_STATISTICS: break
    case BLP_RESET: command.body.reset = try number("magic")
    default: throw VectorMessageError.unknown(message)
    }
    return command
  }

  private func connect() throws -> blp_connect {
    var connect = blp_connect()
    let digits = try latin1("digits")
    connect.line = try byte("line")
    connect.flags = try byte("flags")
    connect.call = try number("callID")
    connect.lease = try short("lease")
    connect.talk_limit = try number("talkLimit")
    connect.next_event = try number("nextEvent")
    connect.count = UInt8(digits.count)
    withUnsafeMutableBytes(of: &connect.digits) { $0.copyBytes(from: digits) }
    return connect
  }

  private func lease() throws -> blp_lease {
    var lease = blp_lease()
    let renewals = try records("renewals").map {
      blp_renewal(
        line: UInt8($0["line"] ?? 0), call: $0["callID"] ?? 0, lease: UInt16($0["lease"] ?? 0),
        talk_limit: $0["talkLimit"] ?? 0)
    }
    lease.count = UInt8(renewals.count)
    withUnsafeMutableBytes(of: &lease.renewals) { room in
      _ = room.bindMemory(to: blp_renewal.self).update(fromContentsOf: renewals)
    }
    return lease
  }

  private func configure() throws -> blp_configuration {
    var configuration = blp_configuration()
    configuration.flash_minimum = try short("flashMinimum")
    configuration.flash_maximum = try short("flashMaximum")
    configuration.answer_signals = try byte("answerSignals")
    configuration.answer_delay = try byte("answerDelaySeconds")
    let numbers = try texts("emergencyNumbers").map { digits in
      var number = blp_emergency_number()
      number.count = UInt8(digits.utf8.count)
      withUnsafeMutableBytes(of: &number.digits) { $0.copyBytes(from: Array(digits.utf8)) }
      return number
    }
    configuration.emergency_count = UInt8(numbers.count)
    withUnsafeMutableBytes(of: &configuration.emergency) { room in
      _ = room.bindMemory(to: blp_emergency_number.self).update(fromContentsOf: numbers)
    }
    return configuration
  }

  private func response() throws -> blp_response {
    var response = blp_response()
    response.type = type
    response.result = try byte("result")
    guard response.result == 0 else { return response }
    switch Int(type) {
    case BLP_LINE_TEST:
      response.body.line_test = blp_line_test(
        hook: try byte("hook"), loop_millivolts: try short("loopMillivolts"),
        loop_microamps10: try short("loopMicroamps10"), fault: try byte("fault"))
    case BLP_CONFIGURE: response.body.configuration_crc = try number("configurationCRC")
    case BLP_READ_LINES:
      let lines = try records("lines").map {
        blp_line_report(
          state: UInt8($0["state"] ?? 0), call: $0["callID"] ?? 0,
          answered_tick: $0["answeredTick"] ?? 0, lease: UInt16($0["lease"] ?? 0),
          trunk: UInt8($0["trunk"] ?? 0))
      }
      response.body.lines.first = try byte("first")
      response.body.lines.count = UInt8(lines.count)
      withUnsafeMutableBytes(of: &response.body.lines.lines) { room in
        _ = room.bindMemory(to: blp_line_report.self).update(fromContentsOf: lines)
      }
    case BLP_STATISTICS:
      response.body.statistics = blp_statistics(
        frames_received: try number("framesReceived"), frames_sent: try number("framesSent"),
        crc_errors: try number("crcErrors"), malformed: try number("malformed"),
        duplicates: try number("duplicates"), events_resent: try number("eventsResent"),
        ring_high_water: try short("ringHighWater"), uptime_seconds: try number("uptimeSeconds"))
    default: break
    }
    return response
  }
}
