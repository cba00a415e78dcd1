import Notation
import Rating

/// «% ganancia» over the provider's costs, and how charges are rounded.
struct MarkupPage: AnsweredPage {
  var settings: PriceSettings
  /// As typed; nil: it is as it was.
  var typed: String?
  var isWrong = false

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .ledger(.done): return context.seeOther("/markup", .saved)
    case .ledger(.refused(let refusal)):
      let outcome = Outcome(refusal)
      return context.response(html(context, refused: outcome), outcome.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .ledger, .access: throw .noAnswer
    }
  }

  /// `10`, `12,5 %`; nil: it is no markup.
  static func percent(_ text: String) -> Money? {
    let plain = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let percent = TypedAmount.read(plain, decimals: 6, symbol: ""),
      (.zero...Markup.largestPercent).contains(percent)
    else { return nil }
    return percent
  }

  func html(_ context: PageContext, refused: Outcome? = nil) -> HTML {
    let say = context.say
    let title = say(PricePhrase.markup)
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "/markup?", section: .prefixes)
    return frame.page(
      """
      \(PriceParts(context).nav(.markup))\
      <div class="bar"><h1>\(title)</h1></div>
      \(context.problemBox(refused))\
      <div class="halves wide"><div>
      \(context.form(to: "/markup", percentFields(context)))</div><div>
      \(context.form(to: "/markup", roundingFields(context)))</div></div>
      """)
  }

  private func percentFields(_ context: PageContext) -> HTML {
    let say = context.say
    return """
      <p class="lead">\(say(MarkupPhrase.lead))</p>
      \(FormField(
        name: "percent", label: say(PricePhrase.markup), kind: .amount,
        value: typed ?? TypedAmount.text(settings.markup.percent), help: example(context),
        fault: isWrong ? say(MarkupPhrase.wrongPercent) : "", isRequired: true, longest: 14,
        hasFocus: true
      ).html)\
      <p class="buttons"><button class="main">\(say(PricePhrase.accept))</button> \
      <a class="button" href="/deck">\(say(PricePhrase.deck))</a></p>

      """
  }

  /// «costo $ 100,00 x min más 10 %, precio $ 110,00 x min», by the markup that holds; with none, as
  /// in the manual.
  private func example(_ context: PageContext) -> String {
    let (say, currency) = (context.say, context.currency)
    let isNone = settings.markup.percentMicros == 0
    let markup = isNone ? Markup(percentMicros: 10_000_000) : settings.markup
    let cost = UnitPrice(price: Money(micros: 100_000_000), unit: .minute)
    let sale = UnitPrice(price: markup.raise(cost.price), unit: .minute)
    let percent = TypedAmount.text(markup.percent)
    let (from, to) = (say.price(cost, in: currency), say.price(sale, in: currency))
    let sum = say(
      Words(
        "costo \(from) más \(percent) %, precio \(to).",
        "cost \(from) plus \(percent) %, price \(to)."))
    return say(isNone ? MarkupPhrase.forExample : .now) + " " + sum
  }

  private func roundingFields(_ context: PageContext) -> HTML {
    let say = context.say
    let choices = Rounding.Mode.allCases.map { mode in
      FormField.Choice(mode.rawValue, say(mode))
    }
    return """
      <h2>\(say(MarkupPhrase.rounding))</h2>
      <p class="lead">\(say(MarkupPhrase.roundingLead))</p>
      \(FormField(
        name: "mode", label: say(MarkupPhrase.rounding), kind: .choice(choices),
        value: settings.rounding.mode.rawValue
      ).html)\
      <p class="buttons"><button class="main">\(say(PricePhrase.accept))</button></p>

      """
  }
}

enum MarkupPhrase: Worded, Hashable, CaseIterable {
  case lead, now, forExample, rounding, roundingLead, wrongPercent

  var words: Words {
    switch self {
    case .lead:
      Words(
        "Recargo sobre el costo del proveedor: da el precio de los destinos que no tienen prefijo propio.",
        "On top of the provider's cost: the price of destinations without a prefix of their own.")
    case .now: Words("Ahora:", "Now:")
    case .forExample: Words("Por ejemplo:", "For example:")
    case .rounding: Words("Redondeo de cada llamada", "Rounding of each call")
    case .roundingLead:
      Words(
        "Lo que cuesta una llamada se redondea una vez, al final; después se suma el cargo de "
          + "conexión. Cómo se redondea el total en caja está en Ajustes.",
        "What a call costs is rounded once, at the end; the connection fee is added after that. How "
          + "the total at the till is rounded stands in the settings.")
    case .wrongPercent:
      Words(
        "Un porcentaje de 0 a 10.000, con coma para los decimales: 10 o 12,5.",
        "A percentage from 0 to 10.000, with a comma before decimals: 10 or 12,5.")
    }
  }
}
