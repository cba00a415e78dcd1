internal import BoothProtocol

extension Check {
  private static let atTheLine: [Need] = [.trunk, .stimuli]

  /// § 4: CONNECT with the callID already on the line.
  static let connectedAgain: [Check] = [
    Check(
      "connect-again", "4", "CONNECT with the callID already on the line is done and only renews",
      needs: atTheLine,
      [
        .lift, .connect(lease: 4000), .seized,
        .readClock, .connectAgain(lease: 3000), .readClock,
        .noEvent([.seized, .connectFailed], "no second SEIZED", for: 500),
        .released(3, within: 4500), .leaseCounted(3000), .hangUp,
      ]),
    Check(
      "connect-again-fields", "4",
      "CONNECT with the callID already on the line and a bad field: result 2, the call goes on",
      needs: atTheLine,
      [
        .talking(),
        .refused(.connect, 2, as: "CONNECT with lease 0") {
          Payload.connect(line: $0.line, call: $0.call, lease: 0, digits: $0.number)
        },
        .refused(.connect, 2, as: "CONNECT with a letter among the digits") {
          Payload.connect(line: $0.line, call: $0.call, digits: [0x35, 0x78])
        },
        .refused(.connect, 2, as: "CONNECT with flag bit 1") {
          Payload.connect(line: $0.line, flags: 2, call: $0.call, digits: $0.number)
        },
        .lineIs("state 4 and the callID") { $1.state == 4 && $1.call == $0.call }, .hangUp,
      ]),
    Check(
      "connect-again-limit", "4",
      "CONNECT with the callID already on the line renews the talk limit as well",
      needs: atTheLine,
      [
        .lift, .connect(talkLimit: 20_000), .seized, .answered, .connectAgain(talkLimit: 2000),
        .released(4, within: 4000), .talked(2000), .hangUp,
      ]),
    Check(
      "connect-again-flags", "4",
      "CONNECT with the callID already on the line: its flags change nothing",
      needs: atTheLine,
      [
        .lift, .connect(), .seized, .answered,
        .readClock, .connectAgain(flags: 1, lease: 3000), .readClock,
        .lineIs("state 4 and a lease left, 3000 ms at most") {
          $1.state == 4 && (1...3000).contains($1.lease)
        },
        .released(3, within: 4500), .leaseCounted(3000), .hangUp,
      ]),
    Check(
      "connect-again-emergency", "4",
      "CONNECT with the callID of an emergency call, without the flag, gives it no lease and limit",
      needs: atTheLine,
      [
        .lift, .connect(flags: 1, lease: 0), .seized, .answered,
        .connectAgain(lease: 1000, talkLimit: 1000),
        .noEvent([.released], "no end by lease or limit", for: 1500),
        .lineIs("state 4, lease 0") { $1.state == 4 && $1.lease == 0 },
        .cut, .released(5), .hangUp,
      ]),
  ]
}
