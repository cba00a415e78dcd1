import Foundation
import Testing

extension InABrowser.Looks {
  /// What is in columns elsewhere.
  @Suite struct `On a telephone` {
    /// Says large figures, and tells of those that are not whole to be seen.
    private static let cutFigures = """
      () => {
        const found = [];
        for (const one of document.querySelectorAll(".report .figure")) {
          if (!one.matches("td")) continue;
          one.textContent = one.textContent.includes("$") ? "$\u{a0}12.345.678" : "12.345";
        }
        for (const name of document.querySelectorAll(".report tbody th")) {
          name.textContent = "REPÚBLICA DOMINICANA CELULARES 001809";
        }
        let count = 0;
        for (const one of document.querySelectorAll(".report :is(td, tbody th)")) {
          if (!one.offsetParent) continue;
          count += 1;
          const range = document.createRange();
          range.selectNodeContents(one);
          const text = range.getBoundingClientRect();
          const table = one.closest(".paper").getBoundingClientRect();
          if (text.left < table.left || text.right > table.right
              || one.scrollWidth > one.clientWidth + 1) {
            found.push(`${one.textContent}: ${text.left}–${text.right}`);
          }
        }
        for (const one of document.querySelectorAll(".paper, .scroll")) {
          if (one.scrollWidth > one.clientWidth) found.push(`${one.className} scrolls`);
        }
        return [String(count), ...found];
      }
      """

    private func shopWithACall() throws -> RunningShop {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      usleep(1_500_000)
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      return shop
    }

    @Test func `every figure of a report is whole to be seen`() throws {
      let shop = try shopWithACall()
      try browse { tab in
        for width in [320, 360, 540] {
          try tab.setSize(width, 800)
          for path in ["/report", "/report?period=month"] {
            try tab.open(shop, path)
            let found = try tab.evaluate(Self.cutFigures, as: [String].self)
            #expect(Int(found[0]).map { $0 > 20 } == true)
            #expect(found.dropFirst() == [], "\(path), \(width) px wide")
            tab.screenshot("report-\(width)")
          }
        }
      }
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

  /// Printed, a report is read without the page, and later.
  @Suite struct `On paper` {
    /// Paper is as narrow as a tablet, where each row is a card.
    @Test func `a list is a table with its heads, no wider than the paper`() throws {
      let shop = try RunningShop(balancePesos: 1_234_567)
      try shop.talk(1, to: "1006")
      usleep(1_500_000)
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      try #require(try shop.command("collect", "4312").status == 0)
      try browse { tab in
        try tab.setSize(700, 1000)
        for path in ["/calls", "/prefixes", "/tickets", "/audit", "/balance"] {
          try tab.open(shop, path)
          try tab.call("Emulation.setEmulatedMedia", ["media": "print"])
          let list = path == "/calls" ? ".calls" : ".list[data-cards]"
          #expect(try tab.style("display", of: .selector("\(list) thead")) == "table-header-group")
          #expect(try tab.style("display", of: .selector("\(list) tbody tr")) == "table-row")
          #expect(try tab.excessWidth <= 0, "\(path)")
          tab.screenshot("paper-\(path.dropFirst())")
          try tab.call("Emulation.setEmulatedMedia", ["media": ""])
        }
      }
    }

    @Test func `a report has one size of figures, all columns, and says as of when it is`() throws {
      let shop = try RunningShop(balancePesos: 1_234_567)
      try shop.talk(1, to: "1006")
      usleep(1_500_000)
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      try browse { tab in
        try tab.setSize(700, 1000)
        try tab.open(shop, "/report?period=month")
        #expect(try !tab.isShown(".as-of"))
        #expect(try tab.isShown(".balance"))
        try tab.call("Emulation.setEmulatedMedia", ["media": "print"])
        #expect(try tab.isShown(".as-of"))
        // It is of now, whatever the page is about.
        #expect(try !tab.isShown(".balance"))
        let sizes = try tab.evaluate(
          """
          () => [...new Set([...document.querySelectorAll(".report :is(th, td, .by)")]
            .filter((one) => one.offsetParent).map((one) => getComputedStyle(one).fontSize))]
          """, as: [String].self)
        #expect(sizes.count == 1, "\(sizes)")
        #expect(try tab.texts(of: ".paper:has(#booths) thead th").count == 10)
        #expect(try tab.isShown(".paper:has(#booths) thead th:last-child"))
        for part in ["days", "hours", "booths"] {
          #expect(try tab.style("break-inside", of: .selector(".paper:has(#\(part))")) == "avoid")
        }
        #expect(try tab.style("display", of: ".paper:has(#booths) thead") == "table-header-group")
        try tab.call("Emulation.setEmulatedMedia", ["media": ""])
      }
    }
  }
}
