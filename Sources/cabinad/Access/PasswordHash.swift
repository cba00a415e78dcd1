import CCrypt

/// Passwords as they are kept: hashed by yescrypt (`$y$`, crypt(5)), with a salt of its own each.
/// Every hash takes its time and its memory, on purpose: never on the core's queue.
struct PasswordHash {
  /// 64 MiB and 0.1 s on a PC of 2020; each step up doubles both.
  static let usualCost: UInt = 7

  let cost: UInt
  /// What a password is hashed by that nobody has, so that it takes as long as any.
  private let unused: String

  /// nil: the system's libcrypt has no yescrypt, or not at this cost.
  init?(cost: UInt = usualCost) {
    guard let unused = Self.setting(cost) else { return nil }
    self.cost = cost
    self.unused = unused
  }

  /// nil: it is too long for the system, or there is no memory.
  func hash(_ password: String) -> String? {
    Self.setting(cost).flatMap { Self.hash(password, by: $0) }
  }

  /// Whether `password` is the one of `hash`. No hash is nobody's: that takes as long, and is false.
  /// - Returns: nil: it cannot be told, as with no memory, or a hash that is none.
  func matches(_ password: String, _ hash: String?) -> Bool? {
    guard let found = Self.hash(password, by: hash ?? unused) else { return nil }
    return hash.map(found.isSame) ?? false
  }

  private static func hash(_ password: String, by setting: String) -> String? {
    // A C string would end there.
    guard !password.utf8.contains(0) else { return nil }
    return text(ofAtMost: Int(CRYPT_OUTPUT_SIZE)) { cabina_crypt(password, setting, $0) }
  }

  private static func setting(_ cost: UInt) -> String? {
    text(ofAtMost: Int(CRYPT_GENSALT_OUTPUT_SIZE)) { cabina_crypt_setting("$y$", cost, $0) }
  }

  /// What `write` put there; nil: it failed.
  private static func text(
    ofAtMost bytes: Int, _ write: (UnsafeMutablePointer<CChar>) -> Int32
  ) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes) { buffer in
      guard let start = buffer.baseAddress, write(start) == 0 else { return nil }
      return String(cString: start)
    }
  }
}

extension String {
  /// In a time that does not tell where two texts of one length differ.
  func isSame(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    return zip(utf8, other.utf8).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
