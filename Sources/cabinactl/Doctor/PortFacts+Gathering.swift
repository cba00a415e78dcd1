import Glibc
import SerialLine

extension PortFacts {
  /// - Parameter scanned: what was seen of it, and who answered.
  init(_ scanned: ScannedPort, on box: Box, isInstalled: Bool) {
    let name = scanned.port.path.split(separator: "/").last.map(String.init) ?? ""
    let system = "/sys/class/tty/\(name)"
    path = scanned.port.path
    driver = scanned.port.driver
    occupant = scanned.occupant
    probes = scanned.probes
    latencyMilliseconds = box.number("\(system)/device/latency_timer").map { Int($0) }
    let usb = box.usbDevice(of: "\(system)/device")
    isUSB = usb != nil
    isPseudoTerminal = SystemFiles.resolved(box.path(path))?.hasPrefix("/dev/pts/") ?? false
    let databases = ["\(system)/dev", usb.map { "\($0)/dev" }].compactMap(\.self)
    isHiddenFromModemManager = databases.contains { file in
      guard let number = box.line(file) else { return false }
      let properties = box.text("/run/udev/data/c\(number)") ?? ""
      return properties.split(separator: "\n").contains {
        $0 == "E:ID_MM_DEVICE_IGNORE=1" || $0 == "E:ID_MM_PORT_IGNORE=1"
      }
    }
    guard let node = box.status(of: path) else { return }
    permissions = Permissions(
      owner: box.name(node.st_uid, in: "/etc/passwd"),
      group: box.name(node.st_gid, in: "/etc/group"), mode: node.st_mode & 0o777)
    isOpenToMe = access(box.path(path), R_OK | W_OK) == 0
    isOpenToDaemon = box.daemon(isInstalled: isInstalled)?.mayOpen(node)
  }
}

extension Box {
  /// The USB device that something is part of: the nearest folder above it with a maker's number.
  fileprivate func usbDevice(of folder: String) -> String? {
    guard var place = resolved(folder) else { return nil }
    while place.count > 1, let slash = place.lastIndex(of: "/") {
      if exists("\(place)/idVendor") { return place }
      place = String(place[..<slash])
    }
    return nil
  }

  fileprivate func name(_ number: UInt32, in file: String) -> String {
    accounts(file).first { $0[2] == String(number) }?[0] ?? String(number)
  }

  /// The daemon's user with its groups; nil: there is none. The unit gives it that of serial ports,
  /// whatever `/etc/group` says.
  fileprivate func daemon(isInstalled: Bool) -> Account? {
    guard let user = accounts("/etc/passwd").first(where: { $0[0] == "cabina" }),
      let number = UInt32(user[2]), let own = UInt32(user[3])
    else { return nil }
    var groups: Set<UInt32> = [own]
    for group in accounts("/etc/group") {
      let isMember = group[3].split(separator: ",").contains("cabina")
      guard isMember || (isInstalled && group[0] == "dialout") else { continue }
      if let number = UInt32(group[2]) { groups.insert(number) }
    }
    return Account(user: number, groups: groups)
  }

  fileprivate struct Account {
    var user: UInt32
    var groups: Set<UInt32>

    func mayOpen(_ node: stat) -> Bool {
      let shift: UInt32 = node.st_uid == user ? 6 : groups.contains(node.st_gid) ? 3 : 0
      return node.st_mode >> shift & 0o6 == 0o6
    }
  }

  /// USB devices that are there and that a rule of brltty claims, as `1a86:7523`.
  var devicesTakenForBraille: [String] {
    let rules = ["/etc/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d"]
      .flatMap { folder in
        names(in: folder).filter { $0.contains("brltty") && $0.hasSuffix(".rules") }
          .compactMap { text("\(folder)/\($0)", limit: 1 << 20) }
      }.joined(separator: "\n").split(separator: "\n")
      .filter { !$0.drop(while: { $0 == " " }).hasPrefix("#") }
      .map { $0.lowercased() }
    guard !rules.isEmpty else { return [] }
    let devices = names(in: "/sys/bus/usb/devices").compactMap { name -> String? in
      guard let vendor = line("/sys/bus/usb/devices/\(name)/idVendor"),
        let product = line("/sys/bus/usb/devices/\(name)/idProduct")
      else { return nil }
      // A rule has the numbers without zeros before them.
      func short(_ text: String) -> Substring { text.lowercased().drop { $0 == "0" } }
      let isTaken = rules.contains { $0.contains("\"\(short(vendor))/\(short(product))/") }
      return isTaken ? "\(vendor):\(product)" : nil
    }
    return Set(devices).sorted()
  }
}
