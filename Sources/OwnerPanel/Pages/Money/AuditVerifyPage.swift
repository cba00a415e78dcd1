import Notation

/// «Verificar»: whether the audit is as it was written.
struct AuditVerifyPage: AnsweredPage {
  /// That was noted before; empty: none.
  var head = ""

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .ledger(.auditVerdict(let check)): return context.response(html(context, check))
    case .ledger(.refused(let refusal)):
      let outcome = Outcome(refusal)
      return context.response(html(context, refused: outcome), outcome.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .ledger, .access: throw .noAnswer
    }
  }

  func html(
    _ context: PageContext, _ check: AuditCheck? = nil, refused: Outcome? = nil
  ) -> HTML {
    let say = context.say
    var fault = ""
    if case .mistyped(let words) = refused { fault = say(words) }
    let frame = PageFrame(
      context: context, title: say(AuditPhrase.verify), addressForLanguage: "/audit/verify?",
      section: .audit)
    return frame.page(
      """
      <div class="bar"><h1>\(say(AuditPhrase.verify))</h1>
      <p class="tools"><a class="button" href="/audit">\(say(AuditPhrase.back))</a></p></div>
      \(context.problemBox(fault.isEmpty ? refused : nil))\
      \(check.map { verdict($0, say) } ?? "")\
      \(context.form(
        to: "/audit/verify",
        """
        <p class="lead">\(say(AuditPhrase.verifyLead))</p>
        \(FormField(
          name: "head", label: say(AuditPhrase.head), value: head,
          help: say(AuditPhrase.headHelp), fault: fault, hasFocus: !fault.isEmpty
        ).html)\
        <p class="buttons"><button class="main">\(say(AuditPhrase.verifyButton))</button></p>

        """))
      """)
  }

  private func verdict(_ check: AuditCheck, _ say: Language) -> HTML {
    let box: HTML =
      check.fault.map { fault in
        """
        <div class="problem" role="alert"><p>\(say(AuditPhrase.fitsNot))</p>\
        <p class="detail">\(say(fault))</p></div>

        """
      } ?? "<p class=\"notice\" role=\"status\">\(say(AuditPhrase.fits))</p>\n"
    return """
      \(box)<section class="sheet" aria-label="\(say(AuditPhrase.verify))">
      <dl class="facts">
      <dt>\(say(AuditPhrase.records))</dt><dd>\(say.count(check.records))</dd>
      <dt>\(say(AuditPhrase.headNow))</dt><dd><code>\(check.head ?? "–")</code></dd>
      </dl>
      <p class="lead">\(say(AuditPhrase.keepHead))</p>
      </section>

      """
  }
}
