import OwnerPanel
import Testing

@testable import cabinad

@Suite struct AccessTextTests {
  @Test func `the journal has who and what, and no password nor code`() {
    let requests: [AccessRequest] = [
      .logIn(name: "ana", password: "secreto"),
      .setUp(code: "secreto", name: "ana", password: "secreto"),
      .changePassword(of: "ana", from: "secreto", to: "secreto"),
      .setUser(name: "ana", role: .cashier, password: "secreto"),
      .setUser(name: "ana", role: .cashier, password: nil), .removeUser("ana"),
    ]
    #expect(
      requests.map(\.text) == [
        "log-in of «ana»", "the first password, of «ana»", "new password of «ana»",
        "user «ana», cashier, new password", "user «ana», cashier", "removal of user «ana»",
      ])
    let hostile = "a\u{1B}[2J\n\u{202E}" + String(repeating: "b", count: 100)
    #expect(
      AccessRequest.logIn(name: hostile, password: "").text
        == "log-in of «a[2J\(String(repeating: "b", count: 28))…»")
    #expect(
      AccessRequest.removeUser("eva»: done «x").text == "removal of user «eva: done x»")
  }

  @Test func `a code is drawn from all its letters and by chance`() {
    let codes = (0..<200).map { _ in SetupCode.drawn().text }
    #expect(Set(codes).count == 200)
    #expect(Set(codes.joined()).count == 24)
    #expect(codes.allSatisfy { $0.utf8.count == 9 })
  }
}
