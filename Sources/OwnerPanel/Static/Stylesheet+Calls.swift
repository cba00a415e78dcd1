extension Stylesheet {
  /// The list of calls: a table, and on a narrow screen a card for each call.
  static let calls = #"""
    .filter {
      display: flex; flex-wrap: wrap; align-items: end; gap: 0.6rem 1rem; margin-bottom: 1rem;
    }
    /* On a small screen the calls come first; where there is room for it nothing is folded. */
    .filters { margin-bottom: 0.6rem; }
    @supports selector(::details-content) {
      @media (min-width: 62rem) {
        .filters > summary { display: none; }
        .filters::details-content { content-visibility: visible; }
      }
    }
    .filter.grid {
      display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 11rem), 1fr));
    }
    .filter.grid > p { display: flex; flex-wrap: wrap; align-items: end; gap: 0.6rem; }
    .filter.grid label :is(select, input) { display: block; width: 100%; }
    @media (min-width: 62rem) {
      .filter.grid { grid-template-columns: repeat(4, minmax(0, 1fr)); }
    }
    .filter label > span { display: block; color: var(--muted); font-size: 0.85rem; }
    .filter button {
      background: var(--action); color: var(--action-ink); border-color: var(--action);
      padding-inline: 1.4rem; font-weight: 600;
    }
    .none {
      padding: 3rem 1rem; text-align: center; color: var(--muted); background: var(--card);
      border: 1px solid var(--line); border-radius: 0.9rem;
    }

    .calls {
      width: 100%; border-collapse: separate; border-spacing: 0; background: var(--card);
      border: 1px solid var(--line); border-radius: 0.9rem; overflow: hidden;
      box-shadow: var(--shadow);
    }
    .calls th, .calls td { padding: 0.55rem 1rem; text-align: left; vertical-align: baseline; }
    .calls th {
      color: var(--muted); font-size: 0.85rem; font-weight: 600;
      border-bottom: 1px solid var(--line);
    }
    .calls tbody tr + tr td { border-top: 1px solid var(--line); }
    .calls tbody tr:hover td { background: var(--paper); }
    .calls .figure { text-align: right; white-space: nowrap; }
    .calls .booth { white-space: nowrap; }
    .calls .date { white-space: nowrap; color: var(--muted); }
    .calls .end { color: var(--muted); }
    .calls .end::before { content: "· "; }
    .calls .clock { color: var(--muted); }
    .calls .number { font-weight: 600; }
    .calls .place { color: var(--muted); }
    .calls abbr { text-decoration: none; color: var(--muted); }
    .calls .review { display: block; font-size: 0.9rem; color: var(--warn); font-weight: 600; }
    .calls .word {
      font-size: 0.85rem; padding: 0.1rem 0.55rem; border-radius: 1rem; margin-right: 0.4rem;
      border: 1px solid currentColor; color: var(--muted);
    }
    .calls [data-word="open"] { background: var(--busy-wash); color: var(--busy); }
    .calls [data-word="due"] { background: var(--due-wash); color: var(--due); }
    .calls [data-word="no"] { background: var(--bad-wash); color: var(--bad); }
    .calls del, .ticket del { color: var(--muted); font-weight: 400; }
    .calls strong { display: inline-block; min-width: 4.2em; font-size: 1.1rem; }
    tr[data-charged="yes"] .charge { color: var(--talk); }
    tr[data-charged="no"] .charge { color: var(--bad); }
    tr[data-charged="none"] .charge { color: var(--muted); }

    /* A call is a line, also on a small screen of a desk. */
    @media (min-width: 60rem) and (max-width: 100rem) {
      .calls :is(th, td) { padding-inline: 0.45rem; }
      .calls :is(th, td):first-child { padding-left: 1rem; }
      .calls :is(th, td):last-child { padding-right: 1rem; }
    }

    .pager {
      display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
      gap: 0.5rem 2rem; margin-top: 0.8rem; color: var(--muted);
    }
    .pager .turn { display: flex; gap: 0.5rem; margin-left: auto; }
    .pager .sizes > * { display: inline-block; min-width: 1.5rem; padding: 0.2rem 0.3rem; text-align: center; }
    .pager .sizes > span { font-weight: 700; color: var(--ink); }
    .pager .turn > * {
      padding: 0.35rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem;
      text-decoration: none; background: var(--card);
    }
    .pager .turn > span { opacity: 0.6; }

    @media screen and (max-width: 60rem) {
      .bar:has(+ .periods) .tools { flex-wrap: nowrap; gap: 0.4rem; width: 100%; }
      .bar:has(+ .periods) .tools a.button {
        flex: auto; justify-content: center; padding-inline: 0.3rem; font-size: 0.85rem;
        white-space: nowrap;
      }
      .calls, .calls tbody { display: block; }
      .calls thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; }
      .calls tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; padding: 0.6rem 0.9rem; }
      .calls tbody tr + tr { border-top: 1px solid var(--line); }
      .calls tbody tr + tr td { border: 0; }
      .calls td { padding: 0.1rem 0; }
      .calls .date { grid-column: 1; }
      .calls .where, .calls .charge { grid-column: 1 / -1; }
      .calls .booth { text-align: right; white-space: normal; }
      .calls .figure.length { text-align: left; }
      .calls .charge { display: flex; align-items: baseline; justify-content: space-between; }
      .calls .charge strong { min-width: 0; font-size: 1.35rem; }
    }
    @media print {
      .filter, .filters, .pager .turn, .pager .sizes { display: none; }
      .calls { border: 0; box-shadow: none; font-size: 9pt; }
      .calls th, .calls td { padding: 0.15rem 0.3rem; }
      .calls :is(strong, .word, .review) { font-size: inherit; }
      .calls .word { border: 0; padding: 0; }
      .calls tr { break-inside: avoid; }
    }

    """#
}
