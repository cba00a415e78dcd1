import BoothControl
import BoothProtocol
import Notation

/// «Ajustes»: who may come in, the language, and how the shop is made up.
struct SettingsPage {
  var settings: ShopSettings
  /// By name.
  var users: [PanelUser]
  /// The file was edited since the daemon read it.
  var needsRestart: Bool

  func html(_ context: PageContext) -> HTML {
    let say = context.say
    let frame = PageFrame(
      context: context, title: say(.settings), addressForLanguage: "/settings?",
      section: .settings)
    return frame.page(
      """
      <div class="bar"><h1>\(say(.settings))</h1></div>
      <div class="halves">
      <div>\(people(context))</div>
      <div>\(languages(say))</div>
      </div>
      \(file(say))
      \(booths(say))
      \(SettingsList(settings: settings, say: say, isOnPage: true).groups.map { group($0, say) })
      """)
  }

  // MARK: People

  private func people(_ context: PageContext) -> HTML {
    let say = context.say
    guard !users.isEmpty else {
      return """
        <section class="sheet" id="users"><h2>\(say(SettingsPhrase.users))</h2>
        <p class="lead">\(say(SettingsPhrase.nobody))</p>
        <p><a class="button main" href="/setup">\(say(SettingsPhrase.setUp))</a></p></section>

        """
    }
    return """
      <section class="sheet" id="users" aria-labelledby="users-title">
      <h2 id="users-title">\(say(SettingsPhrase.users))</h2>
      \(visitor(context))\
      <table class="list">
      <thead><tr><th scope="col">\(say(SettingsPhrase.user))</th>\
      <th scope="col">\(say(SettingsPhrase.role))</th><td></td></tr></thead>
      <tbody>
      \(users.map { row($0, context) })</tbody>
      </table>
      <p><a class="button main" href="/settings/users">\(say(SettingsPhrase.newUser))</a></p>
      </section>

      """
  }

  private func visitor(_ context: PageContext) -> HTML {
    guard let session = context.visitor.session else { return "" }
    let say = context.say
    return """
      <p class="lead">\(say(SettingsPhrase.loggedInAs)) <strong>\(session.user.name)</strong>. \
      <a href="/password">\(say(SettingsPhrase.ownPassword))</a></p>

      """
  }

  private func row(_ user: PanelUser, _ context: PageContext) -> HTML {
    let say = context.say
    let isVisitor = user.name == context.visitor.session?.user.name
    return """
      <tr><th scope="row">\(user.name)\
      \(" <span class=\"by\">\(say(SettingsPhrase.you))</span>", when: isVisitor)</th>\
      <td>\(say(user.role))</td>\
      <td class="figure"><a href="/settings/users/\(user.name)" \
      aria-label="\(say(SettingsPhrase.change)) \(user.name)">\(say(SettingsPhrase.change))</a></td></tr>

      """
  }

  private func languages(_ say: Language) -> HTML {
    """
    <section class="sheet" aria-labelledby="language">
    <h2 id="language">\(say(SettingsPhrase.language))</h2>
    <p class="turn">\(Language.allCases.map { language in
      language == say
        ? "<span aria-current=\"true\"><strong>\(language.name)</strong></span> "
        : """
        <a href="/settings?lang=\(language.rawValue)" hreflang="\(language.rawValue)" \
        lang="\(language.rawValue)">\(language.name)</a> 
        """ as HTML
    })</p>
    <p><a class="button" href="/settings/shop">\(say(SettingsPhrase.shopSettings))</a></p></section>

    """
  }

  // MARK: The configuration

  private func file(_ say: Language) -> HTML {
    """
    <section class="paper">
    <p class="lead">\(say(SettingsPhrase.howTo))</p>
    <details class="seal installer"><summary>\(say(SettingsPhrase.forInstaller))</summary>\
    <p>\(say(SettingsPhrase.howToFile)) \
    \(settings.file.map { "<code>\($0)</code>" as HTML } ?? "\(say(SettingsPhrase.noFile))"). \
    \(say(SettingsPhrase.howToCheck)) <code>cabinad check</code>. \
    \(say(SettingsPhrase.howToRestart)) <code>systemctl restart cabinad</code>. \
    \(say(SettingsPhrase.callsGoOn))</p></details>
    \("<p class=\"notice\" role=\"status\">\(say(SettingsPhrase.needsRestart))</p>\n",
      when: needsRestart)</section>

    """
  }

