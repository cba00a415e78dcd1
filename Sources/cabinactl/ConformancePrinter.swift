import BoardConformance
import BoothProtocol
import Glibc

/// Shows a run as it goes: a line for each check, and all there is to know of a failure.
// Unchecked: called on one queue at a time.
final class ConformancePrinter: @unchecked Sendable {
  private let isJSON: Bool
  /// Where what is going on is shown, and overwritten by what has become of it.
  private let isLive: Bool
  private var began = 0
  private var identity: BoardIdentity?

  init(isJSON: Bool) {
    self.isJSON = isJSON
    isLive = isatty(isJSON ? STDERR_FILENO : STDOUT_FILENO) == 1
  }

  func began(_ check: Check, of run: ConformanceRun) {
    if identity == nil, let identity = run.identity {
      self.identity = identity
      print("\(identity.conformanceText)\n\n")
    }
    began += 1
    guard isLive else { return }
    let text = "      \(run.endedCount + 1)/\(run.checkCount) \(check.name) …"
    CommandOutcome.write("\r\u{1B}[K" + text, to: isJSON ? STDERR_FILENO : STDOUT_FILENO)
  }

  func ended(_ result: CheckResult) {
    if isLive {
      CommandOutcome.write("\r\u{1B}[K", to: isJSON ? STDERR_FILENO : STDOUT_FILENO)
    }
    print(result.text)
  }

  /// What is left to say at the end.
  func summary(_ report: ConformanceReport) -> String {
    if isJSON { return ConformanceJSON.text(report, identity) }
    var rows = [["level", "passed", "failed", "skipped", "not applicable", ""]]
    for level in ConformanceLevel.allCases {
      let count = report.count(of: level)
      guard count.total > 0 else { continue }
      rows.append(
        [
          level.rawValue, "\(count.passed)", "\(count.failed)", "\(count.skipped)",
          "\(count.notApplicable)", report.verdict(of: level).rawValue,
        ])
    }
    let note =
      "The board has the configuration of the checks now: configure it before it is used.\n"
    return "\n" + TextTable(rows: rows, right: [1, 2, 3, 4]).text
      + (identity == nil ? "" : "\n" + note)
  }

  private func print(_ text: String) {
    if !isJSON { CommandOutcome.write(text, to: STDOUT_FILENO) }
  }
}

extension BoardIdentity {
  fileprivate var conformanceText: String {
    let hasDisplay = display.rows > 0
    return "board \(uid), firmware \(firmware), boot \(bootID), \(lineCount) lines, "
      + "\(trunkCount) trunks, ring of \(ringSize) events, "
      + (hasDisplay ? "display \(display.rows)x\(display.columns)" : "no display")
  }
}

extension CheckResult {
  /// A line, and for a failure all that shows it.
  fileprivate var text: String {
    let word =
      switch verdict {
      case .passed: "pass"
      case .failed: "FAIL"
      case .skipped: "skip"
      case .notApplicable: "n/a "
      }
    let section = "§ \(check.section)"
    let padding = String(repeating: " ", count: max(1, 6 - section.count))
    var text = "\(word)  \(section)\(padding)\(check.sentence)  (\(check.name))\n"
    switch verdict {
    case .passed: break
    case .skipped(let why), .notApplicable(let why): text += "              \(why)\n"
    case .failed(let failure):
      text +=
        "              expected  \(failure.expected)\n              came      \(failure.came)\n"
      text += evidenceText
    }
    return text
  }

  /// Times count from the last line.
  private var evidenceText: String {
    guard let last = evidence.last else { return "" }
    let rows = evidence.map { line in
      [
        "             ", "\(line.moment.milliseconds(since: last.moment)) ms",
        line.direction == .toBoard ? "→" : "←", line.text, line.hexadecimal(limit: 36),
      ]
    }
    return TextTable(rows: rows, right: [1]).text
  }
}

extension Evidence {
  /// - Parameter limit: bytes that are shown; nil: all.
  func hexadecimal(limit: Int? = nil) -> String {
    let shown = bytes.prefix(limit ?? bytes.count)
    let text = shown.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count < 2 ? "0" + digits : digits
    }.joined(separator: " ")
    return shown.count < bytes.count ? text + " … \(bytes.count) bytes" : text
  }
}
