extension BoardConfiguration {
  package static let maximumEmergencyNumbers = 12
  package static let maximumEmergencyDigits = 6

  /// What a board that runs with this configuration reports as `BoardIdentity.configurationCRC`;
  /// nil when a value in it has no place on the wire.
  package var configurationCRC: UInt32? {
    (try? payload()).map { CRC32C.checksum(of: $0) }
  }

  /// The payload of CONFIGURE; throws what is wrong with it.
  package func payload() throws(EncodingFault) -> [UInt8] {
    var writer = PayloadWriter()
    try write(to: &writer)
    return writer.bytes
  }

  func write(to writer: inout PayloadWriter) throws(EncodingFault) {
    try writer.u16("flashMinimum", flashMinimum)
    guard flashMinimum <= flashMaximum else {
      throw .outOfRange(field: "flashMaximum", value: flashMaximum, allowed: flashMinimum...65535)
    }
    try writer.u16("flashMaximum", flashMaximum)
    try writer.byte("answerSignals", Int(answerSignals.rawValue), in: 0...7)
    try writer.byte("answerDelaySeconds", answerDelaySeconds)
    try writer.byte(
      "emergencyNumbers", emergencyNumbers.count, in: 0...Self.maximumEmergencyNumbers)
    for number in emergencyNumbers {
      try writer.digits("emergencyNumber", number, count: 1...Self.maximumEmergencyDigits)
    }
  }

  init(from reader: inout PayloadReader) throws(MessageFault) {
    flashMinimum = try reader.u16()
    flashMaximum = try reader.u16()
    answerSignals = AnswerSignals(rawValue: try reader.byte())
    answerDelaySeconds = Int(try reader.byte())
    let count = Int(try reader.byte())
    guard flashMinimum <= flashMaximum else { throw reader.bad("flashMaximum") }
    guard count <= Self.maximumEmergencyNumbers else { throw reader.bad("emergencyCount") }
    var numbers: [String] = []
    for _ in 0..<count { numbers.append(try reader.digits(1...Self.maximumEmergencyDigits)) }
    emergencyNumbers = numbers
  }
}
