import BoothControl
import BoothProtocol
import OwnerPanel

/// What technicians ask, on its way between the page, `TechnicianDesk` and the ports.
extension Core {
  /// A technician who waits.
  struct WaitingTechnician {
    let asked: BoardCommand
    let actor: String
    let answer: @Sendable (TechnicianAnswer) -> Void
  }

  func ask(
    _ request: TechnicianRequest, by actor: String,
    then answer: @escaping @Sendable (TechnicianAnswer) -> Void
  ) {
    switch request {
    case .traffic(let query): traffic(query, then: answer)
    case .command(let asked):
      lastAsked += 1
      technicians[lastAsked] = WaitingTechnician(asked: asked, actor: actor, answer: answer)
      work(
        .technician(
          .asked(
            asked, number: lastAsked, use: exchange.linesInUse(of: asked.board))))
    }
  }

  func perform(_ effect: TechnicianDesk.Effect) {
    switch effect {
    case .ask(let uid, let number, let command): toBoard(uid, .ask(number, command))
    case .withdraw(let uid, let number): toBoard(uid, .withdraw(number))
    case .answer(let number, let result): answer(number, result)
    }
  }

  /// The board has answered; whoever reads its lines next sees what it said.
  func told(_ number: UInt64, _ response: Response, _ index: Int) {
    if let asked = technicians[number]?.asked {
      links[index].watch?.take(response, to: asked.command, at: SystemClock.wall)
      if case .lineTest = response.detail { portsTold = nil }
    }
    inbox.append(
      .technician(
        .told(number: number, response, microseconds: SystemClock.microseconds)))
  }

  private func answer(_ number: UInt64, _ result: Result<CommandReport, TechnicianRefusal>) {
    guard let waiting = technicians.removeValue(forKey: number) else { return }
    let (answer, text): (TechnicianAnswer, String) =
      switch result {
      case .success(let report): (.command(report), report.response.result.text)
      case .failure(let refusal): (.refused(refusal), refusal.text)
      }
    if waiting.asked.isTold {
      Journal.write(
        .notice,
        "\(waiting.actor): \(waiting.asked.text) on board \(waiting.asked.board): \(text)",
        about: waiting.actor)
    }
    // Who asked sees the board as it is after the answer, so that comes first.
    dueTechnicians.append { waiting.answer(answer) }
  }
}

extension BoardCommand {
  /// What changes what a booth hears or shows, or a board, is in the journal.
  fileprivate var isTold: Bool {
    switch command {
    case .readLines, .statistics: false
    default: true
    }
  }
}

extension TechnicianRefusal {
  /// For the journal, after what was asked.
  fileprivate var text: String {
    switch self {
    case .daemonDecides: "refused, the daemon decides on that"
    case .noSuchBoard: "refused, there is no such board"
    case .boardBusy: "refused, the board has another one to answer"
    case .lineInCall(let line): "refused, line \(line) is in a call"
    case .lineForHelp(let line): "refused, a call for help is on line \(line)"
    case .callsOnBoard(let count): "refused, \(count) calls are on the board"
    case .lineOffHook(let line): "refused, somebody has lifted on line \(line)"
    case .boardGone(let wasSent): "the board is gone" + Self.mayBeDone(wasSent)
    case .boardSilent(let wasSent):
      "the board has not answered for ten seconds" + Self.mayBeDone(wasSent)
    case .callBegan(let wasSent):
      "taken back, somebody lifted or a call began" + Self.mayBeDone(wasSent)
    }
  }

  private static func mayBeDone(_ wasSent: Bool) -> String {
    wasSent ? "; it was sent and may be done" : "; it was not sent"
  }
}
