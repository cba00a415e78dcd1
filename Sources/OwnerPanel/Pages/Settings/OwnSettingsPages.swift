import BoothControl

/// A form by which the owner sets something in place of what the configuration file says.
protocol OwnSettingsPage: AnsweredPage {
  /// What was typed; nil: something is wrong with it, and the page says what.
  mutating func changes(_ form: Form) -> [OwnSettingChange]?
  func html(_ context: PageContext, refused: Outcome?) -> HTML
}

extension OwnSettingsPage {
  func html(_ context: PageContext) -> HTML { html(context, refused: nil) }

  func response(to answer: PanelAnswer, in context: PageContext) throws(Outcome) -> HTTPResponse {
    switch answer {
    case .ledger(.done): return context.seeOther("/settings", .saved)
    case .ledger(.refused(let refusal)):
      let outcome = Outcome(refusal)
      return context.response(html(context, refused: outcome), outcome.status)
    case .outcome(let outcome):
      return context.response(html(context, refused: outcome), outcome.status)
    case .ledger, .access: throw .noAnswer
    }
  }

  fileprivate func page(
    _ context: PageContext, _ title: String, path: String, refused: Outcome?, _ fields: HTML
  ) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: title, addressForLanguage: "\(path)?", section: .settings)
    return frame.page(
      """
      <div class="bar"><h1>\(title)</h1>
      <p class="tools"><a class="button" href="/settings">\(say(.settings))</a></p></div>
      \(context.problemBox(refused))\
      \(context.form(
        to: path,
        """
        \(fields)\
        <p class="buttons"><button class="main">\(say(SettingsPhrase.save))</button></p>

        """))
      """)
  }
}

/// A name as it was typed.
private struct TypedName {
  var text: String
  /// What the configuration file has.
  var configured: String
  var isWrong = false

  /// Empty, or the file's own: it is the file's again.
  var value: String? { text.isEmpty || text == configured ? nil : text }

  mutating func take(_ text: String) {
    self.text = text
    isWrong = !text.isEmpty && !OwnSettingChange.isName(text)
  }

  func field(_ label: String, _ help: SettingsPhrase?, _ say: Language) -> HTML {
    let asInFile = say(
      Words(
        "Vacío: «\(configured)», como dice el archivo.", "Empty: «\(configured)», as in the file."))
    return FormField(
      name: "name", label: label, value: text,
      help: (help.map { say($0) + " " } ?? "") + asInFile,
      fault: isWrong ? say(SettingsPhrase.noName) : "", longest: OwnNames.longest, hasFocus: true
    ).html
  }
}

/// The shop's name, and the page's language.
struct ShopSettingsPage: OwnSettingsPage {
  private var name: TypedName
  private var language: Language?
  private let configured: Language?

  init(_ settings: ShopSettings) {
    name = TypedName(
      text: settings.own.names.name(of: settings.shop), configured: settings.shop.name)
    (language, configured) = (settings.own.language, settings.language)
  }

  mutating func changes(_ form: Form) -> [OwnSettingChange]? {
    name.take(form["name"])
    language = Language(rawValue: form["language"])
    return name.isWrong ? nil : [.shopName(name.value), .language(language)]
  }

  func html(_ context: PageContext, refused: Outcome?) -> HTML {
    let say = context.say
    let asInFile =
      say(
        Words("Como dice el archivo", "As the file says"))
      + ": " + (configured?.name ?? say(SettingsPhrase.browsers))
    let languages =
      [FormField.Choice("", asInFile)]
      + Language.allCases.map { FormField.Choice($0.rawValue, $0.name) }
    return page(
      context, say(SettingsPhrase.shopSettings), path: "/settings/shop", refused: refused,
      """
      \(name.field(say(SettingsPhrase.name), .shopNameHelp, say))\
      \(FormField(
        name: "language", label: say(SettingsPhrase.pageLanguage), kind: .choice(languages),
        value: language?.rawValue ?? ""
      ).html)
      """)
  }
}

/// What a booth is called.
struct BoothNamePage: OwnSettingsPage {
  private let booth: BoothNumber
  private var name: TypedName

  /// nil: the shop has no such booth.
  init?(_ number: BoothNumber, _ settings: ShopSettings) {
    guard let booth = settings.shop.booths.first(where: { $0.number == number }) else { return nil }
    self.booth = number
    name = TypedName(text: settings.own.names.name(of: booth), configured: booth.name)
  }

  mutating func changes(_ form: Form) -> [OwnSettingChange]? {
    name.take(form["name"])
    return name.isWrong ? nil : [.boothName(booth, name.value)]
  }

  func html(_ context: PageContext, refused: Outcome?) -> HTML {
    let say = context.say
    return page(
      context, "\(say(SettingsPhrase.changeBooth)) \(booth.text)",
      path: "/settings/booths/\(booth.text)",
      refused: refused, name.field(say(SettingsPhrase.boothName), nil, say))
  }
}
