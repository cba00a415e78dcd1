import Foundation
import Testing

extension InABrowser.Looks {
  /// The check of pages is held to small ones that have one fault each.
  @Suite struct `The check of a page` {
    /// What stands in a page, what takes its place, and what is then found.
    private struct Fault {
      let part: String
      let other: String
      let expected: String

      init(_ part: String, _ other: String, _ expected: String) {
        self.part = part
        self.other = other
        self.expected = expected
      }
    }

    /// A page with nothing wrong, save these.
    private func page(_ faults: [Fault] = []) throws -> String {
      var page = """
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
        nav a { padding: 4px 0; }
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
      for fault in faults {
        try #require(page.contains(fault.part), "«\(fault.part)» stands nowhere")
        page = page.replacingOccurrences(of: fault.part, with: fault.other)
      }
      return page
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
        for faults in Self.faults { try expect(faults, in: findings(tab, page(faults))) }
      }
    }

    private func expect(_ faults: [Fault], in found: [String]) {
      for fault in faults {
        let isFound = found.contains { $0.contains(fault.expected) }
        #expect(isFound, "«\(fault.other)» is not among \(found)")
      }
      let others = found.filter { found in !faults.contains { found.contains($0.expected) } }
      #expect(others == [])
    }

    /// On one page those that do not hide each other.
    private static let faults: [[Fault]] = [
      [
        Fault("#8a8a8a", "#989898", "contrast of text 2.88, at least 3: <h2> «De hoy»"),
        Fault("--mild: #666666", "--mild: #777777", "contrast of text 4.48, at least 4.5: <td"),
        Fault(
          #"<p class="cut">En"#, #"<p class="cut" style="white-space: nowrap; width: 40px">En"#,
          "text is cut"
        ),
        Fault(#" lang="es""#, "", "no language"),
        Fault(#" scope="col""#, "", "a head without scope"),
        Fault(#" autocomplete="current-password""#, "", "no password manager"),
        Fault("</svg>Ver", "</svg>", "button without a name"),
        Fault(
          #"<button type="button">"#, #"<button type="button" tabindex="-1">"#,
          "Tab does not come to it"
        ),
      ],
      [
        Fault("--mild: #aaaaaa", "--mild: #737373", "contrast of text 3.98, at least 4.5: <td"),
        Fault(
          "border: 1px solid var(--mild)", "border: 1px solid #88888866", "contrast of the edge"),
        Fault("<h2>De hoy</h2>", "<h3>De hoy</h3>", "a heading of level 3 after 1: <h3> «De hoy»"),
        Fault(#"<main id="a">"#, #"<div id="a">"#, "main parts: 0"),
        Fault(#" aria-hidden="true""#, "", "a drawing that is neither named nor hidden"),
        Fault("outline: 2px solid var(--ink)", "outline: none", "the focus does not show"),
      ],
      [
        Fault(#"class="mild""#, #"style="opacity: 0.6""#, "contrast of text"),
        Fault("<table", #"<p style="width: 330px">ancho</p><table"#, "scrolls sideways by"),
        Fault("<h2>De hoy</h2>", "<h1>De hoy</h1>", "headings of the first level: 2"),
        Fault("</nav>", #"</nav><nav aria-label="uno"></nav>"#, "navigations"),
        Fault("<fieldset><legend>¿Cuál?</legend>", "<fieldset>", "a choice without a question"),
        Fault(
          "outline: 2px solid var(--ink)", "outline: 2px solid #88888866", "contrast of the focus"),
      ],
      [
        Fault(
          #"class="mild""#, #"style="color: color-mix(in oklab, var(--ink), var(--paper) 60%)""#,
          "contrast of text"
        ),
        Fault("<h2>De hoy</h2>", "<h2></h2>", "an empty heading"),
        Fault(
          #"<meta name="viewport" content="width=device-width, initial-scale=1">"#, "",
          "narrow screens"
        ),
        Fault(
          #"<label>Nombre <input name="n"></label>"#, #"<input name="n" title="Nombre">"#,
          "a field without a label"
        ),
        Fault(#"<th scope="col">Uno</th>"#, "<td>Uno</td>", "a table without heads"),
        Fault(#"<button type="button">"#, #"<button type="button" tabindex="2">"#, "out of turn"),
      ],
      [
        Fault(#"<p class="cut">"#, #"<p style="background: #77777799">"#, "contrast of text"),
        Fault("<title>Cabinas</title>", "<title> </title>", "no title"),
        Fault("initial-scale=1", "user-scalable=no", "no enlarging"),
        Fault("<h1>", #"<h1 id="b">"#, "an id for the second time"),
        Fault(
          #"<input name="n">"#, #"<input name="n" aria-describedby="none">"#,
          "aria-describedby of what is not there"
        ),
        Fault(
          #"<button type="button">"#,
          #"<button type="button" style="min-height: 0; height: 20px; padding: 0">"#,
          "too small to be met"
        ),
      ],
      [
        Fault("<h1>Precios</h1>", "", " level"),
        Fault(
          #"<input name="n">"#, #"<input name="n" value="x" style="color: #888888aa">"#,
          "contrast of text"
        ),
        Fault(
          #"<p class="cut">"#, #"<p class="cut"><img src="data:," width="9" height="9">"#,
          " without "
        ),
        Fault(
          "<p class=", #"<p style="background: linear-gradient(red, red)">x</p><p class="#,
          "the contrast on a picture"
        ),
        Fault(
          ">Panel de control</a>",
          #" style="display: inline-block; width: 40px; height: 24px"></a>"#,
          "link without a name"
        ),
      ],
      [
        Fault(
          "</style>", "h1::after { content: 'x'; color: #88888866 }</style>",
          "contrast of text ::after"
        ),
        Fault(
          "</style>", "button:hover:not(:disabled) { background: #efefef; color: #888888 }</style>",
          "contrast of text 3.08, at least 4.5: <button"),
        Fault("<label>Tipo <select>", "<label><select>", "without a"),
        Fault(
          #"<nav aria-label="uno"><a href="/a">"#,
          #"<nav aria-label="uno"><a style="padding: 0" href="/a">"#,
          "too small to be met"
        ),
      ],
      [
        Fault(
          "</main>", #"</main><p style="position: fixed; inset: 0">encima</p>"#,
          "the focus is covered"
        )
      ],
    ]
  }
}
