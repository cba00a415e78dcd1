import BoardConformance
import BoothProtocol
import Glibc
import Notation
import SerialLine

/// Shows a run as it goes: a line for each check, and all there is to know of a failure.
// Unchecked: called on one queue at a time.
final class ConformancePrinter: @unchecked Sendable {
  private let say: Language
  private let isJSON: Bool
  /// Where all that crosses the line is recorded; nil: nowhere.
  private let recording: String?
  /// Where what is going on is shown, and overwritten by what has become of it.
  private let isLive: Bool
  private var began = 0
  /// Why not all of it is where it belongs; the first fault.
  private(set) var fault: SystemError?
  private var identity: BoardIdentity?

  init(_ say: Language, isJSON: Bool, recording: String?) {
    self.say = say
    self.isJSON = isJSON
    self.recording = recording
    isLive = Console.isTerminal(isJSON ? STDERR_FILENO : STDOUT_FILENO)
  }

  func began(_ check: Check, of run: ConformanceRun) {
    if identity == nil, let identity = run.identity {
      self.identity = identity
      print("\(identity.conformanceText(say))\n\n")
      tellUnstored(identity)
    }
    began += 1
    guard isLive else { return }
    let text = "      \(run.endedCount + 1)/\(run.checkCount) \(check.name) …"
    CommandOutcome.write("\r\u{1B}[K" + text, to: isJSON ? STDERR_FILENO : STDOUT_FILENO)
  }

  /// Of a board that was in use an end of a call may be among them.
  private func tellUnstored(_ identity: BoardIdentity) {
    let count = identity.nextEvent &- identity.oldestEvent
    guard count > 0 else { return }
    let events = say.count(ofEvents: Int(count))
    print(
      say(
        "la placa tenía \(events) sin guardar, que aquí se le dan por guardados\n\n",
        "the board had \(events) unstored, which are acknowledged here\n\n"))
  }

  func ended(_ result: CheckResult) {
    if isLive {
      CommandOutcome.write("\r\u{1B}[K", to: isJSON ? STDERR_FILENO : STDOUT_FILENO)
    }
    print(result.text(say, recording: recording))
  }

  /// What is left to say at the end.
  func summary(_ report: ConformanceReport) -> String {
    if isJSON { return ConformanceJSON.text(report, identity) }
    if let noSession = report.noSession { return noSession.text(say, recording: recording) }
    var rows = [
      [
        say("nivel", "level"), say("pasan", "passed"), say("fallan", "failed"),
        say("se saltan", "skipped"), say("no corresponden", "not applicable"), "",
      ]
    ]
    for level in ConformanceLevel.allCases {
      let count = report.count(of: level)
      guard count.total > 0 else { continue }
      rows.append(
        [
          say(level), "\(count.passed)", "\(count.failed)", "\(count.skipped)",
          "\(count.notApplicable)", report.verdictText(of: level, say),
        ])
    }
    let note =
      say(
        "La placa tiene ahora la configuración de las comprobaciones: configúrela antes de usarla.",
        "The board has the configuration of the checks now: configure it before it is used.") + "\n"
    return "\n" + TextTable(rows: rows, right: [1, 2, 3, 4]).text
      + (identity == nil ? "" : "\n" + note)
  }

  private func print(_ text: String) {
    guard !isJSON else { return }
    do throws(SystemError) {
      try StandardOutput.write(text)
    } catch { fault = fault ?? error }
  }
}

extension BoardIdentity {
  fileprivate func conformanceText(_ say: Language) -> String {
    let size = "\(display.rows)x\(display.columns)"
    return say(
      "placa \(uid), firmware \(firmware), arranque \(bootID), líneas: \(lineCount), "
        + "troncales: \(trunkCount), anillo de \(ringSize) eventos, "
        + (display.rows > 0 ? "visor de \(size)" : "sin visor"),
      "board \(uid), firmware \(firmware), boot \(bootID), \(lineCount) lines, "
        + "\(trunkCount) trunks, ring of \(ringSize) events, "
        + (display.rows > 0 ? "display \(size)" : "no display"))
  }
}

