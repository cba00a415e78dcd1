internal import BoothProtocol

extension Check {
  /// § 4, «What each command demands».
  static let fields: [Check] = [
    Check(
      "lease-fields", "4", "LEASE: count 1…8 and as many entries, else result 2",
      [
        .refused(.lease, 2, as: "LEASE with count 0") {
          Payload.lease(line: $0.line, call: 1, lease: 5000, count: 0)
        },
        .refused(.lease, 2, as: "LEASE with count 9") { bench in
          var payload = Payload.lease(line: bench.line, call: 1, lease: 5000, count: 9)
          for _ in 1..<8 { payload += payload[1...11] }
          return payload
        },
        .refused(.lease, 2, as: "LEASE with count 2 and one entry") {
          Payload.lease(line: $0.line, call: 1, lease: 5000, count: 2)
        },
      ]),
    Check(
      "cut-fields", "4", "CUT: tone 0…6, else result 2",
      [.refused(.cut, 2, as: "CUT with tone 7") { Payload.cut(line: $0.line, call: 0, tone: 7) }]),
    Check(
      "configure-fields", "4", "CONFIGURE out of its ranges: result 2, and the old one stays",
      configurationFaults.map { fault in
        .refused(.configure, 2, as: "CONFIGURE with \(fault.0)") { _ in fault.1 }
      } + [
        .expand { before in
          [
            .session,
            .verify(expected: "the configuration CRC it had") { bench in
              let crc = bench.greeting?.identity.configurationCRC
              return crc == before.configurationCRC ? nil : "\(crc ?? 0)"
            },
          ]
        }
      ]),
    Check(
      "tone-fields", "4", "TONE on an off-hook line: done, or result 2 when tone is not 0…6",
      needs: [.stimuli],
      [.lift]
        + (0...6).map { tone in
          .command(.tone) { Payload.tone(line: $0.line, tone, milliseconds: 100) }
        } + [
          .refused(.tone, 2, as: "TONE 7") { Payload.tone(line: $0.line, 7) },
          .command(.tone) { Payload.tone(line: $0.line, 0) }, .hangUp,
        ]),
    Check(
      "connect-fields", "4", "CONNECT with a field out of its range: result 2, nothing done",
      needs: [.stimuli],
      [.lift]
        + connectFaults.map { fault in
          .refused(.connect, 2, as: "CONNECT with \(fault.0)") { fault.1($0.line) }
        } + [
          .lineIs("state 1, no call") { $1.state == 1 && $1.call == 0 },
          .noEvent([.seized, .connectFailed], "no event of a refused CONNECT", for: 500), .hangUp,
        ]),
  ]

  private static let configurationFaults: [(String, [UInt8])] = [
    (
      "flashMinimum above flashMaximum",
      Payload.configuration(flash: (701, 700), emergency: [[0x31]])
    ),
    (
      "answer signal bit 3",
      Payload.configuration(signals: AnswerSignals(rawValue: 8), emergency: [[0x31]])
    ),
    ("13 numbers", Payload.configuration(emergency: Array(repeating: [0x31], count: 13))),
    (
      "a number of 7 digits",
      Payload.configuration(emergency: [Array(repeating: 0x31, count: 7)])
    ),
    ("a number without digits", Payload.configuration(emergency: [[]])),
    ("a letter in a number", Payload.configuration(emergency: [[0x31, 0x78]])),
    (
      "a count past the end", Payload.configuration(emergency: [[0x31, 0x32, 0x33]]).dropLast()
    ),
  ]

  private static let connectFaults: [(String, @Sendable (UInt8) -> [UInt8])] = [
    ("callID 0", { Payload.connect(line: $0, call: 0, digits: [0x35]) }),
    ("callID with bit 31", { Payload.connect(line: $0, call: 0x8000_0001, digits: [0x35]) }),
    ("lease 0", { Payload.connect(line: $0, call: 9, lease: 0, digits: [0x35]) }),
    ("flag bit 1", { Payload.connect(line: $0, flags: 2, call: 9, digits: [0x35]) }),
    ("no digits", { Payload.connect(line: $0, call: 9, digits: []) }),
    (
      "33 digits", { Payload.connect(line: $0, call: 9, digits: Array(repeating: 0x35, count: 33)) }
    ),
    ("a letter among the digits", { Payload.connect(line: $0, call: 9, digits: [0x35, 0x78]) }),
    ("a count past the end", { Payload.connect(line: $0, call: 9, count: 3, digits: [0x35]) }),
  ]
}
