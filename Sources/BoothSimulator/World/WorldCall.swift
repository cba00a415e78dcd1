import BoothProtocol

/// One call as the provider carried it. Times are milliseconds on the board's quartz, which no
/// reset touches.
struct WorldCall {
  let bootID: UInt32
  /// What host and board call it on the wire.
  let id: CallID
  let line: Int
  let trunk: Int
  let digits: String
  let isEmergency: Bool
  /// The provider has no way for it, whatever the board does.
  let hasNoTrunk: Bool
  /// On the world's clock.
  let seizedAt: Int64
  /// As the board stamps it.
  let seizedTick: UInt32
  /// When all digits were on the trunk, which is when the board tells of it; nil: not yet.
  var dialledTick: UInt32?
  var answered: (time: UInt32, tick: UInt32)?
  /// From the seizing to the answer; nil: it was not answered.
  var ringing: Int64?
  var farEndHungUp: UInt32?
  /// The longest it may have been talked; nil: it was not answered, or goes on.
  var talked: Int64?
  /// When the trunk was let go, on the world's clock.
  var endedAt: Int64 = 0
  /// The same as the board stamps it; nil: it goes on.
  var endedTick: UInt32?
  /// The board was reset under it.
  var wasReset = false
  /// nil: it had its end.
  var brokeOff: BreakingOff?
  /// Nothing had been wrong for longer than a lease when it ended.
  var endedInPeace = false
  /// What the booth's display showed last as its total, whole pesos; nil: it showed no bill.
  var shownPesos: Int64?
  /// The board was reset before its end was on the disk.
  var mayBeForgotten = false
  /// Up to where a daemon that still lives, or the disk of one that died, knew that it was talked;
  /// as the board stamps it. nil: neither knew of its answer.
  var knownTick: UInt32?

  /// How the board was reset under a call.
  enum BreakingOff {
    /// Something else was wrong, or had just been.
    case inTrouble
    /// Out of the blue, with the box.
    case withBox
    /// Out of the blue, and the daemon lived.
    case alone

    /// How much of its end may be unknown; milliseconds. nil: all of it.
    var most: Int64? {
      switch self {
      case .inTrouble: nil
      case .withBox: 62_000
      case .alone: 2_500
      }
    }
  }

  /// How much of its talk was known, whatever became of the rest; milliseconds.
  var known: Int64 {
    guard let answered, let knownTick else { return 0 }
    return max(0, Int64(Int32(bitPattern: knownTick &- answered.tick)))
  }

  mutating func end(at time: UInt32) {
    guard let answered else { return }
    talked = max(0, Int64(Int32(bitPattern: time &- answered.time)))
  }
}

/// One line as an onlooker in the booth and at its trunk knows it.
struct WorldLine {
  var isOffHook = false
  /// When the loop opened last, on the quartz.
  var opened: UInt32 = 0
  /// When the handset was put back last, as the board must take it; world time.
  var hungUpAt: Int64 = -10_000
  var liftedAt: Int64 = 0
  /// What was dialled since the lifting, anew after each flash.
  var dialled: [String] = [""]
  var firstDigitAt: Int64?
  var call: WorldCall?
  /// Since when nothing is heard and nothing dialled; nil: something is, or it is on-hook.
  var silentSince: Int64?
  /// When the total on its display is looked at next.
  var totalDue: Int64 = 0
  /// Since when host and board say different things of it.
  var differsSince: Int64?

  /// What the owner asked last.
  var isToBeDisabled = false
  /// Since when the owner has been told that it is disabled; nil: it is not, or may not be.
  var disabledSince: Int64?

  /// The call that the owner was told is cut, and when.
  var cut: (call: CallID, at: Int64)?

  var help: WorldCustomers.Help?
  /// The daemon died while it was dialled for help, which is dialled once more.
  var wasDeaf = false
  /// When the last digit of a cry for help was dialled on a line that was quiet before; nil: none
  /// that must be heard.
  var criedAt: Int64?
  /// When the handset was lifted and that digit dialled, as the board stamps it.
  var liftedTick: UInt32 = 0
  var criedTick: UInt32 = 0

  /// Nobody is there, and nothing is waited for.
  var isAtRest: Bool { !isOffHook && call == nil && criedAt == nil && silentSince == nil }

  /// Pauses of the loop that are no hang-up (the board's own defaults).
  static let flash: ClosedRange<Int32> = 80...700

  mutating func lift(at time: UInt32, world: Int64) {
    isOffHook = true
    let gap = Int32(bitPattern: time &- opened)
    if gap <= Self.flash.upperBound, world > 1_000 {
      if gap >= Self.flash.lowerBound { dialled.append("") }
      return
    }
    liftedAt = world
    dialled = [""]
    firstDigitAt = nil
    criedAt = nil
    wasDeaf = false
  }

  mutating func forget(at world: Int64) {
    dialled = [""]
    firstDigitAt = nil
    criedAt = nil
    liftedAt = world
    help = nil
  }
}
