import BoardConformance
import Notation

/// What a run comes to, for people of either language. The specification's sentences are quoted as they
/// stand there; what was expected and what came are in its terms.
extension ConformanceLevel: Worded {
  var words: Words {
    switch self {
    case .minimum: Words("mínimo", rawValue)
    case .display: Words("visor", rawValue)
    case .metering: Words("tarificación", rawValue)
    }
  }
}

extension ConformanceReport.LevelVerdict: Worded {
  var words: Words {
    switch self {
    case .passed: Words("pasa", rawValue)
    case .failed: Words("falla", rawValue)
    case .undecided: Words("sin decidir", rawValue)
    case .notApplicable: Words("no corresponde", rawValue)
    }
  }
}

extension Verdict {
  /// At the head of a line; as wide as the others of its language.
  var mark: Words {
    switch self {
    case .passed: Words("pasa ", "pass")
    case .failed: Words("FALLA", "FAIL")
    case .skipped: Words("salta", "skip")
    case .notApplicable: Words("n/c  ", "n/a ")
    }
  }
}

extension Check {
  /// What it needs, for a list.
  func needsText(_ say: Language) -> String { needs.map { say($0) }.joined(separator: ", ") }
}

extension Check.Need: Worded {
  var words: Words {
    switch self {
    case .capability(let capability):
      Words(
        "una placa con \(capability.words.spanish)", "a board with \(capability.words.english)")
    case .lacking(let capability):
      Words(
        "una placa sin \(capability.words.spanish)", "a board without \(capability.words.english)"
      )
    case .trunk: Words("una troncal", "a trunk")
    case .secondTrunk: Words("dos troncales", "two trunks")
    case .spareLine: Words("más líneas que troncales", "more lines than trunks")
    case .watch(let what):
      Words("una placa que nota \(what.spanish)", "a board that notices \(what.rawValue)")
    case .stimuli: Words("alguien en la línea", "stimuli")
    case .time: Words("tiempo", "time")
    }
  }
}

extension Check.Watch {
  fileprivate var spanish: String {
    switch self {
    case .lineFault: "una falla de la línea"
    case .power: "su alimentación"
    case .trunkFault: "una falla de la troncal"
    }
  }
}
