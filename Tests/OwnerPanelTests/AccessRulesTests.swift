import Testing

@testable import OwnerPanel

@Suite struct AccessRulesTests {
  @Test(arguments: [
    ("ana", "ana"), ("Ana", "ana"), ("a", "a"), ("ana-maria_2.b", "ana-maria_2.b"), ("7", "7"),
    (String(repeating: "a", count: 32), String(repeating: "a", count: 32)),
  ])
  func `a name is letters, digits and a few signs`(typed: String, kept: String) throws {
    #expect(try AccessRules.name(typed) == kept)
  }

  @Test(arguments: [
    "", " ", "ana maría", "ana\u{0}", "../x", "..", ".", "-", "josé", "ana@caja", "a/b", "ana\n",
    String(repeating: "a", count: 33),
  ])
  func `other names are none`(typed: String) {
    #expect(throws: AccessRefusal.badName) { try AccessRules.name(typed) }
  }

  @Test(arguments: [
    "secreto1", "contraseña larga", "        x", String(repeating: "x", count: 128),
    String(repeating: "ñ", count: 128), "pásw0rd😀",
  ])
  func `a password is of 8 to 128 characters`(password: String) throws {
    try AccessRules.check(password: password, of: "ana")
  }

  @Test(arguments: [
    "", "secreto", String(repeating: "x", count: 129), "secreto\u{0}1", "secreto\n1",
    "secreto\u{202E}1", "ana.maria", "Ana.Maria",
    // More bytes than crypt(3) takes.
    String(repeating: "😀", count: 128),
  ])
  func `no other password is taken, nor the name`(password: String) {
    #expect(throws: AccessRefusal.badPassword) {
      try AccessRules.check(password: password, of: "ana.maria")
    }
  }
}
