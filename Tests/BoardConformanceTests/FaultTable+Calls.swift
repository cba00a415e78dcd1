import BoothSimulator

extension FaultTable {
  static let booths: [(fault: FirmwareFault, checks: String)] = [
    (.digitMethod, "digits"),
    (
      .flashUntold,
      """
      flash flash-in-call flash-released flash-tick connect-taken-back loop-open-flash \
      loop-open-elsewhere refusal-ends
      """
    ),
    (.hookLate, "on-hook released-by-caller caller-gone-while-seizing"),
    (.nextEventUnread, "connect-overtaken connect-taken-back connect-lost-hook"),
    (.trunkUnknown, "seized another-trunk"),
    (.answerUnsignalled, "polarity-answer metering-answer"),
    (
      .leaseEndless,
      """
      connect-again connect-again-flags lease-runs-out lease-shortened lease-extended \
      lease-zero lease-repeated lease-of-another lease-left lease-all-lines \
      lease-while-seizing lease-in-time call-survives lease-alone
      """
    ),
    (.limitLate, "connect-again-limit talk-limit talk-limit-zero talk-limit-renewed"),
    (
      .causeConfused,
      """
      tone-released flash-released hang-up-tick hang-up-at-answer digits-after-connect \
      connect-in-new-session connect-released new-session-keeps-call connect-again \
      connect-again-limit connect-again-flags connect-again-emergency released-by-caller \
      released-by-far-end lease-runs-out talk-limit talk-limit-zero talk-limit-renewed cut \
      cut-whatever cut-tick cut-while-seizing caller-gone-while-seizing released-once \
      loop-open loop-open-connected loop-open-elsewhere loop-open-alone \
      far-end-gone-while-seizing released-by-trunk-fault trunk-fault-while-seizing \
      trunks-out-of-order trunks-some-busy no-trunk-free emergency-displaces \
      least-advanced-displaced emergency-not-displaced released-by-line-fault \
      line-fault-while-seizing released-by-power power-low-while-seizing power-low-emergency \
      lease-shortened lease-extended lease-zero lease-repeated lease-of-another emergency-flag \
      lease-mixed lease-eight lease-all-lines lease-while-seizing lease-in-time \
      talk-limit-past emergency-alone call-survives lease-alone refused-then-emergency \
      refused-then-connect
      """
    ),
    (.cutsAny, "cut-other"),
    (.releasedTwice, "released-once emergency-displaces"),
    (.digitsInCall, "digits-after-connect"),
    (
      .emergencyLeased,
      """
      connect-again-flags connect-again-emergency emergency-displaces least-advanced-displaced \
      power-low-emergency emergency-flag ring-full
      """
    ),
    (
      .emergencyIgnored,
      """
      emergency-alone denied-alone denied-at-once recorded-alone refused-then-emergency \
      refused-then-connect refusal-ends emergency-after-pause emergency-slowly \
      emergency-after-flash emergency-not-within emergency-twice emergency-after-reset
      """
    ),
    (.digitsOfSession, "emergency-new-host"),
    (.meteringRelative, "metering-counts metering-folded metering-unchanged metering-waits"),
    (
      .pulsesLost,
      """
      metering-answer metering-counts metering-before-answer metering-waits metering-full
      """
    ),
  ]

  static let calls: [(fault: FirmwareFault, checks: String)] = [
    (.loopOpenWithheld, "loop-open"),
    (.loopOpenLate, "loop-open loop-open-flash"),
    (.loopOpenTwice, "loop-open-once"),
    (.loopOpenAnywhere, "loop-open-elsewhere"),
    (.loopOpenStale, "loop-open-alone ring-keeps-room"),
    (.loopOpenTalking, "loop-open-connected"),
    (.flashMinimumFixed, "hook-noise"),
    (.flashMaximumFixed, "flash-window loop-open-once"),
    (.flashHangsUp, "flash-in-call loop-open-flash"),
    (.flashLate, "flash-tick"),
    (.hangUpLate, "on-hook hang-up-tick hang-up-at-answer"),
    (.failureLate, "caller-gone-while-seizing"),
    (.answerOverlooked, "hang-up-at-answer"),
    (.offHookUndated, "off-hook-tick"),
    (
      .lineFaultUntold,
      """
      line-fault line-fault-off-hook line-fault-hook line-fault-lift released-by-line-fault \
      line-fault-while-seizing line-fault-at-boot
      """
    ),
    (.lineFaultCause, "released-by-line-fault line-fault-while-seizing"),
    (
      .faultHidden,
      """
      line-fault line-fault-off-hook line-fault-hook line-fault-lift released-by-line-fault \
      line-fault-at-boot
      """
    ),
    (.faultDigits, "line-fault-off-hook"),
    (.faultConnects, "line-fault-off-hook"),
    (
      .clearedAnew,
      """
      line-fault-off-hook line-fault-lift released-by-line-fault line-fault-while-seizing
      """
    ),
    (
      .powerUntold,
      """
      power-low power-low-refuses released-by-power power-low-while-seizing \
      power-low-emergency battery power-at-boot
      """
    ),
    (.powerConnects, "power-low-refuses"),
    (.powerCause, "released-by-power power-low-while-seizing"),
    (.powerRefusesAll, "power-low-emergency"),
    (.batteryAsLow, "battery power-at-boot"),
    (
      .trunkFaultCause,
      """
      far-end-gone-while-seizing released-by-trunk-fault trunk-fault-while-seizing \
      trunks-out-of-order trunks-some-busy
      """
    ),
    (.noTrunkAsFault, "no-trunk-free emergency-not-displaced"),
    (.sameTrunk, "another-trunk"),
    (.displacedCause, "emergency-displaces least-advanced-displaced"),
    (.displacesFirst, "least-advanced-displaced"),
    (.emergencyForgotten, "emergency-not-displaced"),
    (.seizedSkipped, "cut-while-seizing power-low-while-seizing lease-while-seizing"),
    (.cutsLate, "lease-in-time"),
    (.cutUndated, "cut-tick"),
    (.limitBackdated, "talk-limit-past"),
    (.meteringEarly, "metering-tick"),
    (.meteringUnfolded, "metering-folded metering-waits"),
    (.hopelessForEver, "emergency-after-pause emergency-after-flash"),
    (.flashKeepsDigits, "emergency-after-flash"),
    (
      .emergencyWithin,
      """
      denied-alone denied-at-once recorded-alone refused-then-emergency refused-then-connect \
      refusal-ends emergency-not-within
      """
    ),
    (.listLost, "emergency-after-reset"),
    (.refusedStays, "refused-then-emergency"),
    (.refusalLasts, "refusal-ends"),
    (.localCallConstant, "emergency-twice"),
    (.endedForEver, "connect-in-new-session"),
    (.faultAsBusy, "trunks-some-busy"),
    (.pulsesUnwaiting, "metering-waits"),
    (.pulsesForgotten, "metering-full"),
    (.pulsesCounted, "metering-full"),
    (.liftUnwatched, "line-fault-lift"),
    (.flashBeginsAnew, "flash-released"),
    (.delayZeroOff, "set-delay-zero"),
    (.refusesLate, "denied-at-once"),
    (.refusedNeedsFlag, "refused-then-connect"),
    (.pauseForgets, "emergency-slowly"),
  ]
}
