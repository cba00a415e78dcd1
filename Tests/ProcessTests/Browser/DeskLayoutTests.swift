import Testing

extension InABrowser.Looks {
  /// What stands on one line on the screen of a small desk.
  @Suite struct `On a small screen of a desk` {
    /// How many lines an element's text takes once others say what they are given, by selector.
    private func lines(
      _ selector: String, saying texts: [String: String], in tab: Tab
    ) throws -> Int {
      try tab.evaluate(
        """
        (selector, texts) => {
          for (const [place, text] of Object.entries(texts)) {
            document.querySelector(place).textContent = text;
          }
          const one = document.querySelector(selector);
          const style = getComputedStyle(one);
          const height = one.getBoundingClientRect().height
            - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
          return Math.round(height / parseFloat(style.lineHeight));
        }
        """, selector, texts, as: Int.self)
    }

    @Test func `a call is a line of the list, and its filter is in columns`() throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      try shop.board.ask("hangup 1")
      try browse { tab in
        try tab.setSize(1280, 800)
        try tab.wait("the call's end") {
          try tab.open(shop, "/calls")
          return try tab.isShown(".calls .end")
        }
        for (language, end) in [("es", "Colgó el otro lado"), ("en", "Far end hung up")] {
          try tab.open(shop, "/calls?lang=\(language)")
          let texts = [
            ".calls .number": "00573346624657", ".calls .place": "COLOMBIA",
            ".calls .end": end, ".calls .length": "606 s (10:06)",
          ]
          #expect(try lines(".calls .where", saying: texts, in: tab) == 1, "\(language)")
          #expect(try tab.excessWidth <= 0)
        }
        // Each below another, in four columns.
        let lefts = try tab.evaluate(
          """
          () => [...new Set([...document.querySelectorAll(".filter > :not([type=hidden])")]
            .map((one) => Math.round(one.getBoundingClientRect().left)))].length
          """, as: Int.self)
        #expect(lefts == 4)
        // What begins the search stands beside the last fields, as low as they.
        let bottoms = try tab.evaluate(
          """
          () => ["select[name=suspect]", "p > button"]
            .map((one) => document.querySelector(".filter " + one).getBoundingClientRect().bottom)
          """, as: [Double].self)
        #expect(abs(bottoms[0] - bottoms[1]) < 1, "\(bottoms)")
      }
    }

    @Test func `all of a card's buttons at once leave the page as wide as a telephone`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try tab.open(shop)
        for width in [320, 360, 768, 1280] {
          try tab.setSize(width, 800)
          for isIdle in [false, true] {
            // At once, for the shop's next news hides again what has no use.
            let excess = try tab.evaluate(
              """
              (isIdle) => {
                for (const one of document.querySelectorAll(".card footer [hidden]")) {
                  one.hidden = false;
                }
                for (const card of document.querySelectorAll(".card")) {
                  card.toggleAttribute("data-idle", isIdle);
                }
                const page = document.documentElement;
                return page.scrollWidth - page.clientWidth;
              }
              """, isIdle, as: Int.self)
            #expect(excess <= 0, "\(width) px, idle: \(isIdle)")
          }
        }
      }
    }

    @Test func `a card with two things to say says them in three lines, whatever the font`() throws
    {
      let shop = try RunningShop()
      try browse { tab in
        try tab.setScripts(on: false)
        try tab.setSize(1280, 800)
        for (language, state, note) in [
          ("es", "Hablando", "Se deshabilita al colgar · Próxima sin cobro"),
          ("es", "Rechazada", "Líneas de salida ocupadas · Próxima sin cobro"),
          ("en", "Talking", "Disabled after this call · Next one uncharged"),
        ] {
          try tab.open(shop, "/?lang=\(language)")
          let texts = [".card [data-text=state]": state, ".card [data-text=note]": note]
          #expect(try lines(".card .caption", saying: texts, in: tab) <= 3, "\(note)")
        }
      }
    }

    @Test func `eight booths that owe for calls are seen without scrolling`() throws {
      let shop = try RunningShop(balancePesos: 1_234_567)
      try shop.setOwner("maria", password: "secreto-123")
      try browse { tab in
        try tab.setScripts(on: false)
        try tab.setSize(1280, 800)
        try tab.open(shop)
        try tab.type("maria", into: .field("Nombre"))
        try tab.type("secreto-123", into: .field("Contraseña"))
        try tab.press(.enter)
        try tab.waitFor(text: "CABINA 01")
        let texts = [
          "state": "Por cobrar", "number": "00573346624657", "destination": "COLOMBIA",
          "duration": "10:06 · última llamada", "price": "$ 1.200,00 x min",
          "caption": "14 llamadas", "total": "$ 12.345",
        ]
        // The seven others are as the first; without what is there for browsers without scripts.
        let bottom = try tab.evaluate(
          """
          (texts) => {
            const card = document.querySelector(".card");
            for (const [name, text] of Object.entries(texts)) {
              card.querySelector(`[data-text=${name}]`).textContent = text;
            }
            card.dataset.state = "due";
            card.toggleAttribute("data-idle", false);
            card.toggleAttribute("data-owes", true);
            card.querySelector("[data-link=collect]").hidden = false;
            card.querySelector("[data-link=credit]").hidden = true;
            card.querySelector("noscript")?.remove();
            for (const sheet of document.querySelectorAll("noscript")) sheet.remove();
            document.querySelectorAll(".card ~ .card").forEach((other) => other.remove());
            for (let number = 2; number <= 8; number += 1) card.after(card.cloneNode(true));
            return Math.max(...[...document.querySelectorAll(".card")]
              .map((one) => one.getBoundingClientRect().bottom));
          }
          """, texts, as: Double.self)
        tab.screenshot("eight-owe")
        #expect(bottom <= 800)
      }
    }

    @Test func `the buttons of a booth that is disabled are a row`() throws {
      let shop = try RunningShop()
      try #require(try shop.command("disable", "4312").status == 0)
      try browse { tab in
        for width in [1280, 1920] {
          try tab.setSize(width, 800)
          for language in ["es", "en"] {
            try tab.open(shop, "/?lang=\(language)")
            try tab.waitFor("[data-booth='4312'] [data-action=enable]:not([hidden])")
            let tops = try tab.evaluate(
              """
              () => [...new Set([...document.querySelectorAll("[data-booth='4312'] > footer > *")]
                .filter((one) => one.offsetParent)
                .map((one) => Math.round(one.getBoundingClientRect().top)))].length
              """, as: Int.self)
            #expect(tops == 1, "\(width) px, \(language)")
          }
        }
      }
    }

    @Test func `a card says of how many calls its sum is without a break`() throws {
      let shop = try RunningShop()
      try browse { tab in
        try tab.setScripts(on: false)
        try tab.setSize(1280, 800)
        try tab.open(shop)
        let texts = [
          ".card [data-text=caption]": "14 llamadas", ".card [data-text=total]": "$ 12.345",
        ]
        #expect(try lines(".card [data-text=caption]", saying: texts, in: tab) == 1)
      }
    }
  }
}
