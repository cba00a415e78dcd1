import BoothControl
import Rating

/// A way to talk for less than it costs, or on another's money, with all that must come of it: what
/// people do in the booths, what the owner does meanwhile, and what the provider's exchange, the
/// disk and the owner have to see afterwards.
package struct Trick: Sendable, CustomStringConvertible {
  /// In small letters and hyphens.
  package let name: String
  /// What is tried, in a sentence.
  package let summary: String
  /// Whole pesos at the provider when the shop opens.
  var openingPesos: Int64 = 100_000
  /// What is different from `TrickShop.usual`.
  var change: @Sendable (inout WorldSetting) -> Void = { _ in }
  let deeds: [Deed]
  let outcome: Outcome

  package var description: String { name }

  /// The whole list.
  package static let all = hook + digits + carriers + money

  /// One thing that is done, at a time from the opening of the shop in milliseconds.
  struct Deed: Sendable {
    enum What: Sendable {
      case visit(line: Int, CallerScript)
      case owner(OwnerAction)
    }

    let time: Int64
    let what: What

    /// Someone goes into a booth: once the board is served.
    static func visit(_ script: CallerScript, line: Int = 0) -> Deed {
      Deed(time: 5_000, what: .visit(line: line, script))
    }

    static func owner(_ action: OwnerAction, at time: Int64 = 4_000) -> Deed {
      Deed(time: time, what: .owner(action))
    }
  }

  /// What must hold in the end, beside all that holds in every simulated shop.
  struct Outcome: Sendable {
    /// What reached the exchange, in the order of the seizing.
    var calls: [Call] = []
    /// What the gate said, in order.
    var refusals: [Refusal] = []
    /// What the owner was told, in order.
    var replies: [OwnerActionResult] = []
    /// Whole pesos at the provider; nil: not looked at.
    var pesosLeft: Int64?
  }

  struct Call: Sendable {
    var line = 0
    /// All digits that the exchange took for the number.
    let number: String
    let pesosPerMinute: Int64
    var isCharged = true
    /// Milliseconds; nil: nobody answered.
    let talked: ClosedRange<Int64>?
    /// What the called one hears of keys.
    var tones = ""
    var suspicions: [Suspicion] = []
  }
}

extension CallerScript {
  /// A dialler's ten digits a second, so that times are known.
  static func dialled(_ number: String, then steps: [Step]) -> CallerScript {
    CallerScript([.lift, .awaitDialTone(patience: 4_000), .dial(number, .redial)] + steps)
  }

  /// As `dialled`, and begins `steps` when the far end has answered.
  static func answered(_ number: String, then steps: [Step]) -> CallerScript {
    dialled(number, then: [.awaitAnswer(patience: 30_000)] + steps)
  }

  /// Dials and waits long enough to be refused.
  static func inVain(_ number: String) -> CallerScript {
    dialled(number, then: [.pause(12_000), .hangUp])
  }
}

extension CallerScript.Step {
  static func pause(_ milliseconds: Int64) -> Self { .pause(milliseconds...milliseconds) }
  static func talk(_ milliseconds: Int64) -> Self { .talk(milliseconds...milliseconds) }
}
