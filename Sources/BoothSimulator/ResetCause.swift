/// Why a board was reset, with its value on the wire (BLP/1).
package enum ResetCause: UInt8, Hashable, Sendable {
  case unknown = 0
  case powerOn = 1
  case brownOut = 2
  case watchdog = 3
  case resetPin = 4
  case hostCommand = 5
  case firmwareFault = 6
}
