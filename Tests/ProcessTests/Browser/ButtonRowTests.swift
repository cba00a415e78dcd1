import Foundation
import Testing

extension InABrowser.Looks {
  @Suite struct `Buttons beside each other` {
    private static let paths = [
      "/prefixes", "/prefixes/new", "/prefixes/1006", "/prefixes/12345", "/prefixes/import",
      "/deck", "/deck/import", "/markup", "/quote?number=7771", "/calls?number=1",
      "/booths/4312/collect", "/settings", "/audit", "/nowhere",
    ]

    /// Of each pair in a row, and of each button whose text is not in its middle, what is wrong.
    private static let findings = """
      () => {
        const found = [];
        const name = (one) => `«${one.textContent.trim()}»`;
        const rows = new Set([...document.querySelectorAll("main .button, main button")]
          .filter((one) => one.offsetParent && !one.closest(".card"))
          .map((one) => one.parentElement));
        let count = 0;
        for (const row of rows) {
          const all = [...row.children].filter((one) =>
            one.matches(".button, button") && one.offsetParent && !one.matches(".unseen"));
          for (const one of all) {
            const box = one.getBoundingClientRect();
            const range = document.createRange();
            range.selectNodeContents(one);
            const text = range.getBoundingClientRect();
            const [across, down] = [
              box.left + box.right - text.left - text.right,
              box.top + box.bottom - text.top - text.bottom];
            if (Math.abs(across) > 4 || Math.abs(down) > 4) {
              found.push(`${name(one)}: its text is ${across / 2}, ${down / 2} off the middle`);
            }
          }
          for (const [index, one] of all.entries()) {
            for (const other of all.slice(index + 1)) {
              const [a, b] = [one, other].map((each) => each.getBoundingClientRect());
              if (a.bottom <= b.top || b.bottom <= a.top) continue;
              count += 1;
              if (Math.abs(a.top - b.top) > 1 || Math.abs(a.bottom - b.bottom) > 1) {
                found.push(`${name(one)} and ${name(other)}: ${a.top}–${a.bottom}, `
                  + `${b.top}–${b.bottom}`);
              }
            }
          }
        }
        return [String(count), ...found];
      }
      """

    @Test func `are as high as each other, their words in the middle`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      usleep(1_500_000)
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      try browse { tab in
        tab.provoked = ["404"]
        var pairs = 0
        for path in Self.paths {
          try tab.open(shop, path)
          for width in [320, 1280] {
            try tab.setSize(width, 900)
            let found = try tab.evaluate(Self.findings, as: [String].self)
            pairs += Int(found[0]) ?? 0
            #expect(found.dropFirst() == [], "\(path), \(width) px wide")
          }
        }
        #expect(pairs > 20)
      }
    }
  }
}
