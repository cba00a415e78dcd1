import Notation
import Testing

@Suite struct `Text within an address` {
  @Test(arguments: [
    ("", ""), ("az09AZ-._~", "az09AZ-._~"), ("17:3f", "17%3A3f"), ("a b/c&d", "a%20b%2Fc%26d"),
    ("ñ", "%C3%B1"), ("\u{9}", "%09"), ("%", "%25"),
  ])
  func `has two digits for each byte that cannot stand there`(text: String, encoded: String) {
    #expect(PercentEncoding.text(text) == encoded)
  }
}
