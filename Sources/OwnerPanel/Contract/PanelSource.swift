package import BoothControl

/// What the panel asks of the daemon. Snapshots come the other way, through `PanelServer.publish`.
package protocol PanelSource: AccountSource, AccessSource, PriceListSource, CallSource, MoneySource,
  SettingsSource, TechnicianSource, EventSource
{
  /// Does what the owner asks. Returns at once; `then` is called once, from any thread, when it is
  /// done (on disk) or refused. `actor` is who asked, for the audit: `web 127.0.0.1` or
  /// `uid 1000 (juan)`.
  func perform(
    _ action: OwnerAction, by actor: String,
    then: @escaping @Sendable (OwnerActionResult) -> Void)

  /// A page of the list of calls. Called on the panel's own thread, one at a time, and may take the
  /// time of a read of a few milliseconds. Throws `UnknownCursor` for a place it never gave; what
  /// else it throws is answered as 503, with its description.
  func calls(_ query: CallListQuery) throws -> CallListPage

  /// Asks for prices and audit, or changes them; `actor` as above. Returns at once; `then` is called
  /// once, from any thread.
  func ask(
    _ request: LedgerRequest, by actor: String, then: @escaping @Sendable (LedgerAnswer) -> Void)

  /// What the shop lets its customers dial. Called on the panel's own thread; must answer at once.
  func numberPlan() -> NumberPlan

  /// How the daemon is. Called on the panel's own thread; must answer at once.
  func health() -> PanelHealth
}

/// What `/healthz` tells beyond the boards, which it knows from the snapshot.
package struct PanelHealth: Hashable, Sendable {
  /// nil: good; else what is wrong with the ledger, in a sentence. Then `/healthz` answers 503.
  package var storageFault: String?
  /// The configuration was edited since the daemon read it.
  package var needsRestart: Bool

  package init(storageFault: String? = nil, needsRestart: Bool = false) {
    self.storageFault = storageFault
    self.needsRestart = needsRestart
  }
}
