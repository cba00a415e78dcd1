extension Stylesheet {
  /// Balance, report, settings and audit.
  static let money = #"""
    :root { --chart-lower: #1c5a9e; --chart-upper: #8fb8e6; --chart-edge: #1c5a9e; }
    @media (prefers-color-scheme: dark) {
      :root { --chart-lower: #3f6fa8; --chart-upper: #a9d0fb; --chart-edge: #86bbf5; }
    }
    .halves { display: grid; gap: 1.4rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
    .halves > div { min-width: 0; }
    .halves .sheet { max-width: none; }
    /* On a telephone what is asked for stands right below the balance, above what was paid. */
    .purse { display: grid; gap: 1.4rem; }
    .purse > * { min-width: 0; }
    .purse > .sheet { max-width: none; margin-top: 0; }
    @media (min-width: 62rem) {
      .purse {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); grid-template-rows: auto auto 1fr;
        align-items: start;
      }
      .purse > :nth-child(2) { grid-area: 1 / 2 / 3 / 3; }
      .purse > :nth-child(3) { grid-area: 2 / 1 / 4 / 2; }
      .purse > :nth-child(4) { grid-area: 3 / 2; }
    }
    .held .label { color: var(--muted); }
    .held .sum { font-size: clamp(2.4rem, 1.4rem + 3vw, 4rem); font-weight: 700; line-height: 1.1; overflow-wrap: anywhere; }
    .held[data-gone] .sum { color: var(--bad); }
    .held[data-low] .sum { color: var(--warn); }
    .held .facts { margin: 0.6rem 0; }
    .held .help, .by { color: var(--muted); font-size: 0.9rem; }
    .by { display: block; }
    .sheet .list { border: 0; box-shadow: none; border-radius: 0; background: none; }
    .sheet .list :is(th, td) { padding-inline: 0.4rem; }
    .sheet .none { padding: 1rem; border: 0; }
    .list .date { white-space: nowrap; font-weight: 400; }
    .list .day { white-space: nowrap; }
    .sheet .list + p { margin-top: 0.8rem; }
    .paper + .lead { margin-top: 1rem; }
    .list .word {
      font-size: 0.8rem; padding: 0.1rem 0.55rem; border-radius: 1rem; border: 1px solid currentColor;
      color: var(--bad);
    }
    .paper { margin-top: 1.6rem; }
    .paper > .bar h2 { font-size: 1.15rem; }
    .turn { display: flex; flex-wrap: wrap; gap: 0.5rem; }
    .bar .turn { margin-left: auto; }
    .bar .turn + .tools { margin-left: 0; }
    .bar .turn > * {
      padding: 0.35rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem;
      text-decoration: none; background: var(--card);
    }
    .bar .turn > span { opacity: 0.6; }

    .periods { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; margin-bottom: 0.6rem; }
    .periods a { padding: 0.2rem 0; }
    .periods [aria-current] { font-weight: 700; text-decoration: none; color: var(--ink); }
    .filter input { min-height: 2.25rem; padding: 0.3rem 0.7rem; width: auto; }
    .filter .fault { display: block; max-width: 20rem; color: var(--bad); font-weight: 600;
      font-size: 0.9rem; margin-top: 0.2rem; }
    .filter:has(.fault) { align-items: start; }
    .filter:has(.fault) > :is(button, .button, p) { margin-top: 1.35rem; }
    .halves.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); align-items: start; }
    .halves.wide .paper { margin-top: 0; }
    .chart { margin: 0; padding: 0.9rem 1rem 0.5rem; background: var(--card);
      border: 1px solid var(--line); border-radius: 0.9rem; box-shadow: var(--shadow); }
    .chart + .chart { margin-top: 1.4rem; }
    .chart figcaption { display: flex; flex-wrap: wrap; gap: 0.1rem 1.2rem; margin-bottom: 0.3rem;
      justify-content: space-between; font-weight: 600; }
    .chart .legend { color: var(--muted); font-size: 0.85rem; font-weight: 400; }
    .chart .key { display: inline-block; width: 0.8em; height: 0.8em; margin: 0 0.35em 0 0.7em;
      border: 1px solid var(--chart-edge); print-color-adjust: exact; }
    .chart .key.lower { background: var(--chart-lower); }
    .chart .key.upper { background: var(--chart-upper); }
    .chart .plot { display: grid; grid-template-columns: auto minmax(0, 1fr); }
    .chart svg { display: block; font-size: 0.8rem; overflow: visible; }
    .chart rect { stroke: var(--chart-edge); stroke-width: 1; }
    .chart .lower { fill: var(--chart-lower); }
    .chart .upper { fill: var(--chart-upper); }
    .chart .axis { stroke: var(--muted); stroke-width: 1; }
    .chart .grid { stroke: var(--line); stroke-width: 1; }
    .chart .mark { fill: var(--muted); }
    .chart .value { fill: var(--ink); font-weight: 700; }
    .fewer, .by.near { display: none; }
    .report th[scope="row"] .by { display: inline; margin-left: 0.4rem; font-weight: 400; }
    .altered, .altered td { overflow-wrap: anywhere; }
    table.altered th { overflow-wrap: normal; white-space: nowrap; }
    .list code, .facts code { font-size: 0.9rem; overflow-wrap: anywhere; }
    .filter:not(.grid) > p { margin-bottom: 0.4rem; }
    .settings th { width: 18rem; }
    .settings td { overflow-wrap: anywhere; }
    .settings .by { text-align: right; display: table-cell; }
    .report :is(th, td) { padding-inline: 0.6rem; }
    .report :is(th, td):first-child { padding-left: 1rem; }
    .report :is(th, td):last-child { padding-right: 1rem; }
    .report thead .figure { white-space: normal; }
    .report tbody th { min-width: 9.5rem; }
    .report .name { white-space: nowrap; }
    .summary + .lead { margin-top: 0.6rem; }
    .who, .about { white-space: nowrap; }
    .turn { align-items: baseline; }
    .list th > a, .list td > a, .sheet > p > a:not(.button), .filter p > a:not(.button), .periods a,
    .door > p > a {
      display: inline-block; min-width: 1.5rem; padding-block: 0.2rem;
    }
    .seal summary { display: inline-block; padding: 0.1rem 0; font-weight: 400; }
    .seal summary::before { content: "▸ "; }
    .seal[open] summary { margin-bottom: 0; }
    .seal[open] summary::before { content: "▾ "; }
    .seal code { overflow-wrap: anywhere; user-select: all; }
    .report td { font-variant-numeric: tabular-nums; }
    .report thead .by { font-weight: 400; }

    @media (max-width: 60rem) {
      .paper { overflow-x: auto; }
      .paper .list:not([data-cards]) :is(th, td) { padding-inline: 0.4rem; }
      .list[data-cards] :is(td.altered, .who, .what, .about) {
        grid-column: 1 / -1; white-space: normal; overflow-wrap: anywhere;
      }
      .movements tr > :nth-child(2) { grid-row: 2; }
      .movements tr > :nth-child(3) { grid-row: 1; grid-column: 2; }
      .movements tr > :nth-child(4) { grid-row: 2; grid-column: 2; color: var(--muted); }
      .movements tfoot { display: block; border-top: 2px solid var(--line); }
      .movements tfoot tr > * { border: 0; }
      .list.settings, .list.settings tbody { display: block; }
      .list.settings tr { display: block; padding: 0.4rem 0; }
      .list.settings :is(th, td) { display: block; width: auto; padding: 0 0.9rem; border: 0; text-align: left; }
    }
    /* Paper is as narrow as a tablet, and has all columns. */
    @media screen and (max-width: 60rem) {
      .chart .rare { display: none; }
      .report .spare { display: none; }
      .by.near { display: block; font-size: 0.8rem; }
      .fewer { display: block; margin: 0.5rem 0 0; font-size: 0.9rem; }
      .list.report { font-size: 0.9rem; }
      .report.summary { font-size: 0.85rem; }
      .report.summary :is(th, td):is(*, :first-child, :last-child) { padding-inline: 0.35rem; }
      .report.summary th .by { display: block; margin: 0; }
      .list.report tbody th { min-width: 0; }
    }
    @media screen and (max-width: 34rem) {
      .report:not(.summary), .report:not(.summary) :is(tbody, tfoot) { display: block; }
      .report:not(.summary) thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; }
      .report:not(.summary) tr { display: grid; grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.1rem 0.8rem; padding: 0.5rem 0.9rem; }
      .report:not(.summary) td { white-space: normal; }
      .report:not(.summary) tbody tr + tr { border-top: 1px solid var(--line); }
      .report:not(.summary) tfoot tr { border-top: 2px solid var(--line); }
      .report:not(.summary) tr > :is(th, td):is(*, :first-child, :last-child) { padding: 0; border: 0; }
      .report:not(.summary) th { grid-area: 1 / 1; white-space: normal; overflow-wrap: anywhere; }
      .report .first { grid-area: 1 / 2; font-weight: 700; }
      .report:not(.summary) td:nth-child(2) { text-align: left; }
      .report [data-label]::before {
        content: attr(data-label) " "; color: var(--muted); font-size: 0.85rem; font-weight: 400;
      }
    }
    @media (max-width: 22rem) { .report.summary { font-size: 0.8rem; } }
    @media print {
      .report, .report :is(thead th, .by) { font-size: 8pt; }
      .report.summary, .paper:has(#days, #hours, #booths) { break-inside: avoid; }
      .paper > .bar { break-after: avoid; }
      .report :is(th, td) { padding-inline: 0.2rem; }
      .report tbody th { min-width: 0; }
      .lead { font-size: 9pt; }
      .scroll, .paper { overflow: visible; }
      form.sheet, .turn { display: none; }
      .halves, .purse { display: block; }
      .periods { display: none; }
      :root { --chart-lower: #000000; --chart-upper: #cccccc; --chart-edge: #000000; }
      .chart { border: 0; box-shadow: none; break-inside: avoid; padding: 0; }
      .chart + .chart { margin-top: 0.6rem; }
    }

    """#
}
