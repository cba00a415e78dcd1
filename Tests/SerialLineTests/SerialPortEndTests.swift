import Glibc
import Testing

@testable import SerialLine

@Suite struct SerialPortEndTests {
  @Test func `an unplugged board is noticed within 100 ms, once, in mid-stream`() throws {
    let latency = Latency()
    let middle = try latency.middle(below: .milliseconds(100)) {
      let line = try Line()
      let port = try line.open()
      line.boardSends([UInt8](repeating: 1, count: 1000))
      line.hostSends([UInt8](repeating: 2, count: 1000), through: port)
      let start = ContinuousClock.now
      line.unplug()
      try #require(wait { !line.told.isEmpty })
      let lost = try #require(line.lost)
      usleep(5000)
      #expect(line.told == [.hungUp])
      // Writing to a port that is gone does nothing, and says nothing more.
      line.hostSends([3], through: port)
      line.close(port)
      #expect(line.told == [.hungUp])
      return latency.between(start, lost)
    }
    #expect(middle < .milliseconds(100))
  }

  @Test func `a board that goes while bytes wait for it is noticed too`() throws {
    let line = try Line(isListening: false)
    let port = try line.open()
    while line.unsentByteCount(of: port) == 0 {
      line.hostSends([UInt8](repeating: 0, count: 512), through: port)
    }
    line.unplug()
    wait { !line.told.isEmpty }
    #expect(line.told == [.hungUp])
  }

  @Test func `a lost port that once waited for room is let go of`() throws {
    let line = try Line(isListening: false)
    var port: SerialPort? = try line.open()
    weak let observed = port
    while let port, line.unsentByteCount(of: port) == 0 {
      line.hostSends([UInt8](repeating: 0, count: 512), through: port)
    }
    line.listen()
    wait { port.map(line.unsentByteCount) == 0 }
    line.unplug()
    wait { !line.told.isEmpty }
    #expect(line.told == [.hungUp])
    port = nil
    wait { observed == nil }
    #expect(observed == nil)
  }

  @Test func `a port closed for a test lets DTR fall, and the next opening keeps it again`() throws
  {
    let line = try Line()
    let path = line.path
    func dropsAtClose() throws -> Bool {
      let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
      try #require(descriptor >= 0)
      defer { close(descriptor) }
      var settings = termios()
      try #require(tcgetattr(descriptor, &settings) == 0)
      return settings.c_cflag & tcflag_t(HUPCL) != 0
    }
    let port = try line.open()
    line.closeDroppingLines(port)
    try #require(wait { (try? dropsAtClose()) == true })
    let again = try line.open()
    line.close(again)
    #expect(try !dropsAtClose())
    #expect(line.told.isEmpty)
  }

  @Test func `a board unplugged before anyone listens is noticed at the start`() throws {
    let line = try Line()
    let port = try SerialPort.open(line.path)
    line.unplug()
    usleep(5000)
    line.listen(to: port)
    wait { !line.told.isEmpty }
    #expect(line.told == [.hungUp])
  }

  @Test func `a closed port says nothing more, and lets go of its line at once`() throws {
    let line = try Line()
    let port = try line.open()
    line.boardSends([1])
    wait { line.heardByHost == [1] }
    line.close(port)
    let next = try line.open()
    line.boardSends([2])
    wait { line.heardByHost.count >= 2 }
    #expect(line.heardByHost == [1, 2])
    line.close(port)
    line.hostSends([3], through: port)
    line.close(next)
    #expect(line.told == [])
  }

  @Test func `the board may go and return, and the same path leads to it`() throws {
    let folder = Folder()
    let line = try Line(link: folder.file("board"))
    for round in UInt8(0)..<20 {
      try line.open()
      line.boardSends([round])
      wait { line.heardByHost.count > round }
      line.unplug()
      wait { line.told.count > round }
      #expect(throws: SerialPortError.missing(path: folder.file("board"))) {
        try SerialPort.open(folder.file("board"))
      }
      try line.plugIn()
    }
    #expect(line.heardByHost == [UInt8](0..<20))
    #expect(line.told.count == 20)
  }
}
