import Notation

/// Something about a shop's box that is not as it should be: what was seen, why that is so, and how
/// it is mended.
struct DoctorFinding: Hashable {
  enum Severity: Int, CaseIterable, Comparable, Sendable {
    /// To be known; nothing has to be done.
    case note
    /// It works, and not as it should; or it will not for long.
    case warning
    /// Something does not work.
    case fault

    static func < (left: Severity, right: Severity) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  var severity: Severity
  /// The same for ever, for programs: `port-permission`.
  var code: String
  /// A port, a board, a file; nil: the box.
  var subject: String?
  var seen: Words
  var cause: Words
  /// What a shell can be given, one or several lines; nil: hands are needed, and `cause` says what
  /// for.
  var command: String?

  init(
    _ severity: Severity, _ code: String, _ subject: String? = nil, seen: Words, cause: Words,
    command: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.subject = subject
    self.seen = seen
    self.cause = cause
    self.command = command
  }
}

extension DoctorFinding {
  /// All that the facts tell, the worst first.
  static func all(_ facts: Facts) -> [DoctorFinding] {
    let findings =
      onPorts(facts) + onLinks(facts) + onLedger(facts) + onClock(facts.clock) + onService(facts)
    return Severity.allCases.reversed().flatMap { severity in
      findings.filter { $0.severity == severity }
    }
  }
}
