/// Something that a person does at the line under test, or at the far end of its call.
package enum Stimulus: Hashable, Sendable {
  case lift
  case hangUp
  /// Hangs up and lifts again some 300 ms later.
  case flash
  /// Presses keys, one after the other.
  case dial(String)
  /// The far end picks up, and the provider reverses the polarity.
  case answer
  case farEndHangsUp
  /// One metering pulse comes down the trunk.
  case meteringPulse
}
