/// What runs inside a page to find what keeps people from reading and using it. Each part is a
/// function that tells `found` of what it finds; all of it runs at once.
enum AccessibilityScript {
  /// A function that gives the findings of all parts, as texts.
  static let all = """
    () => {
      const findings = new Set();
      const found = (what, element) => findings.add(element ? what + ": " + show(element) : what);
      \(common)
      \(Self.contrast)
      \(Self.structure)
      \(Self.controls)
      stopMotion();
      contrastOfText();
      boundsOfFields();
      cutText();
      headings();
      frame();
      references();
      pictures();
      tables();
      labels();
      targets();
      return [...findings];
    }
    """

  /// The contrast of all texts alone.
  static let look = """
    () => {
      const findings = new Set();
      const found = (what, element) => findings.add(what + ": " + show(element));
      \(common)
      \(Self.contrast)
      stopMotion();
      contrastOfText();
      return [...findings];
    }
    """

  /// What makes the page wider than its window: of things within each other the outermost.
  static let wide = """
    () => {
      \(common)
      const width = document.documentElement.clientWidth;
      const excess = document.scrollingElement.scrollWidth - width;
      if (excess <= 0) return [];
      const isWide = (element) => element.getBoundingClientRect().right > width + 0.5;
      const isCut = (element) =>
        element !== document.body && getComputedStyle(element).overflowX !== "visible";
      const culprits = [...document.body.querySelectorAll("*")].filter((element) => {
        if (!isWide(element) || isWide(element.parentElement)) return false;
        for (let one = element.parentElement; one; one = one.parentElement) {
          if (isCut(one)) return false;
        }
        return true;
      });
      return ["scrolls sideways by " + excess + " px: " + culprits.slice(0, 3).map(show).join(", ")];
    }
    """

  static let changesUnderMouse = "a[href], button, summary, input, select, textarea, label, tr, li"

  private static let common = #"""
    // Nothing is measured halfway.
    function stopMotion() {
      for (const animation of document.getAnimations()) {
        try { animation.finish(); } catch { animation.cancel(); }
      }
    }

    function show(element) {
      const tags = ["id", "class", "name", "type", "href"].filter((name) => element.hasAttribute(name))
        .map((name) => " " + name + "=" + element.getAttribute(name)).join("");
      const text = tidy(element.textContent).slice(0, 40);
      return "<" + element.localName + tags + ">" + (text && " «" + text + "»");
    }

    const isRead = (element) =>
      isShown(element) && element.checkVisibility({ opacityProperty: true });

    // Words for screen readers only are there, but nobody sees them.
    function isUnseen(element) {
      for (let one = element; one; one = one.parentElement) {
        const style = getComputedStyle(one);
        const box = one.getBoundingClientRect();
        if (style.position === "absolute" || style.position === "fixed") {
          if (style.clipPath.startsWith("inset(50%") || (style.clip !== "auto" && box.width <= 1)) {
            return true;
          }
        }
      }
      return false;
    }

    const isSeen = (element) => isRead(element) && !isUnseen(element);

    // What cannot be used now, as a link that leads nowhere.
    const isDead = (element) =>
      Boolean(element.closest(":disabled, [aria-disabled=true], a:not([href])") || element.closest("label")?.control?.disabled);

    function* texts(root) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (!tidy(walker.currentNode.data) || parent.closest("script, style, select")) continue;
        if (isSeen(parent)) yield walker.currentNode;
      }
    }

    function boxes(node) {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
    }

    """#

  /// What has the focus now: `place` among all elements, `findings` of its being in sight; nil: nothing
  /// has it.
  static let focus = """
    () => {
      const findings = new Set();
      const found = (what, element) => findings.add(what + ": " + show(element));
      \(common)
      \(Self.sightOfFocus)
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      sightOfFocus(element);
      return { place: [...document.querySelectorAll("*")].indexOf(element), findings: [...findings] };
    }
    """

  /// How what stands at these places shows that it has the focus; which is afterwards where it was.
  static let focusAtAll = """
    (places) => {
      const findings = new Set();
      const found = (what, element) => findings.add(what + ": " + show(element));
      \(common)
      \(Self.contrast)
      \(Self.showOfFocus)
      const all = [...document.querySelectorAll("*")];
      const before = document.activeElement;
      before.blur();
      for (const element of places.map((place) => all[place])) {
        element.focus({ focusVisible: true, preventScroll: true });
        showOfFocus(element);
      }
      before.focus();
      return [...findings];
    }
    """

  private static let showOfFocus = #"""
    function showOfFocus(element) {
      const style = getComputedStyle(element);
      const width = parseFloat(style.outlineWidth);
      if (style.outlineStyle === "none" || width === 0) {
        found("the focus does not show", element);
      } else if (style.outlineStyle !== "auto") {
        const ground = parseFloat(style.outlineOffset) + width > 0 ? element.parentElement : element;
        const is = ratio(seen(colour(style.outlineColor), ground), seen(nothing, ground));
        if (is < 3) found("contrast of the focus " + is.toFixed(2) + ", at least 3", element);
      }
    }

    """#

  private static let sightOfFocus = #"""
    function sightOfFocus(element) {
      const box = element.getClientRects()[0];
      if (!box || box.right < 0 || box.bottom < 0 || box.left > innerWidth || box.top > innerHeight) {
        found("the focus is out of sight", element);
        return;
      }
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (top && !element.contains(top) && !top.contains(element)) found("the focus is covered", element);
    }

    """#

  /// Takes the places of what Tab came to, gives what it did not come to though one can click it.
  static let unreached = """
    (reached) => {
      const findings = new Set();
      const found = (what, element) => findings.add(what + ": " + show(element));
      \(common)
      \(Self.controls)
      const all = [...document.querySelectorAll("*")];
      const names = reached.map((place) => all[place]?.type === "radio" ? all[place].name : null);
      all.forEach((element, place) => {
        if (!element.matches(interactive) || !isSeen(element) || isDead(element)) return;
        if (reached.includes(place)) return;
        if (element.type === "radio" && names.includes(element.name)) return;
        found("Tab does not come to it", element);
      });
      return [...findings];
    }
    """
}
