extension Stylesheet {
  /// The cards of the booths. A card has its state's colour in `--state`; the word and the icon say
  /// the same without it.
  static let panel = #"""
    .live {
      display: flex; align-items: center; gap: 0.5rem; margin-left: auto; color: var(--muted);
    }
    .live::before {
      content: ""; width: 0.65rem; height: 0.65rem; border-radius: 50%; background: var(--off);
    }
    [data-link="live"] .live { color: var(--talk); }
    [data-link="live"] .live::before { background: var(--talk); }
    [data-link="lost"] .live, [data-old] .live {
      flex-basis: 100%; order: -1; padding: 0.6rem 1rem; border-radius: 0.6rem; font-weight: 600;
      background: var(--bad); color: var(--on-state);
    }
    [data-link="lost"] .live::before, [data-old] .live::before {
      background: currentColor; border-radius: 0;
    }

    .owed { padding: 0.1rem 0.7rem; border-radius: 1rem; color: var(--due); font-weight: 600;
      background: var(--due-wash); }
    .owed:empty { display: none; }

    .booths {
      display: grid; gap: clamp(0.7rem, 1vw, 1.4rem);
      grid-template-columns: repeat(auto-fill, minmax(min(100%, max(16.5rem, 22vw)), 1fr));
    }
    .booths[data-crowd="some"] {
      grid-template-columns: repeat(auto-fill, minmax(min(100%, max(15rem, 17vw)), 1fr));
    }
    .booths[data-crowd="many"] {
      grid-template-columns: repeat(auto-fill, minmax(min(100%, max(14rem, 14vw)), 1fr));
    }

    .card {
      --state: var(--free); --wash: var(--card);
      container-type: inline-size; display: flex; flex-direction: column;
      background: var(--wash); border: 1px solid var(--line); border-radius: 0.9rem;
      border-top: 0.35rem solid var(--state); box-shadow: var(--shadow); overflow: hidden;
    }
    .card[data-state="talking"] { --state: var(--talk); --wash: var(--talk-wash); }
    .card[data-state="due"] { --state: var(--due); --wash: var(--due-wash); }
    .card:is([data-state="off-hook"], [data-state="dialling"]),
    .card:is([data-state="connecting"], [data-state="ringing"]) {
      --state: var(--busy); --wash: var(--busy-wash);
    }
    .card[data-state="released"] { --state: var(--calm); }
    .card[data-state="refused"] { --state: var(--warn); --wash: var(--warn-wash); }
    .card[data-state="fault"] { --state: var(--bad); --wash: var(--bad-wash); }
    .card[data-state="gone"] { --state: var(--off); border-style: dashed; }
    .card:is([data-state="disabled"], [data-state="removed"]) { --state: var(--off); }

    .card > header {
      display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: baseline;
      column-gap: 0.75rem; padding: 0.8rem 0.95rem 0.2rem;
    }
    .card .icon {
      grid-row: span 2; align-self: center; width: 2.9rem; height: 2.9rem; padding: 0.5rem;
      border-radius: 50%; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round;
      stroke-linejoin: round; background: var(--state); color: var(--on-state);
    }
    .solid { fill: currentColor; stroke: none; }
    .card:is([data-state="free"], [data-state="disabled"], [data-state="gone"], [data-state="removed"]) .icon {
      background: none; color: var(--state); box-shadow: inset 0 0 0 2px currentColor;
    }
    .card h2 { font-size: 1.2rem; line-height: 1.2; overflow-wrap: anywhere; }
    .card .line { color: var(--muted); text-align: right; }
    .card .state {
      color: var(--state); font-size: 1.15rem; font-size: clamp(1.1rem, 6cqi, 1.6rem);
      font-weight: 600; line-height: 1.2;
    }
    .card .details { padding-block: 0.25rem; text-align: right; }
    .card .note {
      min-height: 1.5em; padding: 0 0.95rem; font-size: 0.9rem; font-weight: 600;
      color: var(--warn);
    }

    .card dl {
      display: grid; grid-template-columns: 3.6em minmax(0, 1fr); gap: 0.05rem 0.5rem;
      padding: 0 0.95rem;
    }
    .card dl > div { display: contents; }
    .card dt { color: var(--muted); }
    .card[data-live] dd { font-weight: 600; }
    .card dd { overflow-wrap: anywhere; }

    .card .total {
      display: grid; grid-template-columns: minmax(4.5rem, 1fr) auto; align-items: end;
      gap: 0 0.5rem; margin-top: auto; padding: 0.2rem 0.95rem; line-height: 1.15;
    }
    .card .caption { grid-row: 1; align-self: start; color: var(--muted); font-size: 0.9rem; }
    .card .total .label { grid-row: 2; color: var(--muted); font-size: 0.9rem; }
    .card .total strong {
      grid-area: 1 / 2 / span 2; text-align: right; overflow-wrap: anywhere; line-height: 1.05;
      font-size: 2.3rem; font-size: clamp(2rem, 15cqi, 5.5rem); letter-spacing: -0.02em;
    }
    .card:not([data-live]) .total strong { font-weight: 600; color: var(--muted); }
    .card[data-live] .total strong { color: var(--state); }
    .card[data-state="due"] .total strong { font-weight: 700; color: var(--state); }
    .card[data-credit] .total strong { font-weight: 700; color: var(--link); }
    .card[data-credit] .total .label { display: none; }

