import BoothSimulator

extension FaultTable {
  static let commands: [(fault: FirmwareFault, checks: String)] = [
    (.acknowledgesNone, "response-echo"),
    (.executesTwice, "repetition statistics statistics-late lease-repeated"),
    (.sequenceWindow, "behind seq-zero statistics-late"),
    (.nextOnly, "ahead seq-wrap statistics-late"),
    (.unknownCommand, "unknown-type"),
    (
      .fieldsUnchecked,
      """
      reset-magic ringing lease-fields cut-fields configure-fields tone-fields connect-fields \
      connect-again-fields display-row display-column display-beyond
      """
    ),
    (
      .stateUnchecked,
      """
      tone-on-hook connect-on-hook ring-off-hook line-test-busy tone-in-call flash-released \
      connect-other connect-after-end connect-released line-fault line-fault-off-hook \
      power-low-refuses
      """
    ),
    (.anyLine, "no-such-line display-lines"),
    (.linesInconsistent, "read-lines"),
    (
      .stateConfused,
      """
      ring-off-hook ring-answered connect-fields off-hook flash hook-noise flash-window \
      connect-after-end connect-overtaken connect-taken-back power-low-refuses refusal-ends \
      ring-full connect-lost-hook off-hook-at-boot
      """
    ),
    (.hookInverted, "line-test line-test-busy"),
    (.displayOverflow, "display-beyond"),
    (.displayStrict, "display-clear display-charset"),
    (
      .configurationCRC,
      """
      configure-fields configuration-crc configuration-largest configuration-kept \
      configuration-appended configuration-survives
      """
    ),
    (.configurationForgotten, "configure-fields configuration-kept configuration-survives"),
    (.seqZeroNever, "seq-wrap"),
    (.toneOverCall, "tone-in-call"),
    (.renewsAnything, "connect-again-fields"),
    (.leaseFirstOnly, "lease-fields lease-mixed"),
    (.cutNeedsCall, "cut-whatever emergency-alone"),
    (.ringsOffHook, "ring-off-hook line-fault"),
    (.ringsOn, "ring-answered"),
    (.lineTestBusy, "line-test-busy"),
    (.fewNumbers, "configuration-largest"),
    (.anySignal, "signal-not-named"),
    (.statisticsIdle, "statistics-of-log"),
    (.cutStrict, "cut-of-none cut cut-while-seizing ring-full metering-full"),
    (.leaseStrict, "lease-of-none lease-of-another lease-mixed lease-eight"),
    (.displayNarrow, "display-rows"),
    (.leaseSeven, "lease-eight"),
    (.leaseOneCall, "lease-all-lines"),
    (.foreignUncounted, "statistics-foreign"),
    (.lateUncounted, "statistics-late"),
    (.tooLongUncounted, "statistics-too-long"),
    (.flagsTaken, "connect-again-flags"),
    (.flagForgotten, "connect-again-emergency"),
    (.againLimitKept, "connect-again-limit"),
    (.toneBeforeCall, "tone-released"),
  ]

  static let log: [(fault: FirmwareFault, checks: String)] = [
    (
      .forgetsEvents,
      """
      same-nonce-fresh unchanged resend-in-new-session again-in-a-new-session loop-open-alone \
      emergency-alone emergency-dialled-before denied-alone denied-at-once recorded-alone \
      lease-alone stamped-alone refused-then-emergency refused-then-connect refusal-ends \
      emergency-after-pause emergency-slowly emergency-after-flash emergency-not-within \
      emergency-twice ring-full ring-keeps-room gap gap-grows connect-lost-hook metering-waits \
      metering-full reset emergency-after-reset off-hook-at-boot line-fault-at-boot \
      power-at-boot
      """
    ),
    (
      .forgetsSent,
      """
      hello-ack-means-nothing statistics-of-log resent unchanged window from-the-oldest \
      resend-restarts resend-in-new-session cumulative acknowledgement-out-of-window \
      again-in-a-new-session metering-folded ring-full ring-keeps-room gap gap-grows \
      connect-lost-hook metering-waits metering-full
      """
    ),
    (.neverResends, "resent unchanged from-the-oldest resend-restarts resend-in-new-session"),
    (.changesEvents, "unchanged"),
    (.acknowledgesOne, "from-the-oldest cumulative acknowledgement-out-of-window gap-grows"),
    (.numberInHeader, "numbers only-frames"),
    (.causeForgotten, "reset"),
    (.fullRingConnects, "ring-full"),
    (.resendSlow, "resend-restarts"),
    (.gapUntold, "ring-keeps-room gap gap-grows connect-lost-hook"),
    (.gapMiscounted, "ring-keeps-room gap gap-grows"),
    (.gapUndated, "gap"),
    (.adviceCounted, "ring-keeps-room"),
    (.roomForgotten, "ring-keeps-room"),
    (.emergencyNoRoom, "ring-full"),
    (.stampsWhenSent, "lease-alone stamped-alone gap"),
    (.bootOnHook, "off-hook-at-boot"),
    (.lostHookForgotten, "connect-lost-hook"),
    (.openingResets, "port-reopened"),
    (.gapApart, "gap-grows"),
    (.resendSlowAnew, "resend-in-new-session"),
    (.bootFaultUntold, "line-fault-at-boot"),
    (.bootPowerUntold, "power-at-boot"),
  ]
}
