/// The message types of BLP/1, as on the wire.
package enum MessageType: UInt8, Sendable, CaseIterable {
  case hello = 0x01
  case helloAcknowledgement = 0x02
  case announce = 0x03

  case offHook = 0x20
  case onHook = 0x21
  case digit = 0x22
  case flash = 0x23
  case seized = 0x24
  case answered = 0x25
  case metering = 0x26
  case released = 0x27
  case connectFailed = 0x28
  case lineFault = 0x29
  case power = 0x2A
  case boot = 0x2B
  case gap = 0x2C
  case loopOpen = 0x2D

  case tone = 0x40
  case connect = 0x41
  case lease = 0x42
  case cut = 0x43
  case ring = 0x44
  case display = 0x45
  case lineTest = 0x46
  case configure = 0x47
  case readLines = 0x48
  case statistics = 0x49
  case reset = 0x4A

  case ping = 0x70
  case pong = 0x71
  case acknowledgement = 0x72
}
