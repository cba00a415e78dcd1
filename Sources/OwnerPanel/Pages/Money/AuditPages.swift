import BoothControl
import Notation
import Rating

/// «Auditoría»: who changed what, newest first.
struct AuditPage: AnsweredPage {
  /// As it was asked for: days, names, an action.
  var filter: AuditFilter

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .audit(let rows, let next) = try answer.ledger() else { throw .noAnswer }
    return context.response(html(context, rows, next: next))
  }

  /// `rows` nil: none were looked for.
  func html(_ context: PageContext, _ rows: [AuditRow]? = nil, next: Int64? = nil) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(.audit),
      addressForLanguage: filter.address(size: filter.size, filter.place),
      section: .audit)
    return frame.page(
      """
      <div class="bar"><h1>\(say(.audit))</h1>
      <p class="tools"><a class="button" href="/audit/verify">\(say(AuditPhrase.verify))</a></p></div>
      <p class="lead">\(say(AuditPhrase.lead)) \(say(AuditPhrase.skips))</p>
      \(filter.html(context))\
      \(rows.map { found($0, next, context) } ?? "")
      """)
  }

  private func found(_ rows: [AuditRow], _ next: Int64?, _ context: PageContext) -> HTML {
    let say = context.say
    let turns = ListTurns(at: filter.place, rows.map(\.number), next: next)
    return """
      \(rows.isEmpty
        ? "<p class=\"none\">\(say(AuditPhrase.none))</p>\n" : table(rows, context))\
      \(Pager(
        sizes: CallListQuery.sizes.map { size in
          (size, size == filter.size ? nil : filter.address(size: size, .newest))
        },
        links: turns.links(say, at: filter.place) { filter.address(size: filter.size, $0) }
      ).html(context))
      """
  }

  private func table(_ rows: [AuditRow], _ context: PageContext) -> HTML {
    let say = context.say
    let heads: [AuditPhrase] = [.number, .at, .who, .what, .about, .change]
    return """
      <table class="list" data-cards>
      <thead><tr>\(heads.map { "<th scope=\"col\">\(say($0))</th>" as HTML })</tr></thead>
      <tbody>
      \(rows.map { row($0, context) })</tbody>
      </table>

      """
  }

  private func row(_ row: AuditRow, _ context: PageContext) -> HTML {
    let say = context.say
    let text = AuditText(context, row.action, row.subject)
    return """
      <tr><th scope="row"><a href="/audit/\(Int(row.number))">\(Int(row.number))</a></th>\
      <td class="date">\(context.localTime(row.at).text)</td>\
      <td class="who" data-label="\(say(AuditPhrase.who))">\(text.actor(row.actor))</td>\
      <td class="what">\(say(AuditAction(name: row.action)))</td>\
      <td class="about" data-label="\(say(AuditPhrase.about))">\(text.subject)</td>\
      <td class="altered">\(text.short(row.before)) \
      <span aria-hidden="true">→</span> \(text.short(row.after))</td></tr>

      """
  }
}

/// A record of the audit, with what was before and after beside each other.
struct AuditRecordPage: AnsweredPage {
  var number: Int64

