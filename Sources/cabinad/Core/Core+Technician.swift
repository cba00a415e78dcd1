import BoothControl
import BoothProtocol
import OwnerPanel

/// A technician's commands, one at a time on each board.
extension Core {
  /// A technician's command that its board has not answered.
  struct Inquiry {
    let number: UInt64
    let asked: BoardCommand
    let actor: String
    let until: Moment
    let answer: @Sendable (TechnicianAnswer) -> Void
    var sendings = 0
    /// When it was last sent.
    var sentAt: Int64 = 0
  }

  private static let inquiryMilliseconds: Int64 = 10_000

  func ask(
    _ request: TechnicianRequest, by actor: String,
    then answer: @escaping @Sendable (TechnicianAnswer) -> Void
  ) {
    switch request {
    case .traffic(let query): traffic(query, then: answer)
    case .command(let asked):
      do throws(TechnicianRefusal) {
        try send(asked, by: actor, then: answer)
      } catch {
        if asked.isTold {
          Journal.write(.warning, "\(actor): \(asked.text): \(error.text)", about: actor)
        }
        answer(.refused(error))
      }
    }
  }

  private func send(
    _ asked: BoardCommand, by actor: String,
    then answer: @escaping @Sendable (TechnicianAnswer) -> Void
  ) throws(TechnicianRefusal) {
    guard let index = links.firstIndex(where: { $0.board == asked.board }),
      let watch = links[index].watch
    else { throw .boardGone }
    try watch.admits(asked)
    guard links[index].inquiry == nil else { throw .boardBusy }
    lastInquiry += 1
    links[index].inquiry = Inquiry(
      number: lastInquiry, asked: asked, actor: actor,
      until: SystemClock.moment.advanced(byMilliseconds: Self.inquiryMilliseconds),
      answer: answer)
    work(.link(links[index].id, .ask(lastInquiry, asked.command)))
  }

  /// It went out.
  func asked(_ number: UInt64, _ index: Int) {
    guard links[index].inquiry?.number == number else { return }
    links[index].inquiry?.sendings += 1
    links[index].inquiry?.sentAt = SystemClock.microseconds
  }

  /// It was answered; one that was given up before is not waited for any more.
  func told(_ number: UInt64, _ response: Response, _ index: Int) {
    guard let inquiry = links[index].inquiry, inquiry.number == number else { return }
    links[index].watch?.take(response, to: inquiry.asked.command, at: SystemClock.wall)
    let report = CommandReport(
      command: inquiry.asked.command, response: response,
      microseconds: inquiry.sendings == 0 ? 0 : SystemClock.microseconds - inquiry.sentAt,
      sendings: inquiry.sendings)
    end(index, with: .command(report), response.result.text)
  }

  func endInquiry(_ index: Int, _ refusal: TechnicianRefusal) {
    end(index, with: .refused(refusal), refusal.text)
  }

  func endInquiriesThatAreDue(at now: Moment) {
    for index in links.indices where links[index].inquiry.map({ $0.until <= now }) ?? false {
      endInquiry(index, .boardSilent)
    }
  }

  /// Who asked sees the board as it is after the answer, so that comes first.
  private func end(_ index: Int, with answer: TechnicianAnswer, _ text: String) {
    guard let inquiry = links[index].inquiry else { return }
    links[index].inquiry = nil
    if inquiry.asked.isTold {
      Journal.write(
        .notice,
        "\(inquiry.actor): \(inquiry.asked.text) on board \(inquiry.asked.board): \(text)",
        about: inquiry.actor)
    }
    portsTold = nil
    dueInquiries.append { inquiry.answer(answer) }
  }
}

extension BoardWatch {
  /// Whether a command bears on no call that is on the board.
  fileprivate func admits(_ asked: BoardCommand) throws(TechnicianRefusal) {
    switch asked.command {
    case .connect, .lease, .cut, .configure: throw .daemonDecides(asked.command.type)
    case .tone(let line, _, _), .ring(let line, _, _), .lineTest(let line):
      if isInCall(line) { throw .lineInCall(line + 1) }
    case .reset: if calls > 0, !asked.isForced { throw .callsOnBoard(calls) }
    case .display, .readLines, .statistics: break
    }
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
    case .boardGone: "not done, the board is gone"
    case .boardBusy: "refused, the board has another one to answer"
    case .boardSilent: "the board has not answered for ten seconds"
    case .lineInCall(let line): "refused, line \(line) is in a call"
    case .callsOnBoard(let count): "refused, \(count) calls are on the board"
    }
  }
}
