internal import BoothProtocol
internal import Notation

/// From one check to the next.
extension ConformanceRun {
  mutating func endPhase() {
    switch phase {
    case .surveying:
      if case .failed(let failure)? = verdict {
        report.noSession = bench.noSession(failure)
        finish()
      } else {
        beginNext()
      }
    case .opening:
      guard verdict == nil, let current else { return endCheck() }
      phase = .checking
      bench.beginCheck()
      pending = current.steps.reversed()
    case .checking: endCheck()
    case .closing: beginNext()
    case .finished: break
    }
  }

  private mutating func endCheck() {
    guard let current else { return beginNext() }
    let verdict = verdict ?? .passed
    var evidence = Evidence()
    if case .failed = verdict { evidence = bench.log.evidence }
    record(CheckResult(check: current, verdict: verdict, evidence: evidence))
    self.current = nil
    phase = .closing
    bench.acknowledges = true
    bench.keepsAlive = true
    pending = current.needs.contains(.stimuli) ? Step.clearing.reversed() : []
  }

  private mutating func beginNext() {
    verdict = nil
    while let check = remaining.popLast() {
      if let verdict = obstacle(to: check) {
        record(CheckResult(check: check, verdict: verdict))
        continue
      }
      effects.append(.began(check))
      current = check
      phase = .opening
      bench.beginCheck()
      pending = Step.opening.reversed()
      return
    }
    finish()
  }

  /// Why a check is not even tried.
  private func obstacle(to check: Check) -> Verdict? {
    for need in check.needs {
      switch need {
      case .capability(let capability) where !bench.has(capability):
        let name = capability.words
        return .notApplicable(
          Words(
            "la placa no anuncia \(name.spanish)", "the board announces no \(name.english)"))
      case .lacking(let capability) where bench.has(capability):
        let name = capability.words
        return .notApplicable(
          Words("la placa anuncia \(name.spanish)", "the board announces \(name.english)"))
      case .trunk where bench.greeting?.identity.trunkCount == 0:
        // No way to be a board of any level, and nothing to be tried either.
        return .skipped(Words("la placa no tiene troncal", "the board has no trunk"))
      case .secondTrunk where (bench.greeting?.identity.trunkCount ?? 0) < 2:
        return .notApplicable(
          Words("la placa tiene una sola troncal", "the board has one trunk"))
      case .spareLine where !bench.hasSpareLine:
        return .notApplicable(
          Words(
            "la placa tiene una troncal por línea", "the board has a trunk for each line"))
      case .watch(let what) where options.lacks.contains(what):
        return .notApplicable(
          Words(
            "la placa no tiene cómo notarlo (--without \(what.rawValue))",
            "the board has no way to notice it (--without \(what.rawValue))"))
      default: continue
      }
    }
    if check.needs.contains(.stimuli), !options.hasStimuli {
      return .skipped(
        Words("nadie en la línea (--stimuli none)", "nobody at the line (--stimuli none)"))
    }
    if check.needs.contains(.time), options.isQuick {
      return .skipped(Words("tarda mucho (--quick)", "takes long (--quick)"))
    }
    return nil
  }

  private mutating func record(_ result: CheckResult) {
    report.results.append(result)
    effects.append(.ended(result))
  }

  mutating func giveUp(_ why: String) {
    guard phase != .finished else { return }
    let failure = Failure(expected: "the port stays open", came: why)
    if let current {
      record(CheckResult(check: current, verdict: .failed(failure), evidence: bench.log.evidence))
      self.current = nil
    } else if let first = remaining.popLast() {
      record(CheckResult(check: first, verdict: .failed(failure), evidence: bench.log.evidence))
    }
    while let check = remaining.popLast() {
      record(
        CheckResult(
          check: check, verdict: .skipped(Words("ya no hay puerto", "the port is gone"))))
    }
    finish()
  }

  private mutating func finish() {
    phase = .finished
    waiting = nil
    pending = []
    effects.append(.finished(report))
  }
}

extension Bench {
  /// What was heard in place of what was waited for, in a few words.
  var whatCame: String {
    let frames = fresh.filter { !$0.isPong(Self.housekeepingStamp) }
    guard !frames.isEmpty else { return "nothing" }
    let texts = frames.prefix(4).map { FrameText.of($0.frame) }
    let more = frames.count > 4 ? " and \(frames.count - 4) more" : ""
    return texts.joined(separator: "; ") + more
  }

  /// A stimulus was done.
  mutating func note(_ stimulus: Stimulus) {
    toUndo.removeAll { $0 == stimulus }
    if let undoing = stimulus.undoing, !toUndo.contains(undoing) { toUndo.append(undoing) }
    if case .dial(let digits) = stimulus { keysPressed += digits.utf8.count }
  }
}
