import Notation
import Rating

/// What becomes of the list in force when that of a file takes its place.
struct ImportChanges {
  private let changes: ListComparison
  private let list: PriceRowsQuery.List
  private let context: PageContext

  /// nil: there is nothing to compare, or it is done.
  init?(_ report: PriceImportReport, _ context: PageContext) {
    guard let changes = report.changes, report.before > 0, !report.isStored else { return nil }
    (self.changes, list, self.context) = (changes, report.list, context)
  }

  private var say: Language { context.say }

  private var counts: [(phrase: ImportPhrase, count: Int)] {
    [
      (.removed, changes.removed), (.changed, changes.changed), (.added, changes.added),
      (.kept, changes.unchanged),
    ]
  }

  /// How many of each.
  var facts: HTML {
    """
    \(counts.map { fact in
      "<dt>\(say(fact.phrase))</dt><dd>\(say.count(Int64(fact.count)))</dd>" as HTML
    })
    """
  }

  /// What goes and what changes, and folded what is new.
  var html: HTML {
    """
    \(section(.removed, changes.removed, changes.firstRemoved.map(row), isOpen: true))\
    \(section(.changed, changes.changed, changes.firstChanged.map(row), isOpen: true))\
    \(section(.added, changes.added, changes.firstAdded.map(row), isOpen: false))
    """
  }

  private func section(
    _ phrase: ImportPhrase, _ count: Int, _ rows: [HTML], isOpen: Bool
  ) -> HTML {
    guard count > 0 else { return "" }
    let more = count - rows.count
    let column = say(
      phrase == .changed ? ImportPhrase.change.words : ImportRow.price(of: list).words)
    return """
      <details class="found"\(attribute: "open", when: isOpen)>
      <summary>\(say(phrase)): \(say.count(Int64(count)))</summary>
      <table class="list found" data-cards>
      <thead><tr><th scope="col">\(say(PricePhrase.prefix))</th>\
      <th scope="col">\(say(PricePhrase.description))</th>\
      <th scope="col">\(column)</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      \("<p>\(say(ImportPhrase.moreFaults)) \(say.count(Int64(more)))</p>", when: more > 0)
      </details>

      """
  }

  private func row(_ tariff: Tariff) -> HTML {
    ImportRow(context).html(tariff, [ImportRow(context).price(tariff)])
  }

  /// «Precio: $ 50,00 x min → $ 60,00 x min», and whatever else is not the same.
  private func row(_ change: ListComparison.Change) -> HTML {
    let facts = TariffFacts(context).differences(change.after, from: change.before)
    let lines = facts.map { "\($0.name): \($0.other) → \($0.own)" }
    let row = ImportRow(context)
    let prices = "\(row.price(change.before)) → \(row.price(change.after))"
    return row.html(change.after, lines.isEmpty ? [prices] : lines)
  }
}

/// Prices of the owner's that are below the provider's cost, once the list of a file holds.
struct ImportLosses {
  private let losses: BelowCost
  private let context: PageContext

  /// nil: there is none, or the list is stored.
  init?(_ report: PriceImportReport, _ context: PageContext) {
    guard let losses = report.belowCost, losses.count > 0, !report.isStored else { return nil }
    (self.losses, self.context) = (losses, context)
  }

  var html: HTML {
    let say = context.say
    let more = losses.count - losses.first.count
    let row = ImportRow(context)
    return """
      <details class="found" open>
      <summary>\(say(ImportPhrase.belowCost)): \(say.count(Int64(losses.count)))</summary>
      <table class="list found" data-cards>
      <thead><tr><th scope="col">\(say(PricePhrase.prefix))</th>\
      <th scope="col">\(say(PricePhrase.description))</th>\
      <th scope="col">\(say(PricePhrase.value))</th></tr></thead>
      <tbody>\(losses.first.map { loss in
        row.html(
          loss.own,
          [
            row.price(loss.own),
            "\(say(PricePhrase.cost)): \(row.price(loss.cost)) (\(PriceParts(context).name(of: loss.cost)))",
          ])
      })</tbody></table>
      \("<p>\(say(ImportPhrase.moreFaults)) \(say.count(Int64(more)))</p>", when: more > 0)
      </details>

      """
  }
}

/// A prefix of a file's list.
private struct ImportRow {
  let context: PageContext

  init(_ context: PageContext) { self.context = context }

  static func price(of list: PriceRowsQuery.List) -> PricePhrase { list == .deck ? .cost : .value }

  /// With what it is beside its price.
  func price(_ tariff: Tariff) -> String {
    let price = context.say.price(tariff.shownPrice, in: context.currency)
    let conditions = PriceParts(context).conditions(tariff)
    return conditions.isEmpty ? price : "\(price), \(conditions)"
  }

  func html(_ tariff: Tariff, _ lines: [String]) -> HTML {
    """
    <tr><th scope="row">\(PriceParts(context).name(tariff.prefix))</th>\
    <td class="words">\(tariff.description)</td>\
    <td>\(lines.map { "<div>\($0)</div>" as HTML })</td></tr>

    """
  }
}
