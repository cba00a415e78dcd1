import Testing

@testable import cabinad

@Suite struct PasswordHashTests {
  /// Made with perl's crypt, which asks the same library of the system.
  @Test(arguments: [
    ("secreto123", "$y$j7T$abcdefghijklmnop$JXzIFy/6BjyCKepUeDqCr4H6/lA/GBKaPuiAiWZMVe4"),
    ("contraseña", "$y$j1T$abcdefghijklmnop$cCN5ReGvAxx0F4YtxgDQbbj.uEstgUjXe50yD3dkap4"),
  ])
  func `a known hash is of its password and of no other`(password: String, hash: String) throws {
    let passwords = try #require(PasswordHash(cost: 1))
    #expect(passwords.matches(password, hash) == true)
    for other in ["", "secreto12", "secreto1234", "Secreto123", "contrasena", hash] {
      #expect(passwords.matches(other, hash) == false, "\(other)")
    }
  }

  @Test func `each hash has a salt of its own, and the cost that was asked for`() throws {
    let passwords = try #require(PasswordHash(cost: 1))
    let hashes = try (0..<8).map { _ in try #require(passwords.hash("secreto123")) }
    #expect(Set(hashes).count == 8)
    #expect(hashes.allSatisfy { $0.hasPrefix("$y$j75$") && $0.utf8.count > 60 }, "\(hashes)")
    #expect(hashes.allSatisfy { passwords.matches("secreto123", $0) == true })
    #expect(PasswordHash(cost: 99) == nil)
  }

  @Test func `what is no hash lets nobody in`() throws {
    let passwords = try #require(PasswordHash(cost: 1))
    for hash in ["", "*", "*0", "!", "x", "$y$zz", "$y$j75$", "secreto123"] {
      #expect(passwords.matches("secreto123", hash) != true, "\(hash)")
    }
    #expect(passwords.matches("", nil) == false)
    #expect(passwords.matches("secreto123", nil) == false)
  }

  @Test func `a password that the system does not take is not cut short`() throws {
    let passwords = try #require(PasswordHash(cost: 1))
    let longest = String(repeating: "a", count: 511)
    let hash = try #require(passwords.hash(longest))
    #expect(passwords.matches(longest, hash) == true)
    #expect(passwords.matches(longest + "a", hash) == nil)
    #expect(passwords.hash(longest + "a") == nil)
    #expect(passwords.hash("secreto\u{0}123") == nil)
  }

  /// A hash that costs nothing is none.
  @Test func `the usual cost takes its time, for nobody's password too`() throws {
    let passwords = try #require(PasswordHash())
    let hash = try #require(passwords.hash("secreto123"))
    #expect(hash.hasPrefix("$y$jBT$"))
    for hash in [hash, nil] {
      let time = ContinuousClock().measure { _ = passwords.matches("secreto124", hash) }
      #expect(time > .milliseconds(10), "\(hash ?? "nobody's")")
    }
  }
}
