extension Stylesheet {
  /// `/static/plain.css`: for pages that come anew by themselves, where there are no scripts. Nothing
  /// is folded there, for it would shut under the hand of who has just opened it.
  static let plain = #"""
    .shop .across { display: flex; }
    .shop .menu, .card .rest { display: none; }
    .card noscript, .card noscript > div { display: contents; }
    .card noscript a { display: flex; align-items: center; min-height: 2.75rem; padding: 0 0.4rem; }
    @media (max-width: 44rem) {
      .balance { grid-area: 1 / 2; }
      .shop .across { grid-column: 1 / -1; }
      .shop .top { grid-column: 1; }
      .top .account { display: flex; }
      .top .account :is(a, button) { min-height: 44px; display: flex; align-items: center; }
      .shop .across a { display: flex; align-items: center; min-height: 44px; padding: 0; }
    }
    @media (max-width: 34rem) {
      .card, .card[data-idle]:not(:has([data-action="enable"]:not([hidden]))) { flex-wrap: wrap; }
      .card > footer { flex: 1 1 100%; justify-content: flex-start; padding-left: 0.7rem; }
      .card > footer > form button, .card > footer > .button,
      .card noscript button { padding-inline: 0.6rem; font-size: 0.9rem; }
    }

    """#
}
