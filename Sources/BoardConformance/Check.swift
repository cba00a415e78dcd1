package import Notation

/// One sentence of the specification, and how a board is seen to keep it.
package struct Check: Sendable {
  /// For `--only`: words with hyphens, unique.
  package let name: String
  package let level: ConformanceLevel
  /// Where the specification says so: «4», «7».
  package let section: String
  /// What it says.
  package let sentence: String
  package let needs: [Need]
  let steps: [Step]

  /// What a check cannot do without.
  package enum Need: Hashable, Sendable {
    /// A capability, which the board must announce, or must not announce.
    case capability(Capability)
    case lacking(Capability)
    /// A way out to seize.
    case trunk
    /// Two of them.
    case secondTrunk
    /// A line for each trunk, and one more: or the trunks can never all be taken.
    case spareLine
    /// Something that the board notices; a board that cannot is told by `--without`.
    case watch(Watch)
    /// Somebody at the line.
    case stimuli
    /// More than some seconds: left out of a quick run.
    case time
  }

  /// What a board may have no sensor for, and no bit to say so (§ 15).
  package enum Watch: String, Sendable, CaseIterable {
    case lineFault = "line-fault"
    case power
    case trunkFault = "trunk-fault"
  }

  /// Bits of `capabilities` in HELLO_ACK (§ 2).
  package enum Capability: UInt32, Worded {
    case display = 0
    case polarityAnswer = 1
    case meteringPulses = 2
    case lineTest = 4
    case ringGenerator = 5

    package var words: Words {
      switch self {
      case .display: Words("visor", "display")
      case .polarityAnswer:
        Words("respuesta por inversión de polaridad", "answer by polarity reversal")
      case .meteringPulses: Words("pulsos de tarificación", "metering pulses")
      case .lineTest: Words("prueba de línea", "line test")
      case .ringGenerator: Words("timbre", "ring generator")
      }
    }
  }

  init(
    _ name: String, _ section: String, _ sentence: String, level: ConformanceLevel = .minimum,
    needs: [Need] = [], _ steps: [Step]
  ) {
    self.name = name
    self.level = level
    self.section = section
    self.sentence = sentence
    self.needs = needs
    self.steps = steps
  }
}
