extension AccessibilityScript {
  /// What a page is made of, as a screen reader tells it.
  static let structure = #"""
    function headings() {
      const all = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6, [role=heading]")].filter(isRead);
      const levels = all.map((one) => Number(one.getAttribute("aria-level") ?? one.localName[1]));
      const first = levels.filter((level) => level === 1).length;
      if (first !== 1) found("headings of the first level: " + first + ", expected one");
      let before = 0;
      all.forEach((heading, index) => {
        if (levels[index] > before + 1) {
          found("a heading of level " + levels[index] + " after " + before, heading);
        }
        if (!tidy(heading.textContent)) found("an empty heading", heading);
        before = levels[index];
      });
    }

    function frame() {
      const language = document.documentElement.lang;
      if (!/^[a-z]{2}(-[A-Za-z]+)?$/.test(language)) found("no language of the page");
      if (!tidy(document.title)) found("no title");
      const mains = [...document.querySelectorAll("main, [role=main]")].filter(isRead).length;
      if (mains !== 1) found("main parts: " + mains + ", expected one");
      const navs = [...document.querySelectorAll("nav, [role=navigation]")].filter(isRead);
      const names = navs.map((one) => one.ariaLabel || one.getAttribute("aria-labelledby") || "");
      if (new Set(names).size !== names.length) {
        found("navigations that nothing tells from each other: " + names.length);
      }
      const window = document.querySelector("meta[name=viewport]")?.content ?? "";
      if (!window.includes("width=device-width")) found("not made for narrow screens");
      if (/user-scalable *= *(no|0)|maximum-scale *= *[0-4]\b/.test(window)) found("no enlarging");
    }

    function references() {
      const known = new Set();
      for (const element of document.querySelectorAll("[id]")) {
        if (known.has(element.id)) found("an id for the second time", element);
        known.add(element.id);
      }
      for (const name of ["aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage",
        "for", "list", "headers", "form"]) {
        for (const element of document.querySelectorAll("[" + name + "]")) {
          for (const id of element.getAttribute(name).split(/\s+/)) {
            if (!known.has(id)) found(name + " of what is not there, " + id, element);
          }
        }
      }
    }

    function pictures() {
      for (const picture of document.querySelectorAll("img, input[type=image]")) {
        if (isRead(picture) && !picture.hasAttribute("alt")) found("a picture without words", picture);
      }
      for (const drawing of document.querySelectorAll("svg")) {
        const isNamed = drawing.getAttribute("role") === "img"
          && (drawing.ariaLabel || drawing.getAttribute("aria-labelledby")
            || drawing.querySelector(":scope > title"));
        if (isRead(drawing) && !isNamed && !drawing.closest("[aria-hidden=true]")) {
          found("a drawing that is neither named nor hidden", drawing);
        }
      }
    }

    function tables() {
      for (const table of document.querySelectorAll("table:not([role=presentation], [role=none])")) {
        if (!isRead(table)) continue;
        const heads = [...table.querySelectorAll("th")];
        if (!heads.length) found("a table without heads", table);
        for (const head of heads) {
          if (!["col", "row", "colgroup", "rowgroup"].includes(head.scope)) {
            found("a head without scope", head);
          }
          if (!tidy(head.textContent) && !head.ariaLabel) found("an empty head", head);
        }
      }
    }

    """#
}
