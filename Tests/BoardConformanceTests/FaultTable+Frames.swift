import BoothSimulator

extension FaultTable {
  static let frames: [(fault: FirmwareFault, checks: String)] = [
    (.checksumUnchecked, "crc statistics"),
    (.ownDirection, "own-direction statistics"),
    (.versionUnchecked, "version"),
    (.sessionUnchecked, "wrong-session statistics-foreign other-session-keeps-nothing"),
    (.classUnchecked, "unknown-class"),
    (.padsShort, "too-short short-command"),
    (.appendedBytes, "appended-bytes payload-limit"),
    (
      .slowResync,
      """
      crc cobs too-short too-long own-direction garbage garbage-before statistics \
      statistics-too-long
      """
    ),
    (.impatient, "split"),
    (
      .tickInSeconds,
      """
      same-nonce-fresh tick on-hook flash-tick hang-up-tick set-delay new-session-keeps-call \
      connect-again connect-again-limit connect-again-flags lease-runs-out talk-limit \
      talk-limit-renewed loop-open-once lease-shortened lease-extended lease-repeated \
      lease-of-another lease-mixed lease-eight lease-all-lines call-survives lease-alone \
      stamped-alone gap
      """
    ),
    (
      .ringMiscounted,
      """
      hello-ack-means-nothing oldest-and-next unknown-ping ring-used acknowledged cumulative \
      acknowledgement-out-of-window ring-full ring-keeps-room connect-lost-hook
      """
    ),
    (.chatter, "only-frames"),
    (.noLeadingZero, "leading-zero"),
    (.acknowledgesInResponses, "ack-of-frames"),
    (.unknownPing, "unknown-ping"),
    (.anyHandshake, "other-handshake"),
    (.emptyLoses, "empty-frames"),
    (.oneFrameARead, "garbage no-leading-zero"),
  ]

  static let sessions: [(fault: FirmwareFault, checks: String)] = [
    (.greetingRange, "hello-ack-fields"),
    (.capabilitiesHidden, "display-unable ring-unable line-test-unable"),
    (.sessionRepeated, "new-nonce dropped-nonce"),
    (.sessionShort, "session-holds hello-keeps-alive"),
    (.nonceForgotten, "same-nonce"),
    (.commandsRemembered, "same-nonce commands-forgotten"),
    (.anyVersion, "no-common-version refusal-changes-nothing"),
    (.unknownFeature, "unknown-feature refusal-changes-nothing"),
    (.helloInSession, "hello-with-session"),
    (.refusalEndsSession, "refusal-changes-nothing"),
    (
      .neverAnnounces,
      """
      session-dropped other-session-keeps-nothing reset emergency-after-reset off-hook-at-boot \
      line-fault-at-boot power-at-boot
      """
    ),
    (.helloAcknowledges, "hello-ack-means-nothing"),
    (.exactVersion, "version-range"),
    (.oneFeature, "unknown-feature"),
    (.announcesAlways, "no-announce session-dropped"),
    (.greetingStale, "same-nonce-fresh"),
  ]
}
