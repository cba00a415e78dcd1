import Glibc
import Testing

@testable import SerialLine

@Suite struct PseudoTerminalTests {
  @Test func `the host may close and reopen the line and is heard each time`() throws {
    let line = try Line()
    for round in UInt8(0)..<10 {
      let port = try line.open()
      line.hostSends([round], through: port)
      wait { line.heardByBoard.count > round }
      line.close(port)
    }
    #expect(line.heardByBoard == [UInt8](0..<10))
  }

  @Test func `what the board says before a host comes is not echoed to it`() throws {
    let line = try Line()
    line.boardSends(Array("who is there?\n".utf8))
    let port = try line.open()
    line.hostSends([42], through: port)
    wait { !line.heardByBoard.isEmpty }
    #expect(line.heardByBoard == [42])
    line.close(port)
  }

  @Test func `what a host does not read is lost, and counted`() throws {
    let line = try Line()
    let port = try SerialPort.open(line.path)
    let piece = [UInt8](repeating: 0x55, count: 1000)
    for _ in 0..<100 { line.boardSends(piece) }
    let lost = line.lostByteCount
    #expect((50_000..<100_000).contains(lost))
    line.listen(to: port)
    wait { line.heardByHost.count >= 100_000 - lost }
    #expect(line.heardByHost.count == 100_000 - lost)
    line.unplug()
    line.boardSends(piece)
    #expect(line.lostByteCount == lost + piece.count)
  }

  @Test func `the link leads to the terminal, and goes with it`() throws {
    let folder = Folder()
    let link = folder.file("board")
    let terminal = try PseudoTerminal(link: link)
    #expect(terminal.path == link)
    #expect(SystemFiles.target(ofLink: link) == terminal.device)
    terminal.unplug()
    #expect(terminal.device == nil)
    #expect(SystemFiles.names(in: folder.path) == [])
    try terminal.plugIn()
    #expect(SystemFiles.target(ofLink: link) == terminal.device)
    terminal.unplug()
    #expect(SystemFiles.names(in: folder.path) == [])
  }

  @Test func `a link left by an earlier run is replaced`() throws {
    let folder = Folder()
    let link = folder.file("board")
    symlink("/dev/pts/no-more", link)
    let terminal = try PseudoTerminal(link: link)
    #expect(SystemFiles.target(ofLink: link) == terminal.device)
  }

  @Test func `a link that has become another's is left to it`() throws {
    let folder = Folder()
    let link = folder.file("board")
    let first = try PseudoTerminal(link: link)
    let second = try PseudoTerminal(link: link)
    first.unplug()
    #expect(SystemFiles.target(ofLink: link) == second.device)
  }

  @Test func `a file where the link should go is not touched`() {
    let folder = Folder()
    let path = folder.makeFile("precious")
    #expect(throws: SystemError(call: "symlink", path: path, code: EEXIST)) {
      try PseudoTerminal(link: path)
    }
    #expect(SystemFiles.target(ofLink: path) == nil)
    #expect(SystemFiles.names(in: folder.path) == ["precious"])
  }

  @Test func `a link into no folder is an error that names it`() {
    #expect(throws: SystemError.self) { try PseudoTerminal(link: "/no/such/folder/board") }
  }
}
