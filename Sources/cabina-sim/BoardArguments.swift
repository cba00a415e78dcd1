import BoothSimulator

/// The command line of `cabina-sim board`.
struct BoardArguments {
  var shop = SimulatedShop.Options()
  var link: String?
  /// Who may open the terminal; nil: as the system has it.
  var permissions: UInt32?
  /// A file of commands; nil or `-`: standard input.
  var script: String?
  /// Whether the board runs on when the commands are at their end.
  var stays = false
  var isLogging = false
  /// A file that what crosses the line is written to.
  var record: String?
  private var answer: (signal: FarEnd.Signal?, option: String)?
  private var answerAfter: UInt32 = 4_000
  private var hasLife = false

  init(_ words: [String]) throws(UsageError) {
    // A board started again is not the boot it was before: its events are counted anew.
    shop.board.firstBootID = .random(in: 1...UInt32.max)
    shop.seed = .random(in: 0...UInt64.max)
    var words = OptionWords(words)
    while let option = try words.nextOption() {
      if try !readBoard(option, &words), try !readPeople(option, &words),
        try !readFaults(option, &words)
      {
        throw .unknownOption(option)
      }
    }
    try settlePeople()
    do throws(BoardOptionsError) {
      try shop.board.validate()
    } catch {
      throw .board("\(error)")
    }
  }

  private mutating func readBoard(
    _ option: String, _ words: inout OptionWords
  ) throws(UsageError) -> Bool {
    switch option {
    case "--lines":
      shop.board.lines = try words.number(option, 1...32)
      // As many ways out as booths, unless told otherwise.
      shop.board.trunks = shop.board.lines
    case "--trunks": shop.board.trunks = try words.number(option, 0...32)
    case "--display":
      (shop.board.displayRows, shop.board.displayColumns) = try words.geometry(option)
    case "--uid": shop.board.uid = try words.uid(option)
    case "--boot-id": shop.board.firstBootID = try words.number(option, 0...UInt32.max)
    case "--first-tick": shop.board.firstTick = try words.number(option, 0...UInt32.max)
    case "--ring": shop.board.ringCapacity = try words.number(option, 16...65_535)
    case "--link": link = try words.value(option, expected: "a path")
    case "--mode": permissions = try words.permissions(option)
    case "--script": script = try words.value(option, expected: "a file, or -")
    case "--stay": stays = true
    case "--log": isLogging = true
    case "--record": record = try words.value(option, expected: "a file")
    default: return false
    }
    return true
  }

  private mutating func readPeople(
    _ option: String, _ words: inout OptionWords
  ) throws(UsageError) -> Bool {
    switch option {
    case "--life": hasLife = true
    case "--seed": shop.seed = try words.number(option, 0...UInt64.max)
    case "--answer":
      let expected = "polarity, metering, unsignalled or never"
      let value = try words.value(option, expected: expected)
      switch value {
      case "polarity": answer = (.polarity, option)
      case "metering": answer = (.metering(everyMilliseconds: 10_000), option)
      case "unsignalled": answer = (FarEnd.Signal.none, option)
      case "never": answer = (nil, option)
      default: throw .badValue(option: option, value: value, expected: expected)
      }
    case "--answer-after": answerAfter = try words.number(option, 0...600_000)
    default: return false
    }
    return true
  }

  private mutating func readFaults(
    _ option: String, _ words: inout OptionWords
  ) throws(UsageError) -> Bool {
    switch option {
    case "--tick-ppm":
      shop.misbehaviour.clockPartsPerMillion = try words.number(option, -100_000...100_000)
    case "--baud": shop.misbehaviour.baud = try words.number(option, 300...4_000_000)
    case "--latency": shop.misbehaviour.latencyMilliseconds = try words.number(option, 0...60_000)
    case "--firmware-fault": shop.firmwareFault = try words.firmwareFault(option)
    case "--read-size": shop.misbehaviour.readSize = try words.number(option, 1...4096)
    default:
      guard let fault = WireFault(rawValue: String(option.dropFirst(2))) else { return false }
      fault.set(try words.number(option, 0...1000), in: &shop.misbehaviour)
    }
    return true
  }

  private mutating func settlePeople() throws(UsageError) {
    if hasLife {
      if let answer {
        throw .conflict("\(answer.option) and --life: the people of --life answer as they like")
      }
      shop.life = ShopLife()
      shop.network = ShopLife.network(seed: shop.seed)
      return
    }
    guard let signal = answer?.signal else {
      shop.network = TelephoneNetwork(usual: .neverAnswers)
      return
    }
    var habits = TelephoneNetwork.Habits()
    habits.answersAfterMilliseconds = answerAfter...answerAfter
    habits.signal = signal
    shop.network = TelephoneNetwork(usual: habits)
  }
}