  private func booths(_ say: Language) -> HTML {
    let isOneBoard = settings.shop.booths.allSatisfy { $0.board == nil }
    let heads: [SettingsPhrase] =
      [.booth, .boothName, .line] + (isOneBoard ? [] : [.board]) + [.pays]
    return """
      <section class="paper" aria-labelledby="booths">
      <div class="bar"><h2 id="booths">\(say(SettingsPhrase.booths))</h2>
      <p class="summary">\(isOneBoard ? say(SettingsPhrase.allOnOneBoard) : "") \
      <span class="in-file"><code>[booth …]</code></span></p></div>
      <table class="list" data-cards>
      <thead><tr>\(heads.map { "<th scope=\"col\">\(say($0))</th>" as HTML })</tr></thead>
      <tbody>
      \(settings.shop.booths.map { booth in
        """
        <tr><th scope="row">\(booth.number.text)</th>\
        <td>\(settings.own.names.name(of: booth)) \
        <a href="/settings/booths/\(booth.number.text)" \
        aria-label="\(say(SettingsPhrase.changeBooth)) \(booth.number.text)">\
        \(say(SettingsPhrase.change))</a></td>\
        <td data-label="\(say(SettingsPhrase.line))">\(booth.line + 1)</td>\
        \("""
          <td data-label="\(say(SettingsPhrase.board))">\
          \(booth.board?.description ?? say(SettingsPhrase.onlyBoard))</td>
          """, when: !isOneBoard)\
        <td data-label="\(say(SettingsPhrase.pays))">\
        \(say(booth.isPaidInAdvance ? SettingsPhrase.paysBefore : .paysAfter))</td></tr>

        """ as HTML
      })\(settings.removedBooths.map { removed($0, isOneBoard: isOneBoard, say) })</tbody>
      </table></section>

      """
  }

  /// A name that is left of a booth.
  private func removed(_ booth: BoothNumber, isOneBoard: Bool, _ say: Language) -> HTML {
    """
    <tr><th scope="row">\(booth.text)</th><td>\(settings.own.names.booths[booth] ?? "") \
    <a href="/settings/booths/\(PercentEncoding.text(booth.text))" \
    aria-label="\(say(SettingsPhrase.changeBooth)) \(booth.text)">\(say(SettingsPhrase.change))</a></td>\
    <td colspan="\(isOneBoard ? 2 : 3)">\(say(SettingsPhrase.removedBooth))</td></tr>

    """
  }

  private func group(_ group: SettingsList.Group, _ say: Language) -> HTML {
    """
    <section class="paper" aria-labelledby="group-\(group.section)">
    <div class="bar"><h2 id="group-\(group.section)">\(say(group.phrase))</h2>
    <p class="summary in-file"><code>[\(group.section)]</code></p></div>
    <table class="list settings">
    <thead class="unseen"><tr><th scope="col">\(say(SettingsPhrase.what))</th>\
    <th scope="col">\(say(SettingsPhrase.value))</th>\
    <th scope="col" class="in-file">\(say(SettingsPhrase.key))</th></tr></thead>
    <tbody>
    \(group.items.map { item in
      """
      <tr><th scope="row">\(say(item.phrase))</th><td>\(item.value)\(code(item, say))\
      \(change(item, say))</td>\
      <td class="by in-file"><code>\(item.key)</code></td></tr>

      """ as HTML
    })</tbody>
    </table></section>

    """
  }

  private func change(_ item: SettingsList.Item, _ say: Language) -> HTML {
    guard !item.address.isEmpty else { return "" }
    return """
       <a href="\(item.address)" aria-label="\(say(SettingsPhrase.change)): \(say(item.phrase))">\
      \(say(SettingsPhrase.change))</a>
      """
  }

  private func code(_ item: SettingsList.Item, _ say: Language) -> HTML {
    guard !item.code.isEmpty else { return "" }
    return """
      <details class="seal"><summary>\(say(SettingsPhrase.asWritten))</summary>\
      <code>\(item.code)</code></details>
      """
  }
}
