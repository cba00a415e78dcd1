/// What a link has been through since it was made.
package struct LinkStatistics: Hashable, Sendable {
  package var framesReceived = 0
  package var framesSent = 0
  package var bytesReceived = 0
  package var bytesSent = 0
  package var crcErrors = 0
  /// Bytes that were no frame, and frames that were no message.
  package var malformed = 0
  /// How often a good frame came after bytes that were none.
  package var resyncs = 0
  /// Good frames of another session, or that nobody asked for.
  package var strayFrames = 0
  /// Events that came again.
  package var duplicateEvents = 0
  /// Events that came before their turn, before the session was up, or while as many as may be on
  /// their way waited for the disk: they come again.
  package var earlyEvents = 0
  /// Events of a type, a line or a digit that means nothing here.
  package var unknownEvents = 0
  /// Commands sent again because no answer came.
  package var retransmissions = 0
  /// Display texts for which the queue had no room.
  package var displaysDropped = 0
  /// Sessions that came up.
  package var sessions = 0
  /// Smoothed time from a command to its answer; nil before the first in this session.
  package var roundTripMicroseconds: Int64?
  /// How much faster than the host's clock the board's runs; 0 while that is not known.
  package var driftPartsPerBillion: Int64 = 0
  /// The most unacknowledged events that the board had in its ring.
  package var ringHighWater = 0

  package init() {}

  /// Beyond this a board's clock is not fit to bill by.
  package static let driftAlarmPartsPerBillion: Int64 = 500_000

  package var hasDriftAlarm: Bool {
    driftPartsPerBillion.magnitude > Self.driftAlarmPartsPerBillion.magnitude
  }
}
