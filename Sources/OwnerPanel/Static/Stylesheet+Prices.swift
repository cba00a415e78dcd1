import Notation

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
    .sheet details .columns, .row .columns { align-items: start; }
    .row .columns input { max-width: 9rem; }
    .price .columns { grid-template-columns: minmax(0, 1fr) minmax(0, 2fr); }
    .price .columns input[inputmode], .price .columns select { max-width: 12rem; }
    .price .fields { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: flex-start; }
    .price .fields > .field { flex: 0 1 11.5rem; }
    .price .fields input { max-width: 7.5rem; }
    .price .row .fields { align-items: flex-end; }
    .price .row .fields > .field { flex-basis: 8.5rem; }
    .price h2 { margin: 1.2rem 0 0.3rem; }
    .price .lead { margin-bottom: 0.7rem; font-size: 0.95rem; }
    .price details.row { padding: 0 0.9rem; margin-bottom: 0.5rem; }
    .price details.row > summary { padding: 0.5rem 0; }
    .facts + h2 { margin-top: 1rem; }
    .compared { margin: 0.6rem 0; color: var(--ink); font-weight: 400; }
    .compared td { overflow-wrap: anywhere; }
    .days { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; margin-bottom: 0.9rem; }
    .days legend { font-weight: 600; margin-bottom: 0.25rem; }
    .days label { display: inline-flex; align-items: center; gap: 0.35rem; }
    .days .fault { flex-basis: 100%; color: var(--bad); font-weight: 600; }
    .notice.doubt { background: var(--warn-wash); color: var(--warn); }
    .told { padding-left: 1.2rem; margin: 0.3rem 0 0.8rem; overflow-wrap: anywhere; }
    .told li { margin-bottom: 0.3rem; }
    details.found { margin-bottom: 0.8rem; }
    .found td { overflow-wrap: anywhere; }
    .sheet > .list { margin-bottom: 1rem; }
    .sheet > :is(form, .buttons) + details { margin-top: 1rem; }
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
    .examples { display: grid; gap: 0.6rem; grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); }
    .examples > div { padding: 0.5rem 0.9rem; background: var(--card); border: 1px solid var(--line);
      border-radius: 0.6rem; }
    .examples dt { color: var(--muted); font-size: 0.9rem; }
    .examples dd { font-weight: 600; }
    .ask, .import { max-width: 76rem; }
    .import .halves { gap: 0 1.4rem; }
    .ask .columns { grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
    .ask .field, .ask input { min-width: 0; }

    @media (max-width: 30rem) {
      .price .columns { grid-template-columns: minmax(0, 1fr); }
      .price .fields > .field { flex: 1 1 8rem; }
      .price .row .fields > .field { flex: 0 1 6.2rem; }
      .ask .columns { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 0.8rem; }
      .ask .field:is(:first-child, :nth-child(4)) { grid-column: 1 / -1; }
    }
    @media (max-width: 22rem) {
      .ask .field:nth-child(5) { grid-column: 1 / -1; }
    }
    @media screen and (max-width: 60rem) {
      .prices[data-cards] tr { grid-template-columns: auto minmax(0, 1fr) auto; }
      .prices[data-cards] .tick { grid-row: span 3; width: auto; align-self: center; }
      .prices[data-cards] .figure { grid-column: 2 / -1; text-align: left; }
      .prices[data-cards] .words { grid-column: 2 / -1; }
      .prices[data-cards] .unit { display: none; }
      .prices[data-cards] .more:empty { display: none; }
      .prices[data-cards] .more { grid-column: 2 / -1; }
      .compared[data-cards] tr, .found[data-cards] tr { grid-template-columns: minmax(0, 1fr); }
      .compared[data-cards] [data-label]::before { display: block; }
      .found[data-cards] .figure { text-align: left; }
      .prices.deck[data-cards] tr { grid-template-columns: minmax(0, 1fr) auto; }
      .prices.deck[data-cards] td { grid-column: 1 / -1; }
      .prices.deck[data-cards] .words { grid-row: 2; }
      .prices.deck[data-cards] .figure { display: flex; justify-content: space-between; }
      .filter label { flex: 1 1 8.5rem; }
      .filter input { width: 100%; }
    }
    @media print {
      .parts { display: none; }
      .prices th > a, .bar .summary a {
        display: inline; line-height: inherit; color: inherit; text-decoration: none;
      }
    }

    """#
}
