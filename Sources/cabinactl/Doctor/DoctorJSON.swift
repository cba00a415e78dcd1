import Notation

/// Findings for programs.
enum DoctorJSON {
  static func text(_ findings: [DoctorFinding], _ say: Language) -> String {
    let json: JSON = [
      "findings": .array(
        findings.map { finding in
          [
            "severity": .text(finding.severity.name),
            "code": .text(finding.code),
            "subject": .text(finding.subject),
            "seen": .text(say(finding.seen)),
            "cause": .text(say(finding.cause)),
            "command": .text(finding.command),
          ]
        })
    ]
    return json.text + "\n"
  }
}