    .card .till { display: flex; margin-top: 0.2rem; border-top: 1px solid var(--line); }
    .card .till a {
      flex: 1; display: flex; align-items: center; justify-content: center; min-height: 2.8rem;
      padding: 0.3rem 0.4rem; font-weight: 600; text-decoration: none;
    }
    .card .till a + a { border-left: 1px solid var(--line); }
    .card .till a:not([href]) { color: var(--muted); opacity: 0.55; font-weight: 400; }
    .card .till a[href]:hover { background: var(--line); }
    .card .till a:focus-visible { outline-offset: -4px; }
    .card[data-state="due"] .till a[data-link="collect"] {
      background: var(--state); color: var(--on-state);
    }

    .card > footer { display: flex; border-top: 1px solid var(--line); }
    .card > footer form { flex: auto; min-width: min-content; }
    .card > footer form ~ form { border-left: 1px solid var(--line); }
    .card > footer button {
      width: 100%; height: 100%; min-height: 2.8rem; padding: 0.3rem 0.4rem; border: 0;
      border-radius: 0; background: none; font-size: 0.9rem; line-height: 1.1;
    }
    /* What happens to the next call is no matter of this one, and nothing to collect. */
    .card > footer [data-actions~="uncharged"] { border-left: 3px double var(--line); }
    .card > footer [data-actions~="uncharged"] button { color: var(--muted); }
    .card :is(footer button, .till a)[aria-disabled] {
      background: none; color: color-mix(in srgb, var(--muted) 60%, var(--paper));
      cursor: not-allowed; font-weight: 400;
    }
    .card > footer button:hover:not(:disabled) { background: var(--line); color: var(--ink); }
    .card > footer button:focus-visible { outline-offset: -4px; }
    .card > footer button[data-armed]:not(:disabled) {
      background: var(--bad); color: var(--on-state); font-weight: 600;
    }

    /* What may be old never looks like now. */
    .card[data-state="gone"] :is(h2, dd, .total strong),
    [data-link="lost"] .card, [data-link="waiting"] .card, [data-old] .card {
      color: var(--muted); --state: var(--off); --wash: var(--paper);
    }
    :is([data-link="lost"], [data-link="waiting"], [data-old]) .card :is(.note, dd, .total strong) {
      color: var(--muted); font-weight: 400;
    }
    :is([data-link="lost"], [data-link="waiting"], [data-old]) .owed {
      background: none; color: var(--muted); font-weight: 400;
    }
    :is([data-link="lost"], [data-link="waiting"], [data-old]) .balance strong {
      font-weight: 400; opacity: 0.75;
    }

    /* Eight booths on a screen, without scrolling. */
    @media (min-width: 60rem) {
      main:has(> .booths) { padding-bottom: 0.4rem; }
      .bar:has(+ .booths) { margin-bottom: 0.5rem; }
      .card > header { padding-top: 0.5rem; }
      .card .till a { min-height: 2.4rem; }
      .card > footer button { min-height: 2.4rem; padding-block: 0.1rem; }
    }
    @media (min-width: 60rem) and (max-height: 53rem) {
      .card .note { min-height: 1.3em; font-size: 0.85rem; }
      .card .total strong { font-size: clamp(1.7rem, 12cqi, 3rem); }
      .card > footer button, .card .till a { min-height: 2.1rem; }
    }

    /* Many booths: small cards, the total below its words. */
    @container (max-width: 16rem) {
      .card > header { column-gap: 0.5rem; padding-inline: 0.7rem; }
      .card .icon { width: 2.2rem; height: 2.2rem; padding: 0.35rem; }
      .card h2 { font-size: 1.05rem; }
      .card .state { font-size: 1rem; }
      .card[data-state="disabled"] .state { font-size: 0.85rem; }
      .card :is(.line, .details, dl) { font-size: 0.85rem; }
      .card .note { padding-inline: 0.7rem; font-size: 0.8rem; }
      .card dl { grid-template-columns: 3.1em minmax(0, 1fr); padding-inline: 0.7rem; }
      .card .total { grid-template-columns: 1fr auto; padding-inline: 0.7rem; }
      .card .total :is(.caption, .label) { grid-row: 1; font-size: 0.85rem; }
      .card .total strong { grid-area: 2 / 1 / auto / span 2; font-size: 1.8rem; }
      .card > footer button { padding-inline: 0.2rem; font-size: 0.8rem; }
    }

    .message {
      position: fixed; left: 50%; bottom: 1rem; transform: translateX(-50%); max-width: 90vw;
      padding: 0.7rem 1.2rem; border-radius: 0.6rem; font-weight: 600;
      background: var(--ink); color: var(--paper);
    }

    @media (prefers-reduced-motion: no-preference) {
      .card { transition: background-color 0.3s, border-color 0.3s; }
      [data-link="live"]:not([data-old]) .card[data-state="ringing"] .icon {
        animation: breathe 1.6s ease-in-out infinite;
      }
      @keyframes breathe { 50% { opacity: 0.55; } }
    }
    @media (forced-colors: active) {
      .card { border-top-color: CanvasText; }
      .card .icon { border: 1px solid CanvasText; }
    }
    @media print {
      .card { break-inside: avoid; }
      .card > footer, .card .till { display: none; }
      :root:not(:has([data-link="lost"], [data-old])) .live { display: none; }
      .booths { grid-template-columns: repeat(3, 1fr) !important; }
      .card .icon { background: none; color: #000000; }
      .card .total strong { font-size: 16pt; color: #000000 !important; }
    }

    """#
}
