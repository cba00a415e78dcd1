/// One booth as a person standing in it knows it.
package struct SimulatedLine: Hashable, Sendable {
  package struct HeardTone: Hashable, Sendable {
    package var tick: UInt32
    package var tone: BoardTone
  }

  package internal(set) var isOffHook = false
  package internal(set) var isRinging = false
  /// The tone the board plays now.
  package internal(set) var tone = BoardTone.silence
  /// Every tone the board began to play, oldest first; the last `heardLimit` of them.
  package internal(set) var tonesHeard: [HeardTone] = []
  package internal(set) var display: CharacterDisplay
  /// Digits dialled since the handset was lifted.
  package internal(set) var dialled = ""
  /// The trunk it holds.
  package internal(set) var trunk: Int?
  /// Of the present call, else of the last one; nil: none was ever answered.
  package internal(set) var talk: SimulatedTalk?
  /// A fault of the pair to the booth; 0 none, else its value on the wire.
  package internal(set) var fault: UInt8 = 0

  package static let heardLimit = 64
  static let dialledLimit = 64

  init(display: CharacterDisplay) { self.display = display }

  mutating func hear(_ tone: BoardTone, at tick: UInt32) {
    self.tone = tone
    if tonesHeard.count == Self.heardLimit { tonesHeard.removeFirst() }
    tonesHeard.append(HeardTone(tick: tick, tone: tone))
  }

  mutating func press(_ digit: UInt8) {
    if dialled.utf8.count == Self.dialledLimit { dialled.removeFirst() }
    dialled.unicodeScalars.append(Unicode.Scalar(digit))
  }
}
