import BoothControl
import Ledger
import Notation
import OwnerPanel
import Synchronization

/// What the owner sets in place of what the configuration file says.
extension PriceKeeper {
  /// Answered once names are on every face.
  func set(
    _ changes: [OwnSettingChange], _ request: LedgerRequest, by origin: AuditOrigin,
    _ then: @escaping Answer
  ) throws {
    try ledger.set(changes.map(\.stored), by: origin)
    let names = own.withLock { own in
      for change in changes { own.take(change) }
      return own.names
    }
    rename(names) {
      if let text = request.text {
        Journal.write(.notice, "\(origin.actor): \(text): done", about: origin.actor)
      }
      then(.done)
    }
  }
}

extension OwnSettings {
  /// As the ledger has them.
  init(_ stored: [OwnSetting: String]) {
    self.init()
    for (setting, value) in stored {
      switch setting {
      case .shopName: names.shop = value
      case .boothName(let booth): names.booths[booth] = value
      case .pageLanguage: language = Language(rawValue: value)
      }
    }
  }
}

extension OwnSettingChange {
  fileprivate var stored: (setting: OwnSetting, value: String?) {
    switch self {
    case .shopName(let name): (.shopName, name)
    case .boothName(let booth, let name): (.boothName(booth), name)
    case .language(let language): (.pageLanguage, language?.rawValue)
    }
  }

  /// For the journal.
  var text: String {
    "\(stored.setting.name) \(stored.value.map { "«\($0)»" } ?? "as in the configuration")"
  }
}
