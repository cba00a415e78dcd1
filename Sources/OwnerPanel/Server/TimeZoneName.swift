import Glibc

/// What the shop's clock goes by, in one word for programs: `America/Santiago`, or rules as `TZ` has
/// them.
package enum TimeZoneName {
  /// Of an answer.
  static let header = "Shop-Time-Zone"

  /// As the C library finds it: `TZ`, else what `/etc/localtime` points to, else that file itself,
  /// which programs on this box can read.
  package static func ofSystem() -> String {
    ofSystem(variable: getenv("TZ").map { String(cString: $0) }, clockFile: "/etc/localtime")
  }

  /// `variable`: nil: there is none; an empty one means UTC.
  static func ofSystem(variable: String?, clockFile: String) -> String {
    if let variable, isWord(variable) { return variable.isEmpty ? "UTC0" : variable }
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(clockFile, &target, target.count)
    let path = String(
      decoding: target.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard let folder = path.firstRange(of: "zoneinfo/"), isWord(path) else {
      return ":\(clockFile)"
    }
    return String(path[folder.upperBound...])
  }

  /// It goes into a header as it is.
  private static func isWord(_ text: String) -> Bool {
    text.utf8.count <= 255 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
