extension AccessibilityScript {
  /// WCAG 1.4.3 and 1.4.11, and text that its box cuts.
  static let contrast = #"""
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

    // Red, green, blue and alpha from 0 to 1, the colours multiplied by the alpha.
    function colour(text) {
      const plain = text.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/);
      let values;
      if (plain) {
        values = [plain[1] / 255, plain[2] / 255, plain[3] / 255, Number(plain[4] ?? 1)];
      } else {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = text;
        canvas.fillRect(0, 0, 1, 1);
        values = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => value / 255);
      }
      return [values[0] * values[3], values[1] * values[3], values[2] * values[3], values[3]];
    }

    const over = (top, bottom) => top.map((value, index) => value + bottom[index] * (1 - top[3]));

    function paper() {
      const scheme = getComputedStyle(document.documentElement).colorScheme;
      const isDark = matchMedia("(prefers-color-scheme: dark)").matches && scheme.includes("dark");
      return isDark ? [18 / 255, 18 / 255, 18 / 255, 1] : [1, 1, 1, 1];
    }

    // What is seen of an ink in front of an element, on all that lies below it. What stands in front
    // of something that it is not part of is taken as if it stood where it is written.
    function seen(ink, element) {
      let drawn = ink;
      for (let one = element; one; one = one.parentElement) {
        const style = getComputedStyle(one);
        if (style.backgroundImage !== "none") {
          found("the contrast on a picture cannot be told", one);
        }
        drawn = over(drawn, colour(style.backgroundColor));
        drawn = drawn.map((value) => value * Number(style.opacity));
      }
      return over(drawn, paper());
    }

    const nothing = [0, 0, 0, 0];

    function light(drawn) {
      const [red, green, blue] = drawn.map((value) =>
        value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    function ratio(one, other) {
      const lights = [light(one), light(other)].sort((left, right) => right - left);
      return (lights[0] + 0.05) / (lights[1] + 0.05);
    }

    function judge(element, style, what) {
      if (isDead(element)) return;
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const least = isLarge ? 3 : 4.5;
      const is = ratio(seen(colour(style.color), element), seen(nothing, element));
      if (is < least) {
        found("contrast of " + what + " " + is.toFixed(2) + ", at least " + least, element);
      }
    }

    function contrastOfText() {
      const parents = new Set();
      for (const node of texts(document.body)) {
        if (boxes(node).length) parents.add(node.parentElement);
      }
      for (const element of parents) judge(element, getComputedStyle(element), "text");
      for (const element of document.body.querySelectorAll("*")) {
        if (!isSeen(element)) continue;
        for (const place of ["::before", "::after"]) {
          const style = getComputedStyle(element, place);
          if (/[^\s"]/.test(style.content) && !["none", "normal"].includes(style.content)) {
            judge(element, style, "text " + place);
          }
        }
        if (!element.matches("input, select, textarea")) continue;
        if (!element.matches("[type=checkbox], [type=radio], [type=range], [type=color]")) {
          judge(element, getComputedStyle(element), "text");
        }
        if (element.placeholder) {
          judge(element, getComputedStyle(element, "::placeholder"), "placeholder");
        }
      }
    }

    // Where to write must be seen: by the field's edge or by its ground.
    function boundsOfFields() {
      const fields = document.querySelectorAll(
        "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit], [type=button], "
          + "[type=range], [type=file]), select, textarea");
      for (const field of fields) {
        if (!isSeen(field) || isDead(field)) continue;
        const style = getComputedStyle(field);
        const around = seen(nothing, field.parentElement);
        const hasEdge = parseFloat(style.borderBottomWidth) > 0 && style.borderBottomStyle !== "none";
        const is = Math.max(
          hasEdge ? ratio(seen(colour(style.borderBottomColor), field.parentElement), around) : 1,
          ratio(seen(nothing, field), around));
        if (is < 3) found("contrast of the edge " + is.toFixed(2) + ", at least 3", field);
      }
    }

    function cutText() {
      for (const node of texts(document.body)) {
        for (let one = node.parentElement; one && one !== document.body; one = one.parentElement) {
          const style = getComputedStyle(one);
          if (style.overflowX === "visible" || style.textOverflow === "ellipsis") continue;
          if (style.overflowX === "auto" || style.overflowX === "scroll") break;
          const frame = one.getBoundingClientRect();
          if (boxes(node).some((box) => box.right > frame.right + 1 || box.left < frame.left - 1)) {
            found("text is cut", node.parentElement);
          }
        }
      }
    }

    """#
}
