import Foundation
import Testing

extension InABrowser {
  /// The check of pages is held to small ones that have one fault each.
  @Suite struct `The check of a page` {
    /// A page with nothing wrong, and one part of it in another's place.
    private func page(_ part: String = "", _ other: String = "") throws -> String {
      let good = """
        <!doctype html>
        <html lang="es"><head><title>Cabinas</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        :root { color-scheme: light dark; --ink: #222222; --paper: #ffffff; --mild: #666666; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #eeeeee; --paper: #111111; --mild: #aaaaaa; }
        }
        * { box-sizing: border-box; }
        body { background: var(--paper); color: var(--ink); font: 16px/1.5 sans-serif; }
        input, select { color: inherit; background: none; border: 1px solid var(--mild); }
        input, select, button { min-height: 24px; }
        h2 { color: #8a8a8a; }
        .mild { color: var(--mild); }
        .cut { overflow: hidden; width: 200px; }
        .unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; color: #888; }
        :focus-visible { outline: 2px solid var(--ink); }
        </style></head><body>
        <nav aria-label="uno"><a href="/a">Panel de control</a></nav>
        <main id="a"><h1>Precios</h1><h2>De hoy</h2>
        <p class="cut">En la <a href="/b">lista</a> están.</p>
        <form><label>Nombre <input name="n"></label>
        <label>Tipo <select><option>minuto</option></select></label>
        <fieldset><legend>¿Cuál?</legend><label><input type="radio" name="r">A</label>
        <label><input type="radio" name="r">B</label></fieldset>
        <label>Clave <input type="password" autocomplete="current-password"></label>
        <button type="button"><svg width="9" height="9" aria-hidden="true"></svg>Ver</button>
        <button disabled><span id="s" style="color: #999999">No</span></button></form>
        <table id="b"><tr><th scope="col">Uno</th></tr><tr><td class="mild">1</td></tr></table>
        <p class="unseen">Nadie lo ve</p>
        </main></body></html>
        """
      guard !part.isEmpty else { return good }
      try #require(good.contains(part))
      return good.replacingOccurrences(of: part, with: other)
    }

    private func findings(_ tab: Tab, _ html: String) throws -> [String] {
      let tree = try tab.call("Page.getFrameTree")["frameTree"] as? DevTools.Values
      let frame = try #require((tree?["frame"] as? DevTools.Values)?["id"] as? String)
      try tab.call("Page.setDocumentContent", ["frameId": frame, "html": html])
      return try tab.accessibilityFindings()
    }

    @Test func `finds nothing where nothing is wrong`() throws {
      try browse { tab in
        let found = try findings(tab, page())
        #expect(found == [])
      }
    }

    @Test func `leaves window and colours as they were`() throws {
      try browse { tab in
        try tab.setSize(900, 700)
        try tab.setDark(true)
        _ = try findings(tab, page())
        #expect(try tab.evaluate("() => innerWidth", as: Int.self) == 900)
        let scheme = "() => matchMedia('(prefers-color-scheme: dark)').matches"
        #expect(try tab.evaluate(scheme, as: Bool.self))
      }
    }

    @Test func `finds each fault, and no other`() throws {
      try browse { tab in
        for (part, other, expected) in Self.faults {
          let found = try findings(tab, page(part, other))
          #expect(!found.isEmpty, "«\(other)» is not found")
          #expect(found.allSatisfy { $0.contains(expected) }, "«\(other)»: \(found)")
        }
      }
    }

