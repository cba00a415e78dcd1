import BoothSimulator

/// What goes wrong, and is right again.
extension Command {
  static let troubles = [
    Command("trunk-fault", "N", "the trunk of booth N breaks down") { words throws(CommandError) in
      .trunkFault(try words.line())
    },
    Command("trunk", "T|all STATE", "out (of order), back: trunk T, or all of them") {
      words throws(CommandError) in
      let trunk = try words.trunk()
      return .trunk(trunk, isOut: try words.choice("trunk", ["out": true, "back": false]))
    },
    Command("line-fault", "N KIND", "cleared, no-loop-power, short, too-hot") {
      words throws(CommandError) in
      let line = try words.line()
      let kinds: KeyValuePairs<String, UInt8> = [
        "cleared": 0, "no-loop-power": 1, "short": 2, "too-hot": 3,
      ]
      return .lineFault(line, try words.choice("fault", kinds))
    },
    Command("power", "STATE [MV]", "good, low, battery") { words throws(CommandError) in
      let state: UInt8 = try words.choice("power", ["good": 0, "low": 1, "battery": 2])
      return .power(state, try words.optionalNumber("millivolts", 0...65_535) ?? 12_000)
    },
    Command("unplug", "[MS]", "pulls the plug; the board keeps its power") {
      words throws(CommandError) in
      .mishap(.unplug(milliseconds: try words.optionalMilliseconds()))
    },
    Command("plug", "puts it back") { _ in .plug },
    Command("stall", "MS", "bytes are held back") { words throws(CommandError) in
      .mishap(.stall(milliseconds: try words.milliseconds()))
    },
    Command("silence", "[MS]", "the board neither sends nor hears") {
      words throws(CommandError) in
      .mishap(.silence(milliseconds: try words.optionalMilliseconds()))
    },
    Command("cut-power", "[MS]", "the board is dead and forgets; `heal` gives its power back") {
      words throws(CommandError) in
      .mishap(.powerCut(milliseconds: try words.optionalMilliseconds()))
    },
    Command("provider", "TROUBLE [MS]", "no-trunk, never-answers, unsignalled") {
      words throws(CommandError) in
      let troubles: KeyValuePairs<String, TelephoneNetwork.Trouble> = [
        "no-trunk": .noTrunkFree, "never-answers": .neverAnswers,
        "unsignalled": .answersUnsignalled,
      ]
      let trouble = try words.choice("trouble", troubles)
      return .mishap(.provider(trouble, milliseconds: try words.optionalMilliseconds()))
    },
    Command("fault", "KIND PERMILLE", "drop, flip, duplicate, insert, lose-acks") {
      words throws(CommandError) in
      let kinds: KeyValuePairs<String, WireFault> = [
        "drop": .drop, "flip": .flip, "duplicate": .duplicate, "insert": .insert,
        "lose-acks": .loseAcks,
      ]
      let fault = try words.choice("fault", kinds)
      return .fault(fault, try words.number("permille", 0...1000))
    },
    Command("heal", "everything that went wrong is right again, the cable too") { _ in .heal },
    Command("reset", "[CAUSE]", "power-on, brown-out, watchdog, pin (pin), firmware") {
      words throws(CommandError) in
      let causes: KeyValuePairs<String, ResetCause> = [
        "power-on": .powerOn, "brown-out": .brownOut, "watchdog": .watchdog, "pin": .resetPin,
        "firmware": .firmwareFault,
      ]
      return .mishap(.reset(try words.choice("cause", causes, usual: .resetPin)))
    },
  ]
}
