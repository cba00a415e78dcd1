package import BoothControl
package import Notation

/// How the shop is made up.
package protocol SettingsSource: Sendable {
  /// Called on the panel's own thread; must answer at once.
  var settings: ShopSettings { get }
}

/// What the configuration file says, with what holds where it says nothing, which does not change
/// while the daemon runs; and what the owner has set in its place.
package struct ShopSettings: Hashable, Sendable {
  package var shop: ShopConfiguration
  package var own = OwnSettings()
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

  /// Booths that have a name of the owner's and that the configuration has no more: it stays until he
  /// takes it away.
  var removedBooths: [BoothNumber] {
    own.names.booths.keys.filter { number in
      !shop.booths.contains { $0.number == number }
    }.sorted { $0.text < $1.text }
  }

  /// Whether there is a booth that can be named, or whose name can be taken away.
  func hasName(of booth: BoothNumber) -> Bool {
    shop.booths.contains { $0.number == booth } || own.names.booths[booth] != nil
  }
}

/// What the owner has set where the configuration file says something else, or nothing.
package struct OwnSettings: Hashable, Sendable {
  package var names = OwnNames()
  /// Of the page, for who has chosen none; nil: what the file says.
  package var language: Language?

  package init() {}

  package mutating func take(_ change: OwnSettingChange) {
    switch change {
    case .shopName(let name): names.shop = name
    case .boothName(let booth, let name): names.booths[booth] = name
    case .language(let language): self.language = language
    }
  }
}

/// nil: what the configuration file says.
package enum OwnSettingChange: Hashable, Sendable {
  case shopName(String?)
  case boothName(BoothNumber, String?)
  case language(Language?)
}
