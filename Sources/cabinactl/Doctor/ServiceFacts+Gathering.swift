extension ServiceFacts {
  /// Nil where there is no systemd.
  /// - Parameter show: what `systemctl show UNIT` says; nil: it does not answer.
  static func gather(on box: Box, show: (String) -> String?) -> ServiceFacts? {
    guard box.exists("/run/systemd/system"), let daemon = show("cabinad.service") else {
      return nil
    }
    let timer = show("cabina-backup.timer") ?? ""
    return ServiceFacts(
      state: property("ActiveState", of: daemon), enabled: property("UnitFileState", of: daemon),
      backupTimer: property("UnitFileState", of: timer))
  }

  private static func property(_ name: String, of answer: String) -> String {
    let line = answer.split(separator: "\n").first { $0.hasPrefix("\(name)=") }
    return line.map { String($0.dropFirst(name.count + 1)) } ?? ""
  }
}

extension Box {
  /// The unit of the daemon is there.
  var hasUnit: Bool {
    ["/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"]
      .contains { exists("\($0)/cabinad.service") }
  }

  /// nil: the configuration does not say, or cannot be read.
  var configuredSpeed: Int? { boardSetting("speed").flatMap { Int($0) } }

  /// Those that the configuration names; none where the daemon looks for them itself.
  var configuredPorts: [String] {
    (boardSetting("port") ?? "").split(separator: ",").map { String($0.trimmingBlanks) }
      .filter { $0.hasPrefix("/") }
  }

  /// Of `[board]` in the configuration.
  private func boardSetting(_ key: String) -> String? {
    var section = ""
    for line in (text("/etc/cabina/cabina.conf", limit: 1 << 20) ?? "").split(separator: "\n") {
      let line = line.trimmingBlanks
      if line.hasPrefix("[") {
        section = String(line)
      } else if section == "[board]", line.prefix(while: { $0 != "=" }).trimmingBlanks == key {
        return String(line.drop { $0 != "=" }.dropFirst().trimmingBlanks)
      }
    }
    return nil
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return text
  }
}
