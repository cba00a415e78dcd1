import Glibc
import Testing

@testable import SerialLine

@Suite struct SerialPortTests {
  @Test func `every byte value passes both ways unchanged`() throws {
    let line = try Line()
    let port = try line.open()
    let bytes = (0..<16).flatMap { _ in [UInt8](0...255) }
    line.hostSends(bytes, through: port)
    line.boardSends(bytes)
    wait { line.heardByBoard.count >= bytes.count && line.heardByHost.count >= bytes.count }
    // Told apart without printing thousands of bytes.
    #expect((line.heardByBoard == bytes, line.heardByHost == bytes) == (true, true))
    line.close(port)
  }

  @Test(arguments: BaudRate.allCases)
  func `the line is raw, eight bits, without flow control, at the speed asked for`(
    baud: BaudRate
  ) throws {
    let line = try Line()
    let port = try SerialPort.open(line.path, baud: baud)
    defer { port.close() }
    let onlooker = Glibc.open(line.path, O_RDWR | O_NOCTTY)
    defer { close(onlooker) }
    var settings = termios()
    #expect(tcgetattr(onlooker, &settings) == 0)
    #expect(settings.c_lflag & tcflag_t(ECHO | ICANON | ISIG | IEXTEN) == 0)
    #expect(settings.c_iflag & tcflag_t(IXON | IXOFF | ICRNL | INLCR | ISTRIP | IGNBRK) == 0)
    #expect(settings.c_oflag & tcflag_t(OPOST) == 0)
    #expect(settings.c_cflag & tcflag_t(CSIZE | PARENB | CSTOPB) == tcflag_t(CS8))
    #expect(settings.c_cflag & tcflag_t(CLOCAL | CREAD) == tcflag_t(CLOCAL | CREAD))
    #expect(settings.c_cflag & tcflag_t(HUPCL) == 0)
    #expect(settings.c_cflag & tcflag_t(CRTSCTS) == 0)
    #expect(cfgetospeed(&settings) == speed_t(baud == .baud115200 ? B115200 : B230400))
    #expect(cfgetispeed(&settings) == cfgetospeed(&settings))
  }

  @Test func `what was on the line before the port was opened is not heard`() throws {
    let line = try Line()
    line.boardSends(Array("stale".utf8))
    let port = try line.open()
    line.boardSends(Array("fresh".utf8))
    wait { line.heardByHost.count >= 5 }
    #expect(line.heardByHost == Array("fresh".utf8))
    line.close(port)
  }

  @Test func `a flood is heard whole, in pieces of at most 4096 bytes`() throws {
    let line = try Line()
    let port = try SerialPort.open(line.path)
    // As much as the kernel holds for a reader at any rate, all of it there at the start.
    let flood = (0..<8_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    line.boardSends(flood)
    line.listen(to: port)
    wait { line.heardByHost.count >= flood.count }
    let isWhole = line.heardByHost == flood
    #expect(isWhole)
    #expect(line.heardByHostInChunks.count >= 2)
    #expect(line.heardByHostInChunks.allSatisfy { (1...SerialPort.readLimit).contains($0) })
    line.close(port)
  }

  @Test func `what the driver does not take at once is sent when it does`() throws {
    let line = try Line(isListening: false)
    let port = try line.open()
    let piece = [UInt8](repeating: 0xA5, count: 512)
    // More than the kernel holds, less than it and the port's own buffer hold together.
    var sent = 0
    while line.unsentByteCount(of: port) == 0 && sent < 1 << 20 {
      line.hostSends(piece, through: port)
      sent += piece.count
    }
    #expect(line.unsentByteCount(of: port) > 0)
    line.listen()
    wait { line.heardByBoard.count >= sent }
    #expect(line.heardByBoard.count == sent)
    #expect(line.unsentByteCount(of: port) == 0)
    #expect(line.told == [])
    // The source that waited for room has stopped, and works a second time.
    line.hostSends(piece, through: port)
    wait { line.heardByBoard.count >= sent + piece.count }
    #expect(line.heardByBoard.count == sent + piece.count)
    line.close(port)
  }

  @Test func `a port that takes no more bytes is stuck, and says so once`() throws {
    let line = try Line(isListening: false)
    let port = try line.open()
    let piece = [UInt8](repeating: 0xA5, count: 512)
    for _ in 0..<2048 { line.hostSends(piece, through: port) }
    wait { !line.told.isEmpty }
    guard case .stuck(let unsent)? = line.told.first else {
      Issue.record("told \(line.told)")
      return
    }
    #expect((SerialPort.unsentLimit...SerialPort.unsentLimit + piece.count).contains(unsent))
    #expect(line.told.count == 1)
    // The line is free for another try.
    line.listen()
    line.close(try line.open())
  }
}
