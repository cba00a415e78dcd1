import Ledger
import Testing

/// NIST's vectors: FIPS 180-4's examples and some of the CAVP's short and long messages.
@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopq"
        + "klmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `a text has the hash that FIPS 180-4 gives`(text: String, hash: String) {
    #expect(SHA256.hash(Array(text.utf8)).hexadecimal == hash)
  }

  @Test(arguments: [
    ("d3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
    ("11af", "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98"),
    (
      "5a86b737eaea8ee976a0a24da63e7ed7eefad18a101c1211e2b3650c5187c2a8a650547208251f6d4237e661c7bf"
        + "4c77f335390394c37fa1a9f9be836ac28509",
      "42e61e174fbb3897d6dd6cef3dd2802fe67b331953b06114a65c772859dfc1aa"
    ),
  ])
  func `bytes have the hash that the CAVP gives`(bytes: String, hash: String) throws {
    let bytes = try #require([UInt8](hexadecimal: bytes))
    #expect(SHA256.hash(bytes).hexadecimal == hash)
  }

  @Test func `a million letters have their hash, in whatever pieces they come`() {
    let expected = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    for size in [7, 64, 1000, 999_999] {
      var hash = SHA256()
      var left = 1_000_000
      while left > 0 {
        hash.update([UInt8](repeating: UInt8(ascii: "a"), count: min(size, left)))
        left -= min(size, left)
      }
      #expect(hash.finish().hexadecimal == expected)
    }
  }

  @Test func `every length around a block's end is padded rightly`() {
    // Against itself in pieces: the padding of 55, 56, 63, 64 and 65 bytes are different cases.
    for length in 50...130 {
      let bytes = (0..<length).map { UInt8($0) }
      var pieces = SHA256()
      for byte in bytes { pieces.update([byte]) }
      #expect(pieces.finish() == SHA256.hash(bytes))
    }
  }

  @Test func `hexadecimal digits are read as they are written`() {
    #expect([UInt8](hexadecimal: "00ff7F") == [0, 255, 127])
    #expect([UInt8]([0, 255, 127]).hexadecimal == "00ff7f")
    for wrong in ["0", "0g", "0x00", "é0"] { #expect([UInt8](hexadecimal: wrong) == nil) }
  }
}
