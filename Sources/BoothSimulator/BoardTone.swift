/// The tones a board plays to a booth, with their values on the wire (BLP/1).
package enum BoardTone: UInt8, Hashable, Sendable {
  case silence = 0
  case dial = 1
  case busy = 2
  case congestion = 3
  case refusal = 4
  /// A beep over the conversation.
  case warning = 5
  case ringback = 6
}

/// What a customer hears in the handset: the board's tone, or what comes through the trunk.
package enum Sound: Hashable, Sendable {
  case silence
  case dialTone
  case busy
  case congestion
  case refusal
  case warning
  case ringback
  /// The far end talks.
  case voice

  /// A tone by which a line says no; the customer soon hangs up.
  package var isRefusal: Bool {
    self == .busy || self == .congestion || self == .refusal
  }

  init(_ tone: BoardTone) {
    self =
      switch tone {
      case .silence: .silence
      case .dial: .dialTone
      case .busy: .busy
      case .congestion: .congestion
      case .refusal: .refusal
      case .warning: .warning
      case .ringback: .ringback
      }
  }
}
