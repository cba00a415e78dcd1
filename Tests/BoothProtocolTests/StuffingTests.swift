import BoothProtocol
import Testing

struct StuffingTests {
  @Test(
    arguments: [
      ("313233343536373839", UInt32(0xE306_9283)),
      // RFC 3720, appendix B.4.
      (String(repeating: "00", count: 32), 0x8A91_36AA),
      (String(repeating: "ff", count: 32), 0x62A8_AB43),
      ("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0x46DD_794E),
      ("1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100", 0x113F_DB5C),
      ("", 0),
    ] as [(String, UInt32)])
  func `the checksum is CRC-32C`(input: String, checksum: UInt32) {
    #expect(CRC32C.checksum(of: bytes(input)) == checksum)
  }

  @Test(arguments: [
    ("", "01"), ("00", "01 01"), ("00 00", "01 01 01"), ("11", "02 11"),
    ("11 22 00 33", "03 11 22 02 33"), ("11 22 33 44", "05 11 22 33 44"),
    ("11 00 00 00", "02 11 01 01 01"),
  ])
  func `stuffed bytes are those of the paper`(plain: String, stuffed: String) {
    #expect(hexadecimal(COBS.encode(bytes(plain))) == stuffed)
    #expect(COBS.decode(bytes(stuffed)) == bytes(plain))
  }

  @Test(arguments: [253, 254, 255, 256, 508, 509])
  func `runs longer than a code can tell come back`(count: Int) {
    let plain = (0..<count).map { UInt8($0 % 255 + 1) }
    let stuffed = COBS.encode(plain)
    #expect(!stuffed.contains(0))
    #expect(COBS.decode(stuffed) == plain)
  }

  @Test(arguments: ["00", "02", "05 11 22 33", "03 11 00", "02 11 00"])
  func `what is not stuffed is refused`(stuffed: String) {
    #expect(COBS.decode(bytes(stuffed)) == nil)
  }

  @Test func `any bytes come back, and hold no zero on the way`() {
    var random = SplitMix64(seed: 1)
    for _ in 0..<500 {
      let count = Int.random(in: 0...300, using: &random)
      let plain = (0..<count).map { _ -> UInt8 in
        random.happens(percent: 30) ? 0 : UInt8.random(in: .min ... .max, using: &random)
      }
      let stuffed = COBS.encode(plain)
      #expect(!stuffed.contains(0))
      #expect(COBS.decode(stuffed) == plain)
    }
  }
}
