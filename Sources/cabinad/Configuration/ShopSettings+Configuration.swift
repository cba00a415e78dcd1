import OwnerPanel
import SerialLine

extension ShopSettings {
  /// For the page.
  init(_ configuration: DaemonConfiguration) {
    self.init(shop: configuration.shop, file: configuration.path)
    if case .paths(let paths) = configuration.port { port = paths.joined(separator: ", ") }
    speed = configuration.baud.rawValue
    address = configuration.page.address
    pagePort = Int(configuration.page.port)
    names = configuration.page.names
    language = configuration.page.language
    tariffFile = configuration.tariffFile
    recordFolder = configuration.recordFolder
  }
}