  /// Of an import, prefixes by name.
  static let changeCount = 200

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    guard case .auditRecord(let row, let changes) = try answer.ledger() else { throw .noAnswer }
    return context.response(html(context, row, changes))
  }

  func html(_ context: PageContext, _ row: AuditRow, _ changes: ListChanges?) -> HTML {
    let say = context.say
    let title = "\(say(AuditPhrase.record)) \(row.number)"
    let text = AuditText(context, row.action, row.subject)
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "/audit/\(row.number)?", section: .audit)
    return frame.page(
      """
      <div class="bar"><h1>\(title)</h1>
      <p class="tools"><a class="button" href="/audit">\(say(AuditPhrase.back))</a></p></div>
      <section class="sheet" aria-label="\(title)">
      <dl class="facts">
      <dt>\(say(AuditPhrase.at))</dt><dd>\(context.localTime(row.at).text)</dd>
      <dt>\(say(AuditPhrase.who))</dt><dd>\(text.actor(row.actor))</dd>
      <dt>\(say(AuditPhrase.what))</dt><dd>\(say(AuditAction(name: row.action)))</dd>
      <dt>\(say(AuditPhrase.about))</dt><dd>\(text.subject)</dd>
      <dt>\(say(AuditPhrase.hash))</dt><dd>\(seal(row.hash, say))</dd>
      \(text.hash(row.before).map { hash in
        "<dt>\(say(AuditPhrase.hashBefore))</dt><dd>\(seal(hash, say))</dd>\n" as HTML
      } ?? "")\
      \(text.hash(row.after).map { hash in
        "<dt>\(say(AuditPhrase.hashAfter))</dt><dd>\(seal(hash, say))</dd>\n" as HTML
      } ?? "")\
      </dl>
      </section>
      \(difference(row, text))\
      \(changes.map { self.changes($0, text) } ?? notKept(row, say))
      """)
  }

  /// A long one is shown by its beginning; all of it, to be copied, when it is asked for.
  private func seal(_ hash: String, _ say: Language) -> HTML {
    guard hash.count > 12 else { return "<code>\(hash)</code>" }
    return """
      <details class="seal"><summary><code>\(String(hash.prefix(8)))…</code> \
      \(say(AuditPhrase.wholeHash))</summary><code>\(hash)</code></details>
      """
  }

  private func notKept(_ row: AuditRow, _ say: Language) -> HTML {
    guard row.action.hasSuffix(" import") else { return "" }
    return "<p class=\"lead\">\(say(AuditPhrase.notKept))</p>\n"
  }

  private func difference(_ record: AuditRow, _ text: AuditText) -> HTML {
    let say = text.say
    let old = record.before.flatMap { JSONMembers($0) }
    let new = record.after.flatMap { JSONMembers($0) }
    guard old != nil || new != nil else {
      let (before, after) = (record.before.map(text.full), record.after.map(text.full))
      // Of two lists of as many prefixes the words are the same, and the lists are not.
      let isSame = record.before == record.after
      return table([row("", before, after, isSame: isSame, say)], hasNames: false, say)
    }
    var names = old?.fields.map(\.name) ?? []
    for name in new?.fields.map(\.name) ?? [] where !names.contains(name) { names.append(name) }
    return table(
      names.map { name in
        let field = AuditField(name: name)
        let (before, after) = (old?[name], new?[name])
        return row(
          say(field), before.map { field.value($0, say, text.currency) },
          after.map { field.value($0, say, text.currency) }, isSame: before == after, say)
      }, hasNames: true, say)
  }

  private func table(_ rows: [HTML], hasNames: Bool, _ say: Language) -> HTML {
    """
    <section class="paper">
    <table class="list altered">
    <thead><tr>\("<th scope=\"col\">\(say(AuditPhrase.field))</th>", when: hasNames)\
    <th scope="col">\(say(AuditPhrase.before))</th>\
    <th scope="col">\(say(AuditPhrase.after))</th></tr></thead>
    <tbody>
    \(rows)</tbody>
    </table></section>

    """
  }

  /// What is not the same is marked, by more than its colour.
  private func row(
    _ name: String, _ before: String?, _ after: String?, isSame: Bool, _ say: Language
  ) -> HTML {
    let nothing = say(AuditPhrase.nothing)
    let words: HTML =
      isSame
      ? "<span class=\"by\">\(say(AuditPhrase.same))</span>"
      : "<strong>\(after ?? nothing)</strong>"
    return """
      <tr>\("<th scope=\"row\">\(name)</th>", when: !name.isEmpty)\
      <td>\(before ?? nothing)</td><td>\(words)</td></tr>

      """
  }

  private func changes(_ changes: ListChanges, _ record: AuditText) -> HTML {
    let say = record.say
    // Each line of it is a price.
    var text = record
    text.action = "prefix set"
    let count = changes.added + changes.removed + changes.changed
    return """
      <section class="paper" aria-labelledby="imported">
      <div class="bar"><h2 id="imported">\(say(AuditPhrase.imported))</h2>
      <p class="summary">\(say.count(Int64(changes.added))) \(say(AuditPhrase.added)) · \
      \(say.count(Int64(changes.removed))) \(say(AuditPhrase.removed)) · \
      \(say.count(Int64(changes.changed))) \(say(AuditPhrase.changed))</p></div>
      \("<p class=\"lead\">\(say(AuditPhrase.firstOnes))</p>\n", when: count > changes.first.count)\
      <table class="list altered">
      <thead><tr><th scope="col">\(say(AuditPhrase.prefix))</th>\
      <th scope="col">\(say(AuditPhrase.before))</th>\
      <th scope="col">\(say(AuditPhrase.after))</th></tr></thead>
      <tbody>
      \(changes.first.map { row in
        """
        <tr><th scope="row">\(row.prefix)</th><td>\(text.short(row.before))</td>\
        <td>\(text.short(row.after))</td></tr>

        """ as HTML
      })</tbody>
      </table></section>

      """
  }
}
