import BoardConformance
import BoothProtocol
import Ledger
import Notation

/// The report of `cabinactl conformance` for programs: in English, whatever the locale.
enum ConformanceJSON {
  static func text(_ report: ConformanceReport, _ identity: BoardIdentity?) -> String {
    var object = JSONObject()
    if let identity {
      var board = JSONObject()
      board.add("uid", "\(identity.uid)")
      board.add("firmware", "\(identity.firmware)")
      board.add("lines", Int64(identity.lineCount))
      board.add("trunks", Int64(identity.trunkCount))
      object.add("board", board)
    } else {
      object.addNull("board")
    }
    if let noSession = report.noSession { object.add("noSession", text(of: noSession)) }
    object.add("levels", ConformanceLevel.allCases.map { level($0, report) })
    object.add("checks", report.results.map(check), isOneALine: true)
    return object.text + "\n"
  }

  static func list(_ checks: [Check]) -> String {
    var object = JSONObject()
    object.add("checks", checks.map { described($0) }, isOneALine: true)
    return object.text + "\n"
  }

  private static func level(_ level: ConformanceLevel, _ report: ConformanceReport) -> JSONObject {
    let count = report.count(of: level)
    var object = JSONObject()
    object.add("level", level.rawValue)
    object.add("verdict", report.verdict(of: level).rawValue)
    object.add("passed", Int64(count.passed))
    object.add("failed", Int64(count.failed))
    object.add("skipped", Int64(count.skipped))
    object.add("notApplicable", Int64(count.notApplicable))
    return object
  }

  private static func described(_ check: Check) -> JSONObject {
    var object = JSONObject()
    object.add("name", check.name)
    object.add("level", check.level.rawValue)
    object.add("section", check.section)
    object.add("sentence", check.sentence)
    if !check.needs.isEmpty { object.add("needs", check.needsText(.english)) }
    return object
  }

  private static func check(_ result: CheckResult) -> JSONObject {
    var object = described(result.check)
    switch result.verdict {
    case .passed: object.add("verdict", "passed")
    case .skipped(let why):
      object.add("verdict", "skipped")
      object.add("why", why.english)
    case .notApplicable(let why):
      object.add("verdict", "not applicable")
      object.add("why", why.english)
    case .failed(let failure):
      object.add("verdict", "failed")
      object.add("expected", failure.expected)
      object.add("came", failure.came)
      add(result.evidence, to: &object)
    }
    return object
  }

  private static func text(of noSession: NoSession) -> JSONObject {
    var object = JSONObject()
    object.add("section", noSession.section)
    object.add("why", noSession.why.english)
    object.add("expected", noSession.failure.expected)
    object.add("came", noSession.failure.came)
    add(noSession.evidence, to: &object)
    return object
  }

  private static func add(_ evidence: Evidence, to object: inout JSONObject) {
    object.add("evidence", evidence.lines.map(line))
    if evidence.omittedCount > 0 {
      object.add("evidenceLeftOut", Int64(evidence.omittedCount))
    }
  }

  private static func line(_ line: Evidence.Line) -> JSONObject {
    var object = JSONObject()
    object.add("milliseconds", line.moment.milliseconds)
    object.add("direction", line.direction == .toBoard ? "to board" : "from board")
    object.add("bytes", line.hexadecimal(.english).joined())
    object.add("text", line.text)
    return object
  }
}
