import Notation
import Rating

/// What a price may have beside itself: fee, blocks, grace, maximum, steps and hours.
struct AdvancedFields {
  var form: TariffForm
  var context: PageContext

  private var say: Language { context.say }

  var html: HTML {
    let symbol = " \(context.currency.symbol)"
    return """
      <div class="fields">\
      \(field("first", .firstBlock, form.firstBlock, .digits, .firstBlockHelp))\
      \(field("increment", .increment, form.increment, .digits, .incrementHelp))\
      \(field("fee", .fee, form.fee, .amount, .feeHelp, suffix: symbol))\
      \(field("maximum", .maximum, form.maximum, .amount, .maximumHelp, suffix: symbol))\
      \(field("grace", .grace, form.grace, .digits, .graceHelp))</div>
      <h2>\(say(PricePhrase.steps))</h2>
      <p class="lead">\(say(PricePhrase.stepsLead))</p>
      \(form.steps.enumerated().map { step($0.offset, $0.element, symbol) })\
      <h2>\(say(PricePhrase.bands))</h2>
      <p class="lead">\(say(PricePhrase.bandsLead))</p>
      \(form.bands.enumerated().map { band($0.offset, $0.element, symbol) })
      """
  }

  private func field(
    _ name: String, _ label: PricePhrase, _ value: String, _ kind: FormField.Kind,
    _ help: PricePhrase? = nil, suffix: String = ""
  ) -> HTML {
    FormField(
      name: name, label: say(label) + suffix, kind: kind, value: value,
      help: help.map { say($0) } ?? "", fault: fault(name), longest: 20,
      hasFocus: form.firstFault == name
    ).html
  }

  private func fault(_ name: String) -> String { form.faults[name].map { say($0) } ?? "" }

  private func step(_ index: Int, _ row: TariffForm.StepRow, _ symbol: String) -> HTML {
    func name(_ field: String) -> String { TariffForm.name("step", index, field) }
    return folded(
      "\(say(PricePhrase.step)) \(index + 1)", isOpen: !row.isEmpty || index == 0,
      """
      <div class="fields">\
      \(field(name("after"), .stepAfter, row.after, .digits))\
      \(field(name("price"), .stepPrice, row.price, .amount, suffix: symbol))\
      \(field(name("increment"), .stepIncrement, row.increment, .digits))</div>
      """)
  }

  /// One row of several: who needs one more unfolds it.
  private func folded(_ name: String, isOpen: Bool, _ fields: HTML) -> HTML {
    """
    <details class="row"\(attribute: "open", when: isOpen)><summary>\(name)</summary>
    <fieldset><legend class="unseen">\(name)</legend>
    \(fields)</fieldset></details>

    """
  }

  private func band(_ index: Int, _ row: TariffForm.BandRow, _ symbol: String) -> HTML {
    func name(_ field: String) -> String { TariffForm.name("band", index, field) }
    return folded(
      "\(say(PricePhrase.band)) \(index + 1)", isOpen: !row.isEmpty || index == 0,
      """
      \(days(index, row))\
      <div class="fields">\
      \(field(name("from"), .from, row.from, .text))\
      \(field(name("to"), .to, row.to, .text))\
      \(field(name("price"), .bandPrice, row.price, .amount, suffix: symbol))\
      \(field(name("fee"), .bandFee, row.fee, .amount, suffix: symbol))\
      </div>
      """)
  }

  private func days(_ index: Int, _ row: TariffForm.BandRow) -> HTML {
    let name = TariffForm.name("band", index, "days")
    let fault = fault(name)
    let words = ExplanationWords(say, context.currency)
    return """
      <fieldset class="days"\
      \(" aria-describedby=\"fault-\(name)\"", when: !fault.isEmpty)>\
      <legend>\(say(PricePhrase.days))</legend>\
      \((1...7).map { day in
        """
        <label><input type="checkbox" name="\(TariffForm.name("band", index, "day-\(day)"))" \
        value="yes"\(attribute: "checked", when: row.days.contains(day))\
        \(attribute: "autofocus", when: day == 1 && form.firstFault == name)> \
        \(words.day(day))</label> 
        """ as HTML
      })\
      \("<span class=\"fault\" id=\"fault-\(name)\">\(fault)</span>", when: !fault.isEmpty)</fieldset>

      """
  }
}
