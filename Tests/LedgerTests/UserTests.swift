import BoothControl
import Testing

@testable import Ledger

/// Who may use the page over the network, as the ledger keeps it.
@Suite struct UserTests {
  let shop: Shop
  private var ledger: Ledger { shop.ledger }

  init() throws { shop = try Shop() }

  @discardableResult
  private func save(
    _ name: String, _ role: UserRole, _ hash: String? = nil
  ) throws -> LedgerUser {
    try ledger.saveUser(name, role: role, passwordHash: hash, by: owner)
  }

  /// `user set ana: – → owner`, oldest first.
  private func told() throws -> [String] {
    try shop.reader().audit(limit: 100).reversed().map {
      "\($0.action) \($0.subject): \($0.before ?? "–") → \($0.after ?? "–")"
    }
  }

  @Test func `a user is stored, changed and removed, and the audit tells of it`() throws {
    try save("ana", .owner, "$y$1")
    try save("eva", .cashier, "$y$2")
    try save("eva", .cashier, "$y$3")
    try save("eva", .owner)
    try save("ana", .cashier, "$y$4")
    #expect(
      try shop.reader().users() == [
        LedgerUser(name: "ana", role: .cashier, passwordHash: "$y$4", version: 5),
        LedgerUser(name: "eva", role: .owner, passwordHash: "$y$3", version: 4),
      ])
    try ledger.removeUser("ana", by: owner)
    #expect(try shop.reader().users().map(\.name) == ["eva"])
    #expect(
      try told() == [
        "user set ana: – → owner, new password", "user set eva: – → cashier, new password",
        "user set eva: cashier → cashier, new password", "user set eva: cashier → owner",
        "user set ana: owner → cashier, new password", "user remove ana: cashier → –",
      ])
    let record = try #require(try shop.reader().audit(limit: 1).first)
    #expect(record.actor == owner.actor)
    #expect(try shop.reader().verify().complaints == [])
  }

  @Test func `no record has a hash in it`() throws {
    try save("ana", .owner, "$y$secret")
    try save("ana", .owner, "$y$secret2")
    try ledger.removeUser("ana", by: owner)
    let records = try shop.reader().audit(limit: 100)
    #expect(records.count == 3)
    for record in records {
      #expect(!"\(record)".contains("secret"))
    }
  }

  @Test func `what is as it was changes neither the version nor the audit`() throws {
    let first = try save("ana", .owner, "$y$1")
    #expect(try save("ana", .owner) == first)
    #expect(try told().count == 1)
    #expect(shop.notices.all.count == 1)
  }

  @Test func `a user who was removed and comes back has another version`() throws {
    let first = try save("ana", .owner, "$y$1")
    try ledger.removeUser("ana", by: owner)
    #expect(try save("ana", .owner, "$y$1").version > first.version)
  }

  @Test func `nobody is added without a password, and who is not there is not removed`() throws {
    #expect(throws: UserError.passwordMissing("ana")) { try save("ana", .owner) }
    #expect(throws: UserError.noSuchUser("ana")) { try ledger.removeUser("ana", by: owner) }
    #expect(try told() == [])
    #expect(try shop.reader().users() == [])
  }

  @Test(arguments: [
    ("UPDATE users SET role = 'owner' WHERE name = 'eva'", "user eva is «owner», not «cashier»"),
    ("DELETE FROM users WHERE name = 'eva'", "user eva is nothing, not «cashier», as record 2"),
    ("UPDATE users SET name = 'leo' WHERE name = 'eva'", "user leo is «cashier», not nothing"),
    (
      "INSERT INTO users VALUES ('leo', 'owner', '$y$', 1)",
      "user leo is «owner», not nothing, and the audit has no record of it"
    ),
    (
      "INSERT INTO users VALUES ('mia', 'owner', '$y$', 1)",
      "user mia is «owner», not nothing, as record 4 of the audit left it"
    ),
  ])
  func `a check of the ledger finds a user whom the audit knows nothing of`(
    sql: String, complaint: String
  ) throws {
    try save("ana", .owner, "$y$1")
    try save("eva", .cashier, "$y$2")
    try save("mia", .cashier, "$y$3")
    try ledger.removeUser("mia", by: owner)
    #expect(try shop.reader().verify().complaints == [])
    try shop.edit(sql)
    try shop.expectComplaint(complaint)
  }

  @Test func `a check finds a role that was edited and then changed`() throws {
    try save("ana", .owner, "$y$1")
    try save("eva", .cashier, "$y$2")
    try shop.edit("UPDATE users SET role = 'owner' WHERE name = 'eva'")
    try save("eva", .cashier, "$y$3")
    try shop.expectComplaint("changed user eva from «owner», and it was «cashier»")
  }

  @Test func `a check finds that all of the audit of users is gone`() throws {
    try save("ana", .owner, "$y$1")
    try shop.edit("DROP TRIGGER audit_is_not_removed; DELETE FROM audit")
    #expect(
      try shop.reader().verifyAudit().fault?.description
        == "there is no record, and there are users")
  }

  @Test func `no row of another role, or without a record, is taken`() throws {
    try save("eva", .owner, "$y$1")
    for row in ["'ana', 'boss', '$y$', 1", "'ana', 'owner', '$y$', 99"] {
      #expect(throws: DatabaseError.self) {
        try ledger.write { try $0.execute("INSERT INTO users VALUES (\(row))") }
      }
    }
  }

  @Test func `a backup has the users`() throws {
    try save("ana", .owner, "$y$1")
    let copy = shop.scratch.path("copy.db")
    try shop.reader().backup(to: copy)
    let reader = try LedgerReader(path: copy)
    #expect(try reader.users() == shop.reader().users())
    #expect(try reader.verify().complaints == [])
  }
}
