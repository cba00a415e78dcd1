import Testing

@testable import cabinactl

/// An answer in chunks, as it comes in pieces of any size.
struct ChunkedBodyTests {
  private static let whole =
    "4\r\nWiki\r\n10;name=\"x\"\r\n0123456789abcdef\r\n0\r\nTrailer: x\r\n\r\n"

  @Test(arguments: [1, 2, 3, 7, 1000])
  func `it is the same in pieces of any size`(size: Int) throws {
    var body = ChunkedBody()
    var text: [UInt8] = []
    var rest = Array(Self.whole.utf8)[...]
    while !rest.isEmpty {
      #expect(!body.hasEnded)
      let part = body.take(rest.prefix(size))
      text += try #require(part)
      rest = rest.dropFirst(size)
    }
    #expect(body.hasEnded)
    #expect(String(decoding: text, as: UTF8.self) == "Wiki0123456789abcdef")
  }

  @Test func `what is not whole has not ended`() throws {
    for count in 0..<Self.whole.utf8.count {
      var body = ChunkedBody()
      let part = body.take(Array(Self.whole.utf8.prefix(count))[...])
      #expect(part != nil)
      #expect(!body.hasEnded, "\(count)")
    }
  }

  @Test(arguments: [
    "x\r\n", "-1\r\n", "4\r\nWikiX", "FFFFFFFFFF\r\n", "\r\n", "0\r\n\r\nmore",
    String(repeating: "0", count: 100),
  ])
  func `what is no chunk is refused`(text: String) {
    var body = ChunkedBody()
    #expect(body.take(Array(text.utf8)[...]) == nil)
  }
}
