import Foundation
import Testing

extension InABrowser.Deeds {
  @Suite struct `A list out of a file` {
    private func file(_ text: String, in shop: RunningShop) throws -> String {
      let path = shop.folder.path + "/lista.csv"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      return path
    }

    @Test(arguments: [true, false])
    func `is chosen once, whatever has to be said of it besides`(scripts: Bool) throws {
      let shop = try RunningShop()
      let list = try file("prefijo;nombre;valor\n1005;PERÚ;88\n1007;MÉXICO;40,5\n", in: shop)
      try browse { tab in
        tab.provoked = ["400"]
        try tab.setScripts(on: scripts)
        try tab.open(shop, "/deck")
        try tab.click(.link("Importar"))
        try tab.waitFor(.field("Archivo"))
        try tab.upload(list, into: .field("Archivo"))
        try tab.click(.button("Revisar el archivo"))
        // By the minute or by the second, the file does not say.
        try tab.waitFor("#fault-unit")
        #expect(try tab.shownText.contains("«lista.csv» sigue aquí"))
        try tab.choose("minutos", in: .field("El precio es por"))
        try tab.click(.button("Revisar el archivo"))
        try tab.waitFor(text: "Todo el archivo está bien.")
        #expect(try tab.shownText.contains("$ 40,50 x min"))
        // On second thoughts.
        try tab.click("main details > summary")
        try tab.choose("segundos", in: .field("El precio es por"))
        try tab.click(.button("Revisar de nuevo"))
        try tab.waitFor(text: "$ 40,50 x seg")
        try tab.click(.button("Importar 2 prefijos"))
        try tab.waitFor(text: "La lista está cargada.")
      }
      let deck = try shop.page("/api/v1/deck")
      #expect(deck.contains("\"total\":2") && deck.contains("\"prefix\":\"1007\""), "\(deck)")
    }
  }
}
