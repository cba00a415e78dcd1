/// «Auditoría»; programs have `GET /audit` of `LedgerRequest`.
extension RequestHandler {
  func audit(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    let filter = try AuditFilter(request.target.query)
    guard filter.faults.isEmpty else {
      let page = AuditPage(filter: filter).html(context)
      return .now(keepingLanguage(of: request, context.response(page, .badRequest)))
    }
    let asked = LedgerRequest.audit(filter.query(in: context))
    return .ledger(
      asked, pending(AuditPage(filter: filter), request, context, isLong: asked.isLong))
  }

  func auditRecord(
    _ number: Int64, _ request: HTTPRequest, _ context: PageContext
  ) throws(Outcome) -> Answer {
    let asked = LedgerRequest.auditRecord(number, limit: AuditRecordPage.changeCount)
    return .ledger(
      asked, pending(AuditRecordPage(number: number), request, context, isLong: asked.isLong))
  }

  func verifyAudit(_ request: HTTPRequest, _ context: PageContext) throws(Outcome) -> Answer {
    guard request.method == .post else {
      let page = AuditVerifyPage()
      return .now(keepingLanguage(of: request, context.response(page.html(context))))
    }
    let head = try Form(request)["head"]
    let asked = LedgerRequest.verifyAudit(head: head.isEmpty ? nil : head)
    return .ledger(
      asked, pending(AuditVerifyPage(head: head), request, context, isLong: asked.isLong))
  }
}
