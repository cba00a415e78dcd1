extension AccessibilityScript {
  /// What can be pressed, followed and filled in.
  static let controls = #"""
    // A placeholder is gone when one begins to write, a title is never seen.
    function labels() {
      for (const field of document.querySelectorAll(kinds.field)) {
        if (!isRead(field) || field.matches("[type=submit], [type=button], [type=reset]")) continue;
        const isNamed = field.labels?.length || field.ariaLabel || field.hasAttribute("aria-labelledby");
        if (!isNamed || !nameOf(field)) found("a field without a label", field);
        if (field.type === "password" && !field.autocomplete) {
          found("a password that no password manager can fill in", field);
        }
        const others = field.type === "radio"
          ? [...document.getElementsByName(field.name)].filter((one) => one.form === field.form) : [];
        if (others.length > 1 && !field.closest("fieldset:has(> legend), [role=radiogroup]")) {
          found("a choice without a question", field);
        }
      }
      for (const element of document.querySelectorAll("[tabindex]")) {
        if (element.tabIndex > 0) found("out of turn for Tab", element);
      }
    }

    const interactive = "a[href], button, summary, input:not([type=hidden]), select, textarea, "
      + "[role=button], [role=link][tabindex]";

    function isWithinSentence(link) {
      let block = link;
      while (getComputedStyle(block).display === "inline") block = block.parentElement;
      return block !== link
        && [...texts(block)].some((node) => !node.parentElement.closest(interactive));
    }

    // What the finger or the mouse has to meet.
    function targetOf(element) {
      const all = [element, ...(element.matches("[type=checkbox], [type=radio]") ? element.labels : [])]
        .map((one) => one.getBoundingClientRect());
      const left = Math.min(...all.map((box) => box.left));
      const top = Math.min(...all.map((box) => box.top));
      const right = Math.max(...all.map((box) => box.right));
      const bottom = Math.max(...all.map((box) => box.bottom));
      return { left, top, right, bottom, width: right - left, height: bottom - top };
    }

    // WCAG 2.5.8: 24 by 24. A link may be smaller within a sentence. That one may be smaller where a
    // circle of 24 around it meets no other target is no excuse here: it is met no better for it.
    function targets() {
      const all = [...document.querySelectorAll(interactive)]
        .filter((one) => isSeen(one) && !isDead(one))
        .map((element) => ({ element, box: targetOf(element) }));
      const isSmall = ({ box }) => box.width < 23.5 || box.height < 23.5;
      for (const one of all.filter(isSmall)) {
        if (one.element.localName === "a" && isWithinSentence(one.element)) continue;
        found("too small to be met, " + Math.round(one.box.width) + " by " + Math.round(one.box.height),
          one.element);
      }
    }

    """#
}
