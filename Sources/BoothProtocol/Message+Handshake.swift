/// The host asks for a session.
package struct Hello: Hashable, Sendable {
  package var minimumVersion: UInt8
  package var maximumVersion: UInt8
  /// A new one begins a new session.
  package var nonce: UInt32
  /// Features that the board must know to talk to this host.
  package var incompatibleFeatures: UInt32

  package init(
    minimumVersion: UInt8 = Frame.version, maximumVersion: UInt8 = Frame.version, nonce: UInt32,
    incompatibleFeatures: UInt32 = 0
  ) {
    self.minimumVersion = minimumVersion
    self.maximumVersion = maximumVersion
    self.nonce = nonce
    self.incompatibleFeatures = incompatibleFeatures
  }

  init(from reader: inout PayloadReader) throws(MessageFault) {
    minimumVersion = try reader.byte()
    maximumVersion = try reader.byte()
    nonce = try reader.u32()
    incompatibleFeatures = try reader.u32()
  }

  func write(to writer: inout PayloadWriter) {
    writer.append([minimumVersion, maximumVersion])
    writer.integer(nonce)
    writer.integer(incompatibleFeatures)
  }
}

/// The board grants a session, or says why not.
package struct HelloAcknowledgement: Hashable, Sendable {
  package enum Result: UInt8, Sendable {
    case accepted = 0
    case noCommonVersion = 1
    case unknownFeature = 2
  }

  /// nil: a value this host does not know.
  package var result: Result?
  package var version: UInt8
  /// That of the HELLO.
  package var nonce: UInt32
  package var identity: BoardIdentity
  /// Features that the host must know to talk to this board.
  package var incompatibleFeatures: UInt32
  /// The longest payload the board takes: 96…255.
  package var payloadLimit: Int

  package init(
    result: Result?, version: UInt8 = Frame.version, nonce: UInt32, identity: BoardIdentity,
    incompatibleFeatures: UInt32 = 0, payloadLimit: Int = Frame.maximumPayload
  ) {
    self.result = result
    self.version = version
    self.nonce = nonce
    self.identity = identity
    self.incompatibleFeatures = incompatibleFeatures
    self.payloadLimit = payloadLimit
  }

  /// A display whose character set is not known here is one that nothing can be written to.
  init(from reader: inout PayloadReader, ticks: TickReference) throws(MessageFault) {
    result = Result(rawValue: try reader.byte())
    version = try reader.byte()
    nonce = try reader.u32()
    let uid = try reader.uid()
    let bootID = try reader.u32()
    let resetCause = ResetCause(rawValue: try reader.byte()) ?? .unknown
    let firmware = FirmwareVersion(
      major: try reader.byte(), minor: try reader.byte(), patch: try reader.byte())
    let lineCount = Int(try reader.byte())
    let trunkCount = Int(try reader.byte())
    let capabilities = Capabilities(rawValue: try reader.u32())
    incompatibleFeatures = try reader.u32()
    let display = DisplayGeometry(
      rows: Int(try reader.byte()), columns: Int(try reader.byte()),
      charset: DisplayCharset(rawValue: try reader.byte()) ?? .none)
    payloadLimit = Int(try reader.byte())
    identity = BoardIdentity(
      uid: uid, bootID: bootID, resetCause: resetCause, firmware: firmware, lineCount: lineCount,
      trunkCount: trunkCount, capabilities: capabilities, display: display,
      ringSize: try reader.u16(), oldestEvent: try reader.u32(), nextEvent: try reader.u32(),
      tick: ticks.extend(try reader.u32()), configurationCRC: try reader.u32())
  }

  func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    writer.append([result?.rawValue ?? .max, version])
    writer.integer(nonce)
    writer.append(identity.uid.bytes)
    writer.integer(identity.bootID)
    writer.byte(identity.resetCause)
    writer.append([identity.firmware.major, identity.firmware.minor, identity.firmware.patch])
    try writer.byte("lineCount", identity.lineCount)
    try writer.byte("trunkCount", identity.trunkCount)
    writer.integer(identity.capabilities.rawValue)
    writer.integer(incompatibleFeatures)
    try writer.byte("display rows", identity.display.rows)
    try writer.byte("display columns", identity.display.columns)
    writer.byte(identity.display.charset)
    try writer.byte("payloadLimit", payloadLimit)
    try writer.u16("ringSize", identity.ringSize)
    writer.integer(identity.oldestEvent)
    writer.integer(identity.nextEvent)
    writer.integer(identity.tick.onWire)
    writer.integer(identity.configurationCRC)
  }
}

/// A board without a session says that it is there.
package struct Announcement: Hashable, Sendable {
  package var minimumVersion: UInt8
  package var maximumVersion: UInt8
  package var uid: BoardUID
  package var bootID: UInt32
  package var resetCause: ResetCause

  package init(
    minimumVersion: UInt8 = Frame.version, maximumVersion: UInt8 = Frame.version, uid: BoardUID,
    bootID: UInt32, resetCause: ResetCause
  ) {
    self.minimumVersion = minimumVersion
    self.maximumVersion = maximumVersion
    self.uid = uid
    self.bootID = bootID
    self.resetCause = resetCause
  }

  init(from reader: inout PayloadReader) throws(MessageFault) {
    minimumVersion = try reader.byte()
    maximumVersion = try reader.byte()
    uid = try reader.uid()
    bootID = try reader.u32()
    resetCause = ResetCause(rawValue: try reader.byte()) ?? .unknown
  }

  func write(to writer: inout PayloadWriter) {
    writer.append([minimumVersion, maximumVersion])
    writer.append(uid.bytes)
    writer.integer(bootID)
    writer.byte(resetCause)
  }
}

extension PayloadReader {
  fileprivate mutating func uid() throws(MessageFault) -> BoardUID {
    guard let uid = BoardUID(bytes: try bytes(BoardUID.byteCount)) else { throw bad("uid") }
    return uid
  }
}
