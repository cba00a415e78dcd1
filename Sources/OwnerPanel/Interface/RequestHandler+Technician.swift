import BoothControl
import BoothProtocol

/// Boards, what they are asked, and what crosses the lines.
extension RequestHandler {
  func answer(
    to request: HTTPRequest, at route: TechnicianRoute, in shop: ShopState,
    _ context: PageContext
  ) throws(Outcome) -> Answer {
    // The page's way in without a password is for the shop's money. Boards and what is dialled are for
    // who is known: every user of the box can come by that way.
    if route.needsName, context.visitor.isUnprotected { throw .setUpFirst }
    switch route {
    case .boards:
      return .now(
        json(
          TechnicianJSON.ports(source.ports(), of: source.settings.shop, in: context.say)))
    case .commands(let board):
      let asked = try CommandRequest(body: try jsonBody(of: request))
      guard let uid = BoardUID(board),
        shop.snapshot.boards.contains(where: { BoardUID($0.uid) == uid })
      else { throw .technician(.noSuchBoard(board)) }
      let command = BoardCommand(
        board: uid, command: asked.command, text: asked.text, isForced: asked.isForced)
      return technician(.command(command), context)
    case .traffic: return technician(.traffic(try TrafficQuery(request.target.query)), context)
    }
  }

  /// The core has limits of its own, and they are as long as the panel's for an action.
  private func technician(_ request: TechnicianRequest, _ context: PageContext) -> Answer {
    .technician(
      request,
      PendingAction(
        face: .api, language: context.say, booth: nil, isLong: true, visitor: context.visitor))
  }

  func response(
    to pending: PendingAction, technician answer: TechnicianAnswer, shop: ShopState?
  ) -> HTTPResponse {
    func refuse(_ outcome: Outcome) -> HTTPResponse {
      error(outcome, to: pending.face, shop: shop, in: pending.language, for: pending.visitor)
    }
    return switch answer {
    case .command(let report): json(TechnicianJSON.command(report))
    case .traffic(let report): json(TechnicianJSON.traffic(report))
    case .refused(let refusal): refuse(.technician(refusal))
    case .tooManyWaiting: refuse(.tooManyWaiting)
    }
  }
}
