import Foundation
import Testing

/// A call as whoever stands beside the board would have noted it: from the simulator's log of what
/// happened at its trunks and handsets, in which the daemon has no part.
struct TrueCall: Equatable {
  let booth: Int
  let digits: String
  let seized: Int64
  /// Whether all digits went out: before that the far end has no call.
  var isDialled = false
  /// The board's ticks, in milliseconds; nil: nobody answered.
  var answered: Int64?
  /// When the first of both put down the handset, or the trunk was let go; nil: not over.
  var ended: Int64?

  /// Milliseconds; nil: nobody answered, or it is not over. Who is answered after the handset was put
  /// down does not talk.
  var talked: Int64? {
    guard let answered, let ended else { return nil }
    return max(0, ended - answered)
  }
}

/// All calls that a board ever placed, read from its log as it grows.
struct TrueCalls {
  /// In the order in which their trunks were seized.
  private(set) var calls: [TrueCall] = []
  /// Trunks that were seized again for the same lifting of a handset.
  private(set) var seizedTwice: [TrueCall] = []
  /// By booth, the call on its trunk.
  private var open: [Int: Int] = [:]
  /// By booth, when its handset was put down: for a moment it may be a flash.
  private var putDown: [Int: Int64] = [:]
  /// How long a handset that was put down may be a flash, in milliseconds.
  private static let flashMaximum: Int64 = 700
  /// Booths that have had a trunk since their handset was lifted.
  private var hadTrunk: Set<Int> = []

  /// Takes a line such as «event 1234 booth 3 seized trunk 2 1006».
  /// - Returns: what happened, in one word; nil: nothing of a booth.
  mutating func take(_ line: String) -> Substring? {
    let words = line.split(separator: " ")
    guard words.count >= 5, words[2] == "booth", let tick = Int64(words[1]),
      let booth = Int(words[3])
    else { return nil }
    switch words[4] {
    case "seized":
      guard let digits = words.last else { break }
      let call = TrueCall(booth: booth, digits: String(digits), seized: tick)
      if !hadTrunk.insert(booth).inserted { seizedTwice.append(call) }
      open[booth] = calls.count
      calls.append(call)
    case "dialled": change(booth) { $0.isDialled = true }
    case "answered": change(booth) { $0.answered = tick }
    case "hung-up": putDown[booth] = tick
    case "lifted":
      putDown[booth] = nil
      if open[booth] == nil { hadTrunk.remove(booth) }
    case "far-end-hung-up": change(booth) { $0.ended = $0.ended ?? tick }
    case "released":
      // Until it is known to be no flash the call goes on, and may end for a reason of its own.
      let end = putDown[booth].map { tick - $0 > Self.flashMaximum ? $0 : tick } ?? tick
      change(booth) { $0.ended = $0.ended ?? end }
      open[booth] = nil
    default: break
    }
    return words[4]
  }

  private mutating func change(_ booth: Int, _ body: (inout TrueCall) -> Void) {
    if let place = open[booth] { body(&calls[place]) }
  }

  var areOver: Bool { open.isEmpty }

  func of(_ booth: Int) -> [TrueCall] { calls.filter { $0.booth == booth } }
}
