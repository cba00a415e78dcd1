import BoothControl
import Notation
import Rating

/// A call whole: what it was, why it costs what it does, and the owner's word on it.
struct CallPage: AnsweredPage {
  var statement: CallStatement
  /// As it was typed.
  var note = ""

  private var call: CallListRow { statement.row }

  func html(
    _ context: PageContext, fault: CallPhrase? = nil, refused: Outcome? = nil
  ) -> HTML {
    let say = context.say
    let title = "\(say(CallPhrase.call)) \(call.key)"
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "/calls/\(call.key)?", section: .calls)
    return frame.page(
      """
      <div class="bar">
      <h1>\(title)</h1>
      <p class="summary">\(context.nameAndNumber(of: call.booth))</p>
      \(receipt(say), when: !isForNothing)</div>
      \(context.problemBox(refused))\
      \(CallTable(context: context, showsBooth: false).html([call]))\
      <div class="reasons after">
      <section class="sheet">\(facts(context))</section>
      <section class="sheet"><h2>\(say(CallPhrase.why))</h2>
      \(reasons(context))\(provider(context))</section>
      \(flags(context))\(reviewForm(context, fault))</div>
      """)
  }

  /// Nobody answered, and there is nothing to pay: nobody wants that on paper.
  private var isForNothing: Bool { !call.isOpen && call.seconds == 0 && call.charge == .zero }

  private func receipt(_ say: Language) -> HTML {
    """
    <p class="tools"><a class="button" href="/calls/\(Int(call.key))/ticket">\
    \(say(CallPhrase.receipt))</a></p>

    """
  }

  private func facts(_ context: PageContext) -> HTML {
    let say = context.say
    func fact(_ phrase: CallPhrase, _ text: String?) -> HTML {
      guard let text, !text.isEmpty else { return "" }
      return "<dt>\(say(phrase))</dt><dd>\(text)</dd>\n"
    }
    let ticket: HTML =
      call.ticket.map {
        """
        <dt>\(say(CallPhrase.ticket))</dt>\
        <dd><a href="/tickets/\(Int($0))">\(Int($0))</a></dd>

        """
      } ?? ""
    return """
      <dl class="facts">
      \(fact(.dialled, statement.dialled))\(fact(.carrier, statement.carrier))\
      \(fact(.began, context.localTime(call.at).text))\
      \(fact(.answered, statement.answeredAt.map { context.localTime($0).text }))\
      \(ticket)\(cost(context))</dl>

      """
  }

  /// What the shop pays is the owner's to know.
  private func cost(_ context: PageContext) -> HTML {
    guard context.visitor.may(.owner), !call.isOpen, call.price != nil else { return "" }
    let say = context.say
    let isCharge = statement.cost != nil && statement.cost == statement.charge
    let isWorth = statement.cost != nil && statement.cost == statement.worth
    return """
      <dt>\(say(CallPhrase.provider))</dt>\
      <dd>\(context.currency.amount(statement.storedCost))\
      \(" <span class=\"aside\">\(say(CallPhrase.costIsCharge))</span>", when: isCharge)\
      \(" <span class=\"aside\">\(say(CallPhrase.costIsWorth))</span>", when: isWorth)</dd>

      """
  }

  private func reasons(_ context: PageContext) -> HTML {
    let say = context.say
    guard !statement.isIncomplete else {
      return "<p class=\"more\">\(say(CallPhrase.incomplete))</p>\n"
    }
    guard let charge = statement.charge else {
      if let worth = statement.worth, call.seconds > 0 { return uncharged(worth, context) }
      return "<p class=\"more\">\(say(CallPhrase.noReasons))</p>\n"
    }
    let words = ExplanationWords(say, context.currency)
    let differs = charge.charge != call.charge
    return """
      \(prefix(charge, context))\
      \(words.table(of: charge, label: say(CallPhrase.why), waived: waiver(context)))\
      \("<p class=\"problem\">\(say(CallPhrase.differs))</p>", when: differs)
      """
  }

  /// «Anulada por maria, 27-10-2006 16:20:00»; nil: it is not.
  private func waiver(_ context: PageContext) -> String? {
    guard call.verdict == .waived else { return nil }
    let reviewer = AuditText(context, "review").actor(statement.reviewer)
    return context.say.waived(
      by: reviewer, at: statement.reviewedAt.map { context.localTime($0).text } ?? "")
  }

  /// Nobody pays it; what it would have cost.
  private func uncharged(_ worth: Explanation, _ context: PageContext) -> HTML {
    let say = context.say
    let words = ExplanationWords(say, context.currency)
    let sum = say(ExplanationPhrase.wouldHaveCost)
    return """
      <p class="lead">\(say(CallPhrase.unchargedLead))</p>
      \(prefix(worth, context))\(words.table(of: worth, label: sum, sum: sum))
      """
  }

  /// By what price of the provider's it cost what it did, where that is known.
  private func provider(_ context: PageContext) -> HTML {
    guard context.visitor.may(.owner), !statement.isIncomplete, call.seconds > 0,
      let cost = statement.cost, cost != statement.charge ?? statement.worth
    else { return "" }
    let say = context.say
    let title = say(CallPhrase.provider)
    let differs = cost.charge != statement.storedCost
    let words = ExplanationWords(say, context.currency)
    return """
      <h2>\(title)</h2>
      \(prefix(cost, context, hasMarkup: false))\
      \(words.table(of: cost, label: title, sum: title))\
      \("<p class=\"problem\">\(say(CallPhrase.differs))</p>", when: differs)
      """
  }

  /// Of the list that the price is from; of a price for every number nothing.
  private func prefix(
    _ price: Explanation, _ context: PageContext, hasMarkup: Bool = true
  ) -> HTML {
    guard !price.prefix.isEmpty || !price.description.isEmpty else { return "" }
    let say = context.say
    let markup: HTML =
      statement.markup.flatMap { markup in
        guard hasMarkup, context.visitor.may(.owner) else { return nil }
        return """
          <dt>\(say(CallPhrase.markup))</dt><dd>\(TypedAmount.text(markup)) %</dd>

          """
      } ?? ""
    return """
      <dl class="facts"><dt>\(say(CallPhrase.prefix))</dt>\
      <dd>\(price.prefix)\(" \(price.description)", when: price.description != price.prefix)\
      </dd>\(markup)</dl>

      """
  }

  /// Why it is flagged, and what the owner has said.
  private func flags(_ context: PageContext) -> HTML {
    guard !call.suspicions.isEmpty || call.verdict != nil else { return "" }
    let say = context.say
    let verdict: HTML =
      call.verdict.map {
        """
        <p><strong>\(say(CallPhrase.reviewed)): \
        \(say($0 == .waived ? CallPhrase.waived : .stands))</strong></p>
        \("<p>«\(statement.reviewNote)»</p>", when: !statement.reviewNote.isEmpty)\
        <p class="more">\(statement.reviewer)</p>

        """
      } ?? ""
    return """
      <section class="sheet"><h2>\(say(call.suspicions.isEmpty ? CallPhrase.reviewed : .whyFlagged))</h2>
      \("<ul>\(call.suspicions.map { "<li>\(say($0))</li>" as HTML })</ul>",
        when: !call.suspicions.isEmpty)
      \(verdict)</section>

      """
  }

  /// What the owner may still say; of a call without a flag, that its customer does not pay it.
  private func reviewForm(_ context: PageContext, _ fault: CallPhrase?) -> HTML {
    guard context.visitor.may(.owner), !call.isOpen, call.verdict == nil else { return "" }
    let isFlagged = !call.suspicions.isEmpty
    let canWaive = call.ticket == nil
    guard isFlagged || canWaive && call.isCharged && call.charge > .zero else { return "" }
    let say = context.say
    let help = isFlagged && canWaive ? CallPhrase.waiveNoteHelp : .noteHelp
    var lead = say(isFlagged ? CallPhrase.wordOnce : .waiveLead)
    if !canWaive { lead += " " + say(CallPhrase.collectedAlready) }
    return context.form(
      to: "/calls/\(call.key)/review",
      """
      <h2>\(say(isFlagged ? CallPhrase.review : .waiveHead))</h2>
      <p class="lead">\(lead)</p>
      \(FormField(
        name: "note", label: say(CallPhrase.note), value: note, help: say(help),
        fault: fault.map { say($0) } ?? "", isRequired: !isFlagged, longest: 120,
        hasFocus: fault != nil
      ).html)\
      <p class="buttons">\
      \(verdict(.stands, .stands, "main", context), when: isFlagged)\
      \(verdict(.waived, .waive, "danger", context), when: canWaive)</p>
      """)
  }

  private func verdict(
    _ verdict: CallReview.Verdict, _ phrase: CallPhrase, _ style: String, _ context: PageContext
  ) -> HTML {
    """
    <button name="verdict" value="\(verdict.rawValue)" class="\(style)">\
    \(context.say(phrase))</button>
    """
  }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .outcome(let outcome) = answer else { throw .noAnswer }
    if outcome == .done { return context.seeOther("/calls/\(call.key)", .reviewed) }
    return context.response(html(context, refused: outcome), outcome.status)
  }
}

/// «Por revisar»: flagged calls that wait for the owner's word.
struct ReviewsPage {
  var context: PageContext
  var calls: [CallListRow]

  var html: HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(CallPhrase.reviews), addressForLanguage: "/reviews?",
      section: .calls)
    let isCut = calls.count >= CallStatement.suspectLimit
    return frame.page(
      """
      <div class="bar"><h1>\(say(CallPhrase.reviews))</h1></div>
      <p class="lead">\(say(CallPhrase.reviewLead))</p>
      \(calls.isEmpty
        ? "<p class=\"none\">\(say(CallPhrase.noReviews))</p>"
        : CallTable(context: context, showsBooth: true).html(calls))
      \("<p class=\"more\">\(say(CallPhrase.firstReviews))</p>", when: isCut)
      """)
  }
}
