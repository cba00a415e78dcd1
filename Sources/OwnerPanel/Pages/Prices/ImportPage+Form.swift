import Notation

/// The form by which a file is chosen, or one that is kept is looked through again.
extension ImportPage {
  func html(_ context: PageContext, refused: Outcome? = nil) -> HTML {
    html(context, problem: context.problemBox(refused))
  }

  func html(_ context: PageContext, problem: HTML) -> HTML {
    let say = context.say
    let title = say(list == .deck ? ImportPhrase.deck : .prefixes)
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "\(path)?", section: .prefixes)
    return frame.page(
      """
      \(PriceParts(context).nav(.init(list)))\
      <div class="bar"><h1>\(title)</h1></div>
      <p class="lead">\(say(ImportPhrase.lead))</p>
      \(problem)\
      <form class="sheet import" method="post" action="\(path)" enctype="multipart/form-data">
      \(context.hiddenToken)\(fields(say))</form>
      """)
  }

  private func fields(_ say: Language) -> HTML {
    let formats = [
      FormField.Choice("", say(ImportPhrase.byName)),
      FormField.Choice("csv", say(ImportPhrase.csv)),
      FormField.Choice("json5", say(ImportPhrase.json5)),
    ]
    return """
      \(kept.map(hiddenToKeep) ?? "")<div class="halves wide"><div>\(file(say))\
      \(field("format", .format, format, .choice(formats), nil, say))</div>
      <fieldset class="row"><legend>\(say(ImportPhrase.forCSV))</legend>
      \(columns(say))</fieldset></div>
      <p class="buttons">\
      <button class="main">\(say(ImportPhrase.check))</button>
      <a class="button" href="/\(list.rawValue)">\(say(PricePhrase.list))</a></p>

      """
  }

  /// How a CSV file is to be read.
  func columns(_ say: Language) -> HTML {
    let units = [
      FormField.Choice("", say(ImportPhrase.asTheFileSays)),
      FormField.Choice("minute", say(PricePhrase.minutes)),
      FormField.Choice("second", say(PricePhrase.seconds)),
    ]
    let marks = [
      FormField.Choice("", say(ImportPhrase.byTheFile)),
      FormField.Choice("comma", say(ImportPhrase.comma)),
      FormField.Choice("point", say(ImportPhrase.point)),
    ]
    return """
      <div class="columns">\
      \(field("unit", .unit, unit, .choice(units), .unitHelp, say))\
      \(field("decimals", .decimals, decimals, .choice(marks), .decimalsHelp, say))\
      \(field("prepend", .prepend, prepend, .digits, .prependHelp, say))\
      \(field("home", .home, home, .text, .homeHelp, say))</div>
      """
  }

  private func field(
    _ name: String, _ label: ImportPhrase, _ value: String, _ kind: FormField.Kind,
    _ help: ImportPhrase?, _ say: Language
  ) -> HTML {
    FormField(
      name: name, label: say(label), kind: kind, value: value, help: help.map { say($0) } ?? "",
      fault: faults[name].map { say($0) } ?? "", longest: 16,
      hasFocus: faults.keys.min() == name
    ).html
  }

  private var fileHelp: Words {
    let plain = ImportPhrase.fileHelp.words
    guard !fileName.isEmpty else { return plain }
    guard kept == nil else {
      return Words(
        "«\(fileName)» sigue aquí: elija un archivo solo si quiere otro. \(plain.spanish)",
        "«\(fileName)» is still here: choose a file only if you want another. \(plain.english)")
    }
    return Words(
      "Elija «\(fileName)» de nuevo: el navegador no lo guarda. \(plain.spanish)",
      "Choose «\(fileName)» again: the browser does not keep it. \(plain.english)")
  }

  private func file(_ say: Language) -> HTML {
    let fault = faults["file"].map { say($0) } ?? ""
    return """
      <p class="field\(" has-fault", when: !fault.isEmpty)">\
      <label for="field-file">\(say(ImportPhrase.file))</label>\
      <input type="file" id="field-file" name="file"\(attribute: "required", when: kept == nil) \
      accept=".csv,.txt,.tsv,.json5,.json" \
      aria-describedby="help-file\(" fault-file", when: !fault.isEmpty)"\
      \(" aria-invalid=\"true\" autofocus", when: !fault.isEmpty)>\
      <span class="help" id="help-file">\(say(fileHelp))</span>\
      \("<span class=\"fault\" id=\"fault-file\">\(fault)</span>", when: !fault.isEmpty)</p>

      """
  }
}
