import Foundation
import Testing

extension InABrowser {
  /// What is in columns elsewhere.
  @Suite struct `On a telephone` {
    private func shopWithACall() throws -> RunningShop {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      usleep(1_500_000)
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      return shop
    }

    @Test func `what a ticket says begins or ends where the rest of it does`() throws {
      let shop = try shopWithACall()
      #expect(try shop.command("collect", "4312", "--received", "1000").status == 0)
      try browse { tab in
        for width in [320, 360, 820] {
          try tab.setSize(width, 800)
          try tab.open(shop, "/tickets")
          let off = try tab.evaluate(
            """
            () => [...document.querySelectorAll(".tickets tbody tr")].flatMap((row) => {
              const style = getComputedStyle(row);
              const box = row.getBoundingClientRect();
              const [left, right] = [
                box.left + parseFloat(style.paddingLeft), box.right - parseFloat(style.paddingRight)];
              return [...row.children].filter((one) => one.offsetParent).map((one) => {
                const range = document.createRange();
                range.selectNodeContents(one);
                const text = range.getBoundingClientRect();
                const label = parseFloat(getComputedStyle(one, "::before").width) || 0;
                const isLeft = one.getBoundingClientRect().left - left < 1;
                const begins = getComputedStyle(one).textAlign !== "right";
                const isOff = isLeft ? !begins : Math.abs(text.right - right) > 2;
                return isOff ? `${one.textContent}: ${text.left}–${text.right}` : "";
              }).filter((words) => words);
            })
            """, as: [String].self)
          #expect(off == [], "\(width) px wide")
          #expect(try tab.texts(of: ".tickets tbody tr").count == 1)
          tab.screenshot("tickets-\(width)")
        }
      }
    }
  }
}
