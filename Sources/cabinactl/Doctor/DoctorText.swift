import Notation

/// Findings for people: what is seen, why, and what mends it.
struct DoctorText {
  private let console: Console
  private var say: Language { console.say }

  init(_ console: Console) { self.console = console }

  func text(_ findings: [DoctorFinding]) -> String {
    findings.map { paragraph($0) + "\n" }.joined() + summary(findings) + "\n"
  }

  private func paragraph(_ finding: DoctorFinding) -> String {
    let head = [
      console.painted(say(finding.severity.words), finding.severity.colour),
      console.painted(finding.code), console.painted(finding.subject ?? ""),
    ]
    var text = head.filter { !$0.isEmpty }.joined(separator: "  ") + "\n"
    text += wrapped(say(finding.seen), indent: 2)
    text += wrapped(say("causa: ", "cause: ") + say(finding.cause), indent: 2)
    for line in (finding.command ?? "").split(separator: "\n") {
      // A command is copied: it is not broken.
      text += "    " + console.painted(String(line), .cyan) + "\n"
    }
    return text
  }

  /// In lines as long as the terminal is wide.
  private func wrapped(_ text: String, indent: Int) -> String {
    let room = max(20, (console.width ?? 80) - indent)
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + 1 + word.count <= room {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    let margin = String(repeating: " ", count: indent)
    return lines.map { margin + console.painted($0) + "\n" }.joined()
  }

  private func summary(_ findings: [DoctorFinding]) -> String {
    let parts = DoctorFinding.Severity.allCases.reversed().compactMap { severity -> String? in
      let count = findings.count { $0.severity == severity }
      return count == 0 ? nil : say(severity.counted(count))
    }
    guard !parts.isEmpty else {
      return console.painted(say("todo está bien", "all is well"), .green)
    }
    // On a short screen the first, which is the worst, has scrolled away.
    let worst = findings.first.map { say(": lo primero, ", ": first, ") + say($0.seen) } ?? ""
    return console.painted(
      parts.joined(separator: ", ") + (findings.count > 1 ? worst : ""))
  }
}

extension DoctorFinding.Severity: Worded {
  var words: Words {
    switch self {
    case .note: Words("NOTA", "NOTE")
    case .warning: Words("AVISO", "WARNING")
    case .fault: Words("FALLA", "FAULT")
    }
  }

  fileprivate func counted(_ count: Int) -> Words {
    switch self {
    case .note where count == 1: Words("1 nota", "1 note")
    case .note: Words("\(count) notas", "\(count) notes")
    case .warning where count == 1: Words("1 aviso", "1 warning")
    case .warning: Words("\(count) avisos", "\(count) warnings")
    case .fault where count == 1: Words("1 falla", "1 fault")
    case .fault: Words("\(count) fallas", "\(count) faults")
    }
  }

  var name: String {
    switch self {
    case .note: "note"
    case .warning: "warning"
    case .fault: "fault"
    }
  }

  fileprivate var colour: Colour {
    switch self {
    case .note: .cyan
    case .warning: .yellow
    case .fault: .red
    }
  }
}
