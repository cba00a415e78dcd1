import Foundation
import Glibc
import OwnerPanel
import Testing

@testable import cabinad

/// What came over a socket, on the disk, and nowhere to be found there.
@Suite struct UnnamedFileTests {
  private let folder: TemporaryFolder
  private var ledger: String { folder.path + "/ledger" }
  private let bytes = Array("prefix,price\n1,2\n".utf8)

  init() throws { folder = try TemporaryFolder() }

  private func names() throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
  }

  private func read(_ file: UnnamedFile) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file.path)))
  }

  @Test func `has a name at no time, so that none is left by who is killed`() throws {
    defer { folder.remove() }
    let file = try UnnamedFile(bytes[...], beside: ledger)
    let place = try FileManager.default.destinationOfSymbolicLink(atPath: file.path)
    #expect(place.hasPrefix(folder.path + "/#"), "\(place)")
    #expect(try names().isEmpty)
    #expect(try read(file) == bytes)
    #expect(try read(file) == bytes)
  }

  @Test(arguments: [EOPNOTSUPP, EISDIR, EINVAL])
  func `loses its name at once where the file system knows no other way`(error: Int32) throws {
    defer { folder.remove() }
    let file = try UnnamedFile(bytes[...], beside: ledger) { _ in
      errno = error
      return -1
    }
    #expect(try names().isEmpty)
    #expect(try read(file) == bytes)
  }

  @Test func `is not made by another way on a disk that is full`() throws {
    defer { folder.remove() }
    #expect(throws: LedgerRefusal.self) {
      try UnnamedFile(bytes[...], beside: ledger) { _ in
        errno = ENOSPC
        return -1
      }
    }
  }

  @Test func `is looked for where a killed daemon left one, and nothing else is touched`() throws {
    defer { folder.remove() }
    let others = ["ledger", "ledger-wal", ".sent-", ".sent-1234567", "x.sent-123456"]
    for name in others + [".sent-Ab12cd", ".sent-zzzzzz"] {
      #expect(FileManager.default.createFile(atPath: folder.path + "/" + name, contents: Data()))
    }
    UnnamedFile.removeLeft(beside: ledger)
    #expect(try names() == Set(others))
  }
}
