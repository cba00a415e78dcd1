import Foundation
import Testing

extension InABrowser.Deeds {
  /// What an owner and a cashier do with the page day by day, with scripts and without.
  @Suite struct `An owner's day` {
    private func logIn(
      _ tab: Tab, _ shop: RunningShop, _ name: String, _ password: String
    ) throws {
      try tab.type(name, into: .field("Nombre"))
      try tab.type(password, into: .field("Contraseña"))
      try tab.click(.button("Entrar"))
    }

    @Test(arguments: [true, false])
    func `logs in, is told a wrong password, and logs out`(scripts: Bool) throws {
      let shop = try RunningShop()
      try shop.setOwner("maria", password: "secreto-123")
      try browse { tab in
        tab.provoked = ["403"]
        try tab.setScripts(on: scripts)
        try tab.open(shop, "/calls?booth=4312")
        #expect(try tab.address.hasSuffix("/login?next=%2Fcalls%3Fbooth%3D4312"))
        try logIn(tab, shop, "maria", "secreto-124")
        try tab.waitFor(text: "no es correcto")
        #expect(try !tab.shownText.contains("secreto"))
        try tab.type("secreto-123", into: .field("Contraseña"))
        try tab.press(.enter)
        try tab.waitFor(text: "No hay llamadas que mostrar.")
        #expect(try tab.address.hasSuffix("/calls?booth=4312"))
        try tab.click(.button("Salir"))
        try tab.waitFor(text: "Sesión cerrada.")
        try tab.open(shop)
        #expect(try tab.address.hasSuffix("/login"))
      }
    }

    @Test(arguments: [true, false])
    func `finds the way out at the top of every page`(scripts: Bool) throws {
      let shop = try RunningShop()
      try shop.setOwner("maria", password: "secreto-123")
      try browse { tab in
        tab.provoked = ["404"]
        try tab.setScripts(on: scripts)
        try tab.open(shop)
        try logIn(tab, shop, "maria", "secreto-123")
        try tab.waitFor(text: "CABINA 01")
        for path in ["/", "/calls", "/settings", "/nowhere"] {
          for width in [320, 768, 1280] {
            try tab.setSize(width, 800)
            try tab.open(shop, path)
            if try tab.isShown(".menu summary") { try tab.click(".menu summary") }
            tab.screenshot("way-out-\(width)-\(scripts)-\(path.count)")
            try tab.waitFor(.button("Salir"))
            #expect(try tab.excessWidth <= 0)
            let top = try tab.evaluate(
              """
              () => Math.max(...[...document.querySelectorAll("header form[action='/logout']")]
                .map((one) => one.getBoundingClientRect().bottom))
              """, as: Double.self)
            #expect(top > 0 && top < 500, "\(path), \(width) px wide: \(top)")
          }
        }
        try tab.click(.button("Salir"))
        try tab.waitFor(text: "Sesión cerrada.")
      }
    }

    @Test(arguments: [true, false])
    func `creates prefixes and deletes them`(scripts: Bool) throws {
      let shop = try RunningShop()
      try browse { tab in
        tab.provoked = ["400"]
        try tab.setScripts(on: scripts)
        try tab.open(shop, "/prefixes")
        try tab.click(.link("Nuevo prefijo"))
        try tab.waitFor(.field("Prefijo"))
        try tab.type("0056", into: .field("Prefijo"))
        try tab.type("CHILE", into: .field("Descripción"))
        try tab.type("1.50", into: .field("Precio $"))
        try tab.click(.button("Aceptar y crear otro"))
        // A point is for thousands: what was typed stays, and is asked about.
        try tab.waitFor("[aria-invalid=true]")
        #expect(try tab.attribute("value", of: .field("Prefijo")) == "0056")
        try tab.type("150,5", into: .field("Precio $"))
        try tab.click(.button("Aceptar y crear otro"))
        try tab.wait("an empty form") {
          try tab.attribute("value", of: .field("Prefijo"))?.isEmpty ?? true
        }
        try tab.type("0057", into: .field("Prefijo"))
        try tab.type("COLOMBIA", into: .field("Descripción"))
        try tab.type("200", into: .field("Precio $"))
        try tab.click(.button("Aceptar"))
        try tab.waitFor(text: "COLOMBIA")
        #expect(try tab.shownText.contains("$ 150,50 x min"))

        for prefix in ["0056", "0057"] { try tab.click(.selector("[name=row-\(prefix)]")) }
        try tab.click(.button("Borrar los marcados"))
        try tab.waitFor(.link("No borrar"))
        #expect(try tab.texts(of: ".named li").count == 2)
        try tab.click(.button("Borrar"))
        try tab.waitFor(.link("Nuevo prefijo"))
        #expect(try !tab.shownText.contains("COLOMBIA"))
        let left = try shop.page("/api/v1/prefixes?prefix=005")
        #expect(left.contains("\"total\":0"), "\(left)")
      }
    }