extension ConformanceReport {
  /// With a word when it is not the level itself that decides.
  fileprivate func verdictText(of level: ConformanceLevel, _ say: Language) -> String {
    let verdict = verdict(of: level)
    let own = count(of: level)
    let isOwn =
      switch verdict {
      case .failed: own.failed > 0
      case .undecided: own.skipped > 0 || isPartial || own.passed == 0
      case .passed, .notApplicable: true
      }
    let text = say(verdict)
    return level == .minimum || isOwn ? text : "\(text) (\(say(ConformanceLevel.minimum)))"
  }
}

extension NoSession {
  fileprivate func text(_ say: Language, recording: String?) -> String {
    say(
      "sin sesión: \(why.spanish) (§ \(section)); no se pudo probar nada más",
      "no session: \(why.english) (§ \(section)); nothing else could be tried")
      + "\n" + failure.text(say) + evidence.text(say, recording: recording)
  }
}

extension Failure {
  fileprivate func text(_ say: Language) -> String {
    say(
      "              se esperaba  \(expected)\n              llegó        \(came)\n",
      "              expected  \(expected)\n              came      \(came)\n")
  }
}

extension CheckResult {
  /// A line, and for a failure all that shows it.
  func text(_ say: Language, recording: String?) -> String {
    let section = "§ \(check.section)"
    let padding = String(repeating: " ", count: max(1, 6 - section.count))
    var text = "\(say(verdict.mark))  \(section)\(padding)\(check.sentence)  (\(check.name))\n"
    switch verdict {
    case .passed: break
    case .skipped(let why), .notApplicable(let why): text += "              \(say(why))\n"
    case .failed(let failure): text += failure.text(say) + evidence.text(say, recording: recording)
    }
    return text
  }
}

extension Evidence {
  private static let margin = "             "
  /// Bytes in a line; a frame may take three of them.
  private static let width = 36

  /// Times count from the last line.
  fileprivate func text(_ say: Language, recording: String?) -> String {
    guard let last = lines.last else { return "" }
    let rows = lines.flatMap { line in
      let pieces = line.hexadecimal(say, width: Self.width)
      let head = [
        Self.margin, "\(line.moment.milliseconds(since: last.moment)) ms",
        line.direction == .toBoard ? "→" : "←", line.text,
      ]
      return [head + pieces.prefix(1)]
        + pieces.dropFirst().map { [Self.margin, "", "", "", $0] }
    }
    return omission(say, recording) + TextTable(rows: rows, right: [1]).text
  }

  private func omission(_ say: Language, _ recording: String?) -> String {
    guard omittedCount > 0 else { return "" }
    let place =
      recording.map { say("todas están en \($0)", "all are in \($0)") }
      ?? say("--record ARCHIVO las guarda todas", "--record FILE keeps them all")
    let omitted =
      omittedCount == 1
      ? say("se omite 1 trama anterior", "1 frame before these left out")
      : say(
        "se omiten \(omittedCount) tramas anteriores",
        "\(omittedCount) frames before these left out")
    return Self.margin + "  … \(omitted); \(place)\n"
  }
}

extension Evidence.Line {
  /// In pieces of so many bytes; whatever is missing at the end is said.
  func hexadecimal(_ say: Language, width: Int = .max) -> [String] {
    let words = bytes.map { byte in
      let digits = String(byte, radix: 16, uppercase: true)
      return digits.count < 2 ? "0" + digits : digits
    }
    var pieces: [String] = []
    var rest = words[...]
    while !rest.isEmpty {
      pieces.append(rest.prefix(width).joined(separator: " "))
      rest = rest.dropFirst(width)
    }
    if byteCount > bytes.count, !pieces.isEmpty {
      pieces[pieces.count - 1] += say(
        " … \(byteCount) bytes en total", " … \(byteCount) bytes in all")
    }
    return pieces
  }
}

extension Language {
  fileprivate func count(ofEvents count: Int) -> String {
    count == 1 ? self("1 evento", "1 event") : self("\(count) eventos", "\(count) events")
  }
}
