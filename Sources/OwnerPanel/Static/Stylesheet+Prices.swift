extension Stylesheet {
  /// Price lists, the form of a price, and what a number costs.
  static let prices = #"""
    .parts { display: flex; flex-wrap: wrap; gap: 0.3rem 0.5rem; margin-bottom: 0.9rem; }
    .parts a {
      padding: 0.35rem 0.9rem; border: 1px solid var(--line); border-radius: 2rem;
      background: var(--card); color: var(--ink); text-decoration: none;
    }
    .parts a[aria-current] {
      background: var(--action); color: var(--action-ink); border-color: var(--action); font-weight: 600;
    }
    .filter input { width: auto; max-width: 100%; min-height: 2.25rem; }
    .prices th[scope="row"] { white-space: nowrap; }
    .prices .figure { font-weight: 600; }
    .prices .tick { vertical-align: middle; line-height: 0; }
    .prices .unit, .prices .more { color: var(--muted); }
    .prices tbody tr:hover > * { background: var(--paper); }
    .prices .words { overflow-wrap: anywhere; }
    .rows > .buttons { margin-top: 0.8rem; }
    .sheet + .rows { margin-top: 1rem; }
    .none p + p { margin-top: 0.6rem; }
    .named { margin: 0 0 1rem; padding-left: 1.2rem; columns: 16rem; }
    .named li { break-inside: avoid; margin-bottom: 0.3rem; }
    .field .name { font-weight: 600; margin-bottom: 0.25rem; }
    .fixed { font-size: 1.3rem; min-height: 2.5rem; }
    main > h2 { font-size: 1.15rem; margin: 1.6rem 0 0.4rem; }

    fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
    .row { border: 1px solid var(--line); border-radius: 0.6rem; padding: 0.7rem 0.9rem 0;
      margin-bottom: 0.8rem; }
    .row > legend { padding: 0 0.4rem; color: var(--muted); font-weight: 600; }
    .row .columns { grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); }
    .days { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; margin-bottom: 0.9rem; }
    .days legend { font-weight: 600; margin-bottom: 0.25rem; }
    .days label { display: inline-flex; align-items: center; gap: 0.35rem; }
    .days .fault { flex-basis: 100%; color: var(--bad); font-weight: 600; }
    .told { padding-left: 1.2rem; margin: 0.3rem 0 0.8rem; overflow-wrap: anywhere; }
    .told li { margin-bottom: 0.3rem; }
    .sheet > .list { margin-bottom: 1rem; }
    .record {
      overflow-x: auto; padding: 0.8rem; margin: 0.8rem 0; background: var(--paper);
      border: 1px solid var(--line); border-radius: 0.5rem; white-space: pre-wrap;
      overflow-wrap: anywhere;
    }

    .quote { margin-top: 1.4rem; max-width: 52rem; }
    .quote h2 { font-size: 1.4rem; margin-bottom: 0.6rem; }
    .quote h2 .place { color: var(--muted); font-weight: 400; }
    .quote h3 { font-size: 1.05rem; margin: 1.2rem 0 0.5rem; }
    .quote .result { font-size: 1.15rem; margin-bottom: 0.8rem; }
    .quote .result strong { font-size: 1.8rem; color: var(--talk); white-space: nowrap; }
    .ask { max-width: 76rem; }
    .ask .columns { grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }

    @media (max-width: 44rem) {
      .prices[data-cards] tr { grid-template-columns: auto 1fr auto; }
      .prices[data-cards] .tick { grid-row: span 2; width: auto; align-self: center; }
      .prices[data-cards] .figure { grid-column: 3; }
      .prices[data-cards] .words { grid-column: 2 / -1; }
      .prices[data-cards] .unit { grid-column: 2; }
      .prices[data-cards] .more:empty { display: none; }
      .prices[data-cards] .more { grid-column: 2 / -1; }
      .filter label { flex: 1 1 8.5rem; }
      .filter input { width: 100%; }
    }
    @media print { .parts { display: none; } }

    """#
}
