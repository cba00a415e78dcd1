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

  /// `[board] speed` of the configuration; nil: it does not say, or cannot be read.
  func configuredSpeed(_ file: String = "/etc/cabina/cabina.conf") -> Int? {
    var section = ""
    for line in (text(file, limit: 1 << 20) ?? "").split(separator: "\n") {
      let line = line.trimmingBlanks
      if line.hasPrefix("[") {
        section = String(line)
      } else if section == "[board]", line.hasPrefix("speed") {
        let value = line.drop { $0 != "=" }.dropFirst().trimmingBlanks
        return Int(value)
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
