/// What one person does in a booth, step by step. Times are milliseconds; a range is drawn from.
package struct CallerScript: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case pause(ClosedRange<Int64>)
    case lift
    /// Waits for the dial tone; whoever waits in vain goes on all the same, and whoever is refused
    /// gives up: the steps up to the next `hangUp` are left out.
    case awaitDialTone(patience: Int64)
    /// The digits are 0-9 * # A-D, dialled whatever is heard meanwhile.
    case dial(String, Dialling)
    /// Waits for a voice. A tone of refusal, or the end of patience, makes the person give up.
    case awaitAnswer(patience: Int64)
    /// Talks as long as there is a voice.
    case talk(ClosedRange<Int64>)
    case flash(milliseconds: Int64)
    case farEndHangsUp
    case hangUp
  }

  package enum Dialling: Hashable, Sendable {
    /// Looks at a note and presses keys.
    case keypad
    /// Ten pulses a second, and the finger's way between digits.
    case rotary
    /// As a dialler does it, ten digits a second.
    case redial
  }

  package var steps: [Step]

  package init(_ steps: [Step]) { self.steps = steps }

  /// Lifts, dials and hears the far end.
  package static func reach(
    _ number: String, by dialling: Dialling = .keypad, patience: Int64 = 60_000
  ) -> CallerScript {
    CallerScript([
      .lift, .awaitDialTone(patience: 4_000), .dial(number, dialling),
      .awaitAnswer(patience: patience),
    ])
  }

  /// A whole call of one customer.
  package static func call(
    _ number: String, by dialling: Dialling = .keypad, talking talk: ClosedRange<Int64>,
    patience: Int64 = 60_000
  ) -> CallerScript {
    reach(number, by: dialling, patience: patience) + CallerScript([.talk(talk), .hangUp])
  }

  /// The far end hangs up; the customer stays with the handset at the ear for some time.
  package static func farEndHangsUpFirst(
    _ number: String, talking talk: ClosedRange<Int64>, lingering linger: Int64
  ) -> CallerScript {
    reach(number)
      + CallerScript([
        .talk(talk), .farEndHangsUp, .pause(linger...linger), .hangUp,
      ])
  }

  /// Dials more while talking: a menu's choice, or an attempt at a dearer destination.
  package static func dialsMore(
    _ number: String, more: String, talking talk: ClosedRange<Int64>
  ) -> CallerScript {
    reach(number)
      + CallerScript([.talk(talk), .dial(more, .keypad), .talk(talk), .hangUp])
  }

  /// Taps the hook in the hope of another dial tone on the same call.
  package static func flashes(
    _ number: String, milliseconds: Int64, talking talk: ClosedRange<Int64>
  ) -> CallerScript {
    reach(number)
      + CallerScript([
        .talk(talk), .flash(milliseconds: milliseconds), .talk(talk), .hangUp,
      ])
  }

  /// Hangs up and lifts again before anybody could have noticed, then calls someone else.
  package static func liftsAgainQuickly(
    _ number: String, after gap: Int64, then second: String, talking talk: ClosedRange<Int64>
  ) -> CallerScript {
    call(number, talking: talk) + CallerScript([.pause(gap...gap)])
      + call(second, talking: talk)
  }

  /// Dials what must always connect, without a look at tones.
  package static func emergency(_ number: String, talking talk: ClosedRange<Int64>) -> CallerScript
  {
    CallerScript([
      .lift, .pause(300...600), .dial(number, .keypad), .pause(100...100),
      .awaitAnswer(patience: 60_000), .talk(talk), .hangUp,
    ])
  }

  /// Lifts and puts back.
  package static let changesMind = CallerScript([.lift, .pause(400...3_000), .hangUp])

  package static func + (left: CallerScript, right: CallerScript) -> CallerScript {
    CallerScript(left.steps + right.steps)
  }
}
