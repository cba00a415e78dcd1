package import BoothControl

/// What the shop was started with.
package protocol SettingsSource: Sendable {
  /// Called on the panel's own thread; must answer at once.
  var settings: ShopSettings { get }
}

/// What the configuration file says, with what holds where it says nothing. Nothing of it changes
/// while the daemon runs.
package struct ShopSettings: Hashable, Sendable {
  package var shop: ShopConfiguration
  /// The file's path; nil: there is none.
  package var file: String?
  /// As it is written there: `auto`, paths.
  package var port: String
  /// Bits per second.
  package var speed: Int
  /// Of the page: an address in figures.
  package var address: String
  package var pagePort: Int
  package var names: [String]
  /// nil: what each browser asks for.
  package var language: Language?
  /// Where the first prices come from; nil: from nowhere.
  package var tariffFile: String?
  /// The folder in which lines are recorded; nil: they are not.
  package var recordFolder: String?

  package init(
    shop: ShopConfiguration, file: String?, port: String = "auto", speed: Int = 115_200,
    address: String = "127.0.0.1", pagePort: Int = 8080, names: [String] = [],
    language: Language? = nil, tariffFile: String? = nil, recordFolder: String? = nil
  ) {
    self.shop = shop
    self.file = file
    self.port = port
    self.speed = speed
    self.address = address
    self.pagePort = pagePort
    self.names = names
    self.language = language
    self.tariffFile = tariffFile
    self.recordFolder = recordFolder
  }
}
