import BoothControl
import BoothProtocol
import Testing

@testable import Ledger

/// How often boards started lately, of which no time is written down.
struct BootTests {
  private static let day: Int64 = 86_400_000

  @Test func `boots are counted that were heard of after the last call before a time`() throws {
    let shop = try Shop()
    let reader = try shop.reader()
    #expect(try reader.boots(since: at(Self.day)) == [])
    for number in UInt32(1)...2 {
      #expect(
        shop.store(
          .callAuthorised(
            authorisation(
              number, booth: "4312", price: internal02, isCharged: true,
              at: at(Int64(number) * 1000)))))
    }
    // The calls were made in the boot that is there already.
    let database = try Database(path: shop.path, access: .readWrite)
    try database.execute(
      """
      INSERT INTO boards (id, uid) VALUES (77, x'4f544845522d424f41524431');
      INSERT INTO boots (board, boot_id) SELECT id, 900 FROM boards;
      INSERT INTO boots (board, boot_id) VALUES (77, 901), (77, 902);
      """)
    let other = try #require(BoardUID(bytes: Array("OTHER-BOARD1".utf8)))
    let boots = try reader.boots(since: at(Self.day))
    #expect(boots.map(\.since) == [at(2000), at(2000)])
    #expect(boots.first { $0.board == other }?.count == 3)
    #expect(boots.first { $0.board != other }?.count == 1)
    #expect(try reader.boots(since: at(500)) == [])
  }
}
