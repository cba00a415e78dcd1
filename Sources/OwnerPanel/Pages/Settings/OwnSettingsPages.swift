import BoothControl
import Notation

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
    let asInFile = "\(say(SettingsPhrase.empty)): «\(configured)», \(say(SettingsPhrase.asInFile))."
    return FormField(
      name: "name", label: label, value: text,
      help: (help.map { say($0) + " " } ?? "") + (configured.isEmpty ? "" : asInFile),
      fault: isWrong ? say(SettingsPhrase.noName) : "", longest: OwnNames.longest, hasFocus: true
    ).html
  }
}

/// The shop's name, and the page's language.
struct ShopSettingsPage: OwnSettingsPage {
  private var name: TypedName
  /// As it was chosen; empty: what the file says.
  private var language: String
  private var isLanguageWrong = false
  private let configured: Language?

  init(_ settings: ShopSettings) {
    name = TypedName(
      text: settings.own.names.name(of: settings.shop), configured: settings.shop.name)
    language = settings.own.language?.rawValue ?? ""
    configured = settings.language
  }

  mutating func changes(_ form: Form) -> [OwnSettingChange]? {
    name.take(form["name"])
    language = form["language"]
    let chosen = Language(rawValue: language)
    isLanguageWrong = !language.isEmpty && chosen == nil
    return name.isWrong || isLanguageWrong ? nil : [.shopName(name.value), .language(chosen)]
  }

  func html(_ context: PageContext, refused: Outcome?) -> HTML {
    let say = context.say
    let asInFile =
      say(SettingsPhrase.languageOfFile) + ": "
      + (configured?.name ?? say(SettingsPhrase.browsers))
    let languages =
      [FormField.Choice("", asInFile)]
      + Language.allCases.map { FormField.Choice($0.rawValue, $0.name) }
    return page(
      context, say(SettingsPhrase.shopSettings), path: "/settings/shop", refused: refused,
      """
      \(name.field(say(SettingsPhrase.name), .shopNameHelp, say))\
      \(FormField(
        name: "language", label: say(SettingsPhrase.pageLanguage), kind: .choice(languages),
        value: language, fault: isLanguageWrong ? say(SettingsPhrase.noLanguage) : ""
      ).html)
      """)
  }
}

/// What a booth is called.
struct BoothNamePage: OwnSettingsPage {
  private let booth: BoothNumber
  private var name: TypedName
  private let isRemoved: Bool

  /// nil: the shop has no such booth, nor a name of one that it has no more.
  init?(_ number: BoothNumber, _ settings: ShopSettings) {
    guard settings.hasName(of: number) else { return nil }
    booth = number
    let configured = settings.shop.booths.first { $0.number == number }?.name ?? ""
    name = TypedName(
      text: settings.own.names.booths[number] ?? configured, configured: configured)
    isRemoved = !settings.shop.booths.contains { $0.number == number }
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
      refused: refused,
      name.field(say(SettingsPhrase.boothName), isRemoved ? .removedHelp : nil, say))
  }
}
