extension Stylesheet {
  /// Collecting, tickets, and a call with its reasons.
  static let till = #"""
    .counter { display: grid; gap: 1.2rem; align-items: start; }
    .counter > * { min-width: 0; }
    .counter .sheet { max-width: none; }
    @media (min-width: 76rem) {
      .counter { grid-template-columns: minmax(20rem, 25rem) minmax(0, 1fr); }
      .counter .sheet { position: sticky; top: 1rem; }
      .counter .calls :is(th, td) { padding-inline: 0.6rem; }
      .counter .calls strong { min-width: 0; }
      .counter .calls :is(.end, [data-word="due"]) { display: none; }
    }
    .sums { display: grid; grid-template-columns: 1fr auto; gap: 0.2rem 1rem; margin-bottom: 1rem; }
    .sums > div { display: contents; }
    .sums dt { color: var(--muted); }
    .sums dd { text-align: right; white-space: nowrap; }
    .sums .due > * { color: var(--ink); font-weight: 700; font-size: 1.5rem; line-height: 1.3; }
    .quick {
      display: grid; gap: 0.5rem; margin-bottom: 1rem;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 5.5rem), 1fr));
    }
    .quick button { min-height: 2.8rem; }
    .change {
      display: flex; justify-content: space-between; align-items: baseline; gap: 1rem;
      margin-bottom: 1rem; padding: 0.5rem 0.8rem; border-radius: 0.5rem;
      background: var(--talk-wash); color: var(--talk);
    }
    .change strong { font-size: 1.6rem; }
    .change[data-missing] { background: var(--bad-wash); color: var(--bad); }
    .buttons .main { min-height: 3rem; font-size: 1.1rem; }
    .warning {
      margin-bottom: 1rem; padding: 0.7rem 1rem; border-radius: 0.6rem; border: 1px solid currentColor;
      background: var(--warn-wash); color: var(--warn); font-weight: 600;
    }
    .warning a { color: inherit; }

    .ticket {
      width: 100%; max-width: 24rem; padding: 1.2rem 1.4rem; background: var(--card);
      border: 1px solid var(--line); border-radius: 0.3rem; box-shadow: var(--shadow);
    }
    .ticket header { text-align: center; margin-bottom: 0.8rem; }
    .ticket header p:first-child { font-weight: 700; font-size: 1.2rem; }
    .ticket h1 { font-size: 1.1rem; }
    .ticket .copy {
      display: inline-block; margin-top: 0.4rem; padding: 0 0.8rem; border: 2px solid currentColor;
      font-weight: 700; letter-spacing: 0.2em; text-transform: uppercase;
    }
    .ticket ul { list-style: none; margin: 0; padding: 0.5rem 0; border-block: 1px dashed var(--muted); }
    .ticket li {
      display: grid; grid-template-columns: 1fr auto; gap: 0 0.6rem; padding: 0.25rem 0;
      break-inside: avoid; overflow-wrap: anywhere;
    }
    .ticket li .where, .ticket li .when { grid-column: 1 / -1; }
    .ticket li .number { font-weight: 600; }
    .ticket li .when, .ticket li .how { color: var(--muted); font-size: 0.9rem; }
    .ticket abbr { text-decoration: none; }
    .ticket .sums { margin: 0.6rem 0 0; }
    .ticket .word { text-align: center; font-weight: 600; margin-top: 0.6rem; }
    .hand-back {
      display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 1.2rem; margin-bottom: 1rem;
      padding: 0.7rem 1.2rem; border-radius: 0.6rem; max-width: 24rem;
      background: var(--talk-wash); color: var(--talk); font-weight: 600;
    }
    .hand-back strong { font-size: 2.4rem; line-height: 1.1; margin-left: auto; }
    .after { display: flex; flex-wrap: wrap; gap: 0.7rem; margin-top: 1rem; }

    .reasons { display: grid; gap: 1.2rem; align-items: start; }
    .reasons > * { min-width: 0; max-width: none; }
    @media (min-width: 62rem) { .reasons { grid-template-columns: 1fr 1fr; } }
    .reasons .sheet + .sheet { margin-top: 0; }
    .reasons .facts + .list { margin-top: 0.8rem; }
    .reasons .list:last-child { margin-bottom: 0; }
    .reasons .list :is(th, td):first-child { padding-left: 0; }
    .reasons .list :is(th, td):last-child { padding-right: 0; }
    .calls a.number { color: inherit; }
    .aside { color: var(--muted); font-size: 0.9rem; }
    .more { color: var(--muted); margin-top: 0.8rem; max-width: 44rem; }
    .filter label input { min-height: 2.25rem; }
    .filter select { border-color: var(--muted); }
    .filter .short input { width: 11rem; }

    /* Of a ticket's card: what stands at the left, and nothing of what was not paid before. */
    @media screen and (max-width: 60rem) {
      .tickets[data-cards] .absent { display: none; }
      .tickets[data-cards] td:is(:nth-child(4), :nth-child(6), :nth-child(7)) { text-align: left; }
      .tickets[data-cards] td:nth-child(6) { grid-column: 1 / -1; }
      .tickets[data-cards] td:nth-child(5) { font-weight: 700; }
    }

    @page { margin: 12mm; }
    @media print {
      [data-handed] .shop, [data-handed] .foot, .hand-back, .after, .quick, .change, .warning a {
        display: none;
      }
      [data-handed] main { padding: 0; }
      [data-handed] .notice, [data-handed] .problem { display: none; }
      .ticket { max-width: 72mm; padding: 0; border: 0; box-shadow: none; }
      .sums .due > * { font-size: 1.3rem; }
      .counter { display: block; }
    }
    /* The paper of a roll of 80 mm, and of one of 58. */
    @media print and (max-width: 84mm) {
      @page { margin: 2mm; }
      .ticket { max-width: none; }
    }
    @media print and (max-width: 60mm) {
      html { font-size: 8.5pt; }
      .ticket li .how { font-size: 1em; }
    }

    """#
}