    @Test(arguments: [true, false])
    func `collects what a booth owes, hands back the change, and prints the ticket`(
      scripts: Bool
    ) throws {
      let shop = try RunningShop()
      try shop.talk(1, to: "1006")
      usleep(1_500_000)
      try shop.board.ask("hangup 1")
      #expect(try shop.waitForShop { !$0.contains("\"live\":true") })
      try browse { tab in
        try tab.setScripts(on: scripts)
        try tab.open(shop)
        try tab.waitFor("[data-booth='4312'] [data-text=state]", toSay: "Por cobrar")
        let due = try tab.text(of: "[data-booth='4312'] [data-text=total]")
        try tab.click(.selector("[data-booth='4312'] [href='/booths/4312/collect']"))
        try tab.waitFor(.field("Recibido"))
        #expect(try tab.text(of: "form.sheet button.main") == "Cobrar \(due)")
        // Less than is due: nothing is collected, and what was typed stays.
        try tab.type("1", into: .field("Recibido"))
        tab.provoked = ["409"]
        try tab.click(.selector("form.sheet button.main"))
        try tab.waitFor(".problem")
        #expect(try tab.attribute("value", of: .field("Recibido")) == "1")
        try tab.type("1.000", into: .field("Recibido"))
        try tab.click(.selector("form.sheet button.main"))
        try tab.waitFor(".ticket")
        #expect(try tab.address.contains("/tickets/1"))
        let ticket = try tab.text(of: ".ticket")
        #expect(ticket.contains("Vuelto"))
        #expect(ticket.contains(due))

        // On paper there is the ticket, and none of the page around it.
        try tab.call("Emulation.setEmulatedMedia", ["media": "print"])
        #expect(try tab.isShown(".ticket"))
        for around in [".shop nav", ".foot"] { #expect(try !tab.isShown(.selector(around))) }
        try tab.call("Emulation.setEmulatedMedia", ["media": ""])
        if scripts {
          _ = try tab.evaluate("() => { window.print = () => { window.isPrinted = true; }; }")
          try tab.click(.button("Imprimir"))
          #expect(try tab.evaluate("() => window.isPrinted === true", as: Bool.self))
        } else {
          #expect(try !tab.shownText.contains("Imprimir"))
        }
        try tab.open(shop)
        try tab.waitFor("[data-booth='4312'] [data-text=state]", toSay: "Libre")
      }
      #expect(try shop.page("/api/v1/tickets").contains("\"number\":1"))
      #expect(try !shop.page("/api/v1/tickets").contains("\"number\":2"))
    }

    @Test func `a cashier collects and sees no price list`() throws {
      let shop = try RunningShop()
      try shop.setOwner("maria", password: "secreto-123")
      try shop.setUser("pedro", role: "cashier", password: "secreto-456")
      try browse { tab in
        tab.provoked = ["403"]
        try tab.open(shop)
        try logIn(tab, shop, "pedro", "secreto-456")
        try tab.waitFor(text: "CABINA 01")
        #expect(try !tab.shownText.contains("Prefijos"))
        #expect(try !tab.shownText.contains("sin cobro"))
        try tab.click(.button("Más CABINA 01"))
        try tab.click(.button("Deshabilitar CABINA 01"))
        try tab.waitFor("[data-booth='4312'] [data-text=state]", toSay: "Deshabilitada")
        try tab.open(shop, "/prefixes")
        try tab.waitFor(text: "Esto lo puede hacer solo el dueño.")
        try tab.click(.button("Salir y entrar como dueño"))
        try tab.waitFor(text: "Sesión cerrada.")
        try logIn(tab, shop, "maria", "secreto-123")
        try tab.waitFor(.link("Nuevo prefijo"))
      }
    }
  }
}