    /// What stands in a page, what takes its place, and what is then found.
    private static let faults = [
      ("#8a8a8a", "#989898", "contrast of text 2.88, at least 3: <h2> «De hoy»"),
      ("--mild: #666666", "--mild: #777777", "contrast of text 4.48, at least 4.5: <td"),
      ("--mild: #aaaaaa", "--mild: #737373", "contrast of text 3.98, at least 4.5: <td"),
      (#"class="mild""#, #"style="opacity: 0.6""#, "contrast of text"),
      (
        #"class="mild""#, #"style="color: color-mix(in oklab, var(--ink), var(--paper) 60%)""#,
        "contrast of text"
      ),
      (#"<p class="cut">"#, #"<p style="background: #77777799">"#, "contrast of text"),
      (
        #"<input name="n">"#, #"<input name="n" value="x" style="color: #888888aa">"#,
        "contrast of text"
      ),
      (
        "</style>", "h1::after { content: 'x'; color: #88888866 }</style>",
        "contrast of text ::after"
      ),
      ("border: 1px solid var(--mild)", "border: 1px solid #88888866", "contrast of the edge"),
      (
        #"<p class="cut">En"#, #"<p class="cut" style="white-space: nowrap; width: 40px">En"#,
        "text is cut"
      ),
      ("<table", #"<p style="width: 330px">ancho</p><table"#, "scrolls sideways by"),
      ("<h2>De hoy</h2>", "<h3>De hoy</h3>", "a heading of level 3 after 1: <h3> «De hoy»"),
      ("<h2>De hoy</h2>", "<h1>De hoy</h1>", "headings of the first level: 2"),
      ("<h1>Precios</h1>", "", " level"),
      ("<h2>De hoy</h2>", "<h2></h2>", "an empty heading"),
      (#" lang="es""#, "", "no language"),
      ("<title>Cabinas</title>", "<title> </title>", "no title"),
      (#"<main id="a">"#, #"<div id="a">"#, "main parts: 0"),
      ("</nav>", #"</nav><nav aria-label="uno"></nav>"#, "navigations"),
      (
        #"<meta name="viewport" content="width=device-width, initial-scale=1">"#, "",
        "narrow screens"
      ),
      ("initial-scale=1", "user-scalable=no", "no enlarging"),
      ("<h1>", #"<h1 id="b">"#, "an id for the second time"),
      (
        #"<input name="n">"#, #"<input name="n" aria-describedby="none">"#,
        "aria-describedby of what is not there"
      ),
      (#" aria-hidden="true""#, "", "a drawing that is neither named nor hidden"),
      (
        #"<p class="cut">"#, #"<p class="cut"><img src="data:," width="9" height="9">"#,
        " without "
      ),
      (#" scope="col""#, "", "a head without scope"),
      (#"<th scope="col">Uno</th>"#, "<td>Uno</td>", "a table without heads"),
      (
        #"<label>Nombre <input name="n"></label>"#, #"<input name="n" title="Nombre">"#,
        "a field without a label"
      ),
      ("<label>Tipo <select>", "<label><select>", "without a"),
      (#" autocomplete="current-password""#, "", "no password manager"),
      ("<fieldset><legend>¿Cuál?</legend>", "<fieldset>", "a choice without a question"),
      ("</svg>Ver", "</svg>", "button without a name"),
      (
        ">Panel de control</a>", #" style="display: inline-block; width: 40px"></a>"#,
        "link without a name"
      ),
      (
        #"<button type="button">"#,
        #"<button type="button" style="min-height: 0; height: 20px; padding: 0">"#,
        "too small to be met"
      ),
      (
        #"<nav aria-label="uno"><a href="/a">Panel de control</a>"#,
        #"<nav aria-label="uno" style="line-height: 1"><a href="/a">Uno</a><br><a href="/c">Otro</a>"#,
        "too small to be met"
      ),
      ("outline: 2px solid var(--ink)", "outline: none", "the focus does not show"),
      ("outline: 2px solid var(--ink)", "outline: 2px solid #88888866", "contrast of the focus"),
      (
        #"<button type="button">"#, #"<button type="button" tabindex="-1">"#,
        "Tab does not come to it"
      ),
      (#"<button type="button">"#, #"<button type="button" tabindex="2">"#, "out of turn"),
      (
        "</main>", #"</main><p style="position: fixed; inset: 0">encima</p>"#,
        "the focus is covered"
      ),
    ]
  }
}
