/// Prices, imports and audit: asked of the ledger, and what it answered.
extension RequestHandler {
  func ledgerRequest(
    _ request: HTTPRequest, at route: Route
  ) throws(Outcome) -> LedgerRequest {
    let query = request.target.query
    // A reading needs no body; a prefix or an import that is deleted has none.
    let isWithBody = request.method == .post || request.method == .put
    let body = isWithBody ? try jsonBody(of: request) : []
    switch route {
    case .apiPrices(let list):
      return request.method == .post ? .addPrefix(body: body, to: list) : try .prices(list, query)
    case .apiPrefix(let list, let prefix):
      return request.method == .put
        ? .setPrefix(prefix, body: body, in: list) : .deletePrefixes([prefix], from: list)
    case .apiPrefixesDelete(let list): return try .deletePrefixes(body: body, from: list)
    case .apiMarkup: return request.method == .post ? try .setMarkup(body: body) : .markup
    case .apiRounding: return request.method == .post ? try .setRounding(body: body) : .rounding
    case .apiImports: return try .beginImport(body: body)
    case .apiImport(let id): return .abandonImport(id)
    case .apiImportRows(let id): return .addRows(importID: id, body: body)
    case .apiImportFinish(let id): return try .finishImport(id, body: body)
    case .apiAudit: return try .audit(query)
    case .apiAuditRecord(let number): return try .auditRecord(number, query)
    case .apiAuditVerify: return .verifyAudit(head: query["head"])
    default: throw .notFound
    }
  }

  /// What the ledger answered, for who asked for it.
  func response(to pending: PendingAction, answer: LedgerAnswer, shop: ShopState?) -> HTTPResponse {
    if let page = pending.page {
      return response(of: page, to: .ledger(answer), pending, shop: shop)
    }
    if case .refused(let refusal) = answer {
      return error(
        Outcome(refusal), to: pending.face, shop: shop, in: pending.language, for: pending.visitor)
    }
    do throws(Outcome) {
      return json(try LedgerJSON.answer(answer, of: shop, in: pending.language))
    } catch {
      return self.error(
        error, to: pending.face, shop: shop, in: pending.language, for: pending.visitor)
    }
  }
}
