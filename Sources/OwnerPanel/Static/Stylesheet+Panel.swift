extension Stylesheet {
  /// The cards of the booths. A card has its state's colour in `--state`; the word and the icon say
  /// the same without it.
  static let panel = #"""
    .live { margin-left: auto; color: var(--muted); }
    .live::before {
      content: ""; display: inline-block; width: 0.65rem; height: 0.65rem; margin-right: 0.5rem;
      border-radius: 50%; background: var(--off);
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
      border-top: 0.35rem solid var(--state); box-shadow: var(--shadow);
    }
    .card:has(.rest[open]) { z-index: 2; }
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
      display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center;
      column-gap: 0.75rem; padding: 0.7rem 0.95rem 0.4rem;
    }
    .card .icon {
      grid-row: span 2; width: 2.9rem; height: 2.9rem; padding: 0.5rem;
      border-radius: 50%; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round;
      stroke-linejoin: round; background: var(--state); color: var(--on-state);
    }
    .solid { fill: currentColor; stroke: none; }
    .card:is([data-state="free"], [data-state="disabled"], [data-state="gone"], [data-state="removed"]) .icon {
      background: none; color: var(--state); box-shadow: inset 0 0 0 2px currentColor;
    }
    .card h2 { font-size: 1.2rem; line-height: 1.2; overflow-wrap: break-word; align-self: end; }
    .card .line { color: var(--muted); text-align: right; align-self: end; }
    .card .caption { grid-column: 2 / span 2; align-self: start; line-height: 1.25; }
    .card .caption strong {
      color: var(--state); font-size: 1.15rem; font-weight: 600;
    }
    .card .caption span { color: var(--warn); font-size: 0.9rem; font-weight: 600; }
    .card .caption span:not(:empty)::before { content: "· "; }

    .card dl {
      display: grid; grid-template-columns: 3.6em minmax(0, 1fr); gap: 0.05rem 0.5rem;
      padding: 0 0.95rem;
    }
    .card dl > div { display: contents; }
    .card dl > div:has(> dd:empty) { display: none; }
    .card dt { color: var(--muted); }
    .card[data-live] dd { font-weight: 600; }
    .card dd { overflow-wrap: anywhere; }

    /* The sum goes below its words where there is no room beside them. */
    .card .total {
      display: flex; flex-wrap: wrap; align-items: baseline; justify-content: flex-end;
      gap: 0 0.5rem; margin-top: auto; padding: 0.2rem 0.95rem; line-height: 1.15;
    }
    .card .total > span { flex: 1 1 auto; }
    .card .total:has(> strong:empty), .card .total > :empty { display: none; }
    .card .total > span, .card .total small { color: var(--muted); font-size: 0.9rem; }
    .card .total strong {
      text-align: right; overflow-wrap: anywhere; line-height: 1.05;
      font-size: 2.3rem; font-size: clamp(2rem, 15cqi, 5.5rem); letter-spacing: -0.02em;
    }
    .card .total s { color: var(--muted); font-size: 1.2rem; }
    .card .total small { flex: 1 0 100%; text-align: right; }
    .card:not([data-live]) .total strong { font-size: 1.6rem; font-weight: 600; color: var(--muted); }
    .card[data-live] .total strong { color: var(--state); }
    .card:is([data-owes], [data-credit]) .total strong {
      font-size: 2.3rem; font-size: clamp(2rem, 15cqi, 5.5rem); font-weight: 700; color: var(--due);
    }
    .card[data-credit] .total strong { color: var(--link); }

    .card > footer {
      position: relative; display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 0.5rem;
      padding: 0.3rem 0.95rem 0.8rem; margin-top: 0.2rem;
    }
    .card > dl + .total:has(> strong:empty) + footer { margin-top: auto; }
    .card > footer > [data-link="collect"] { flex: 1; }
    .card > footer :is(button, .button) {
      min-height: 2.75rem; padding: 0.2rem 0.9rem; font-weight: 600; line-height: 1.1;
      color: var(--link); background: var(--card); border: 1px solid var(--muted);
    }
    .card[data-owes] > footer [data-link="collect"] {
      background: var(--due); border-color: var(--due); color: var(--on-state);
    }
    .card > footer [data-action="cut"] button { color: var(--bad); }
    .card > footer :is(button, .button):hover:not(:disabled) { border-color: currentColor; }
    .card > footer button[data-armed]:not(:disabled) {
      background: var(--bad); border-color: var(--bad); color: var(--on-state);
    }
    .card[data-state] > footer :is(button:disabled, a:not([href]), [aria-disabled]) {
      background: none; border-color: var(--line); cursor: not-allowed; font-weight: 400; opacity: 1;
      color: color-mix(in srgb, var(--muted) 60%, var(--paper));
    }

    .card .rest summary {
      display: grid; place-items: center; width: 2.75rem; height: 2.75rem; padding: 0; margin: 0;
      color: var(--ink); border: 1px solid var(--muted); border-radius: 0.5rem; list-style: none;
      background: var(--card);
    }
    .card .rest summary::-webkit-details-marker { display: none; }
    .card .rest summary::before { content: "⋯" / ""; font-size: 1.5rem; line-height: 1; }
    .card .rest summary:hover { border-color: currentColor; }
    .card .rest > div {
      position: absolute; z-index: 2; right: 0.95rem; bottom: calc(100% - 0.1rem); display: grid;
      min-width: min(14rem, calc(100% - 1.9rem)); padding: 0.3rem; background: var(--card);
      border: 1px solid var(--muted); border-radius: 0.6rem; box-shadow: 0 8px 24px #00000040;
    }
    .card .rest > div :is(button, a) {
      display: flex; align-items: center; justify-content: flex-start; min-height: 2.75rem;
      width: 100%; padding: 0.3rem 0.8rem; border: 0; border-radius: 0.4rem; background: none;
      color: var(--ink); font-weight: 400; text-align: left; text-decoration: none;
    }
    .card .rest > div :is(button, a):hover { background: var(--line); }

    /* What may be old never looks like now. */
    .card[data-state="gone"] :is(h2, dd, .total strong),
    [data-link="lost"] .card, [data-link="waiting"] .card, [data-old] .card {
      color: var(--muted); --state: var(--off); --wash: var(--paper); --due: var(--off);
    }
    :is([data-link="lost"], [data-link="waiting"], [data-old]) .card :is(.caption span, dd, .total strong) {
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
    }
    @media (min-width: 60rem) and (max-height: 53rem) {
      .card > footer { padding-bottom: 0.6rem; }
      .card > footer :is(button, .button), .card .rest summary { min-height: 2.3rem; }
      .card .rest summary { height: 2.3rem; }
    }

    /* The same on a low one. */
    @media (min-width: 60rem) and (max-height: 45rem) {
      .card dl { display: flex; flex-wrap: wrap; gap: 0 0.8rem; }
      .card dt {
        position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      }
      .card .total strong, .card:is([data-owes], [data-credit]) .total strong {
        font-size: clamp(1.7rem, 12cqi, 2.4rem);
      }
    }

    /* Three buttons are a row, also where one is a long word. */
    @container (max-width: 20rem) {
      .card > footer :is(button, .button) { padding-inline: 0.6rem; }
    }

    /* Many booths: small cards, the sum below its words. */
    @container (max-width: 16rem) {
      .card > header { column-gap: 0.5rem; padding-inline: 0.7rem; }
      .card .icon { width: 2.2rem; height: 2.2rem; padding: 0.35rem; }
      .card h2 { font-size: 1.05rem; }
      .card .caption strong { font-size: 1rem; }
      .card :is(.line, dl) { font-size: 0.85rem; }
      .card .caption span { font-size: 0.8rem; }
      .card dl { grid-template-columns: 3.1em minmax(0, 1fr); padding-inline: 0.7rem; }
      .card .total { padding-inline: 0.7rem; }
      .card .total strong, .card:is([data-owes], [data-credit]) .total strong { font-size: 1.8rem; }
      .card > footer { padding-inline: 0.7rem; gap: 0.35rem; }
      .card .rest > div { right: 0.7rem; }
      .card > footer > .button, .card > footer > form button {
        padding-inline: 0.4rem; font-size: 0.8rem;
      }
      .card .rest summary { width: 2.4rem; }
    }

    /* A telephone: where nothing goes on and nothing is owed a booth is a row, below the others. */
    @media (max-width: 34rem) {
      .bar:has(+ .booths) h1 {
        position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      }
      .bar:has(+ .booths) .owed { order: 1; font-size: 0.9rem; }
      .booths { gap: 0.5rem; }
      .card {
        flex-flow: row wrap; align-items: center; border-radius: 0.7rem; border-top-width: 1px;
        border-left: 0.35rem solid var(--state);
      }
      .card > header { flex: 1 1 9.7rem; padding: 0.35rem 0 0.25rem 0.6rem; column-gap: 0.5rem; }
      .card .icon { width: 2.1rem; height: 2.1rem; padding: 0.35rem; }
      .card h2 { font-size: 1.05rem; }
      .card .caption strong { font-size: 1rem; }
      .card .line { display: none; }
      .card .total { display: contents; }
      .card .total strong, .card:is([data-owes], [data-credit]) .total strong {
        order: 1; margin: 0.3rem 0 0 auto; padding: 0 0.6rem 0 0.3rem; font-size: 1.65rem;
      }
      .card .total s { order: 1; margin-left: auto; }
      .card .total s + strong { margin-left: 0; }
      .card .total s:empty + strong { margin-left: auto; }
      .card .total > span, .card .total small { order: 2; padding-left: 0.7rem; }
      .card .total > span { flex: 1 1 4rem; padding-bottom: 0.4rem; }
      .card .total small { flex: 1 0 100%; text-align: left; }
      .card[data-live] .total > span, .card dl:has(dd:not(:empty)) + .total > span { display: none; }
      .card dl {
        order: 2; flex: 1 1 10.4rem; display: flex; flex-wrap: wrap; gap: 0 0.7rem;
        padding: 0 0 0.4rem 0.7rem; font-size: 0.95rem;
      }
      .card dl:not(:has(dd:not(:empty))) { display: none; }
      .card dt {
        position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      }
      .card > footer {
        order: 3; flex: none; max-width: 100%; gap: 0.4rem; margin: 0 0 0 auto;
        padding: 0.1rem 0.6rem 0.5rem 0.3rem;
      }
      .card > footer > .button, .card > footer > form button { padding-inline: 0.7rem; }
      /* Name and sum are a line. */
      .card:not([data-idle])::after { content: ""; order: 1; flex-basis: 100%; }
      .card:not([data-idle]) > footer { flex: 0 1 auto; }
      .card[data-idle]:is([data-state="free"], [data-state="disabled"]) { order: 1; }
      .card[data-idle]:not(:has([data-action="enable"]:not([hidden]))) { flex-wrap: nowrap; }
      .card[data-idle] :is(dl, .total, .total > *) { display: none; }
      .card[data-idle] h2, .card[data-idle] .caption strong { font-size: 1rem; }
      .card[data-idle] > footer > .button { padding-inline: 0.5rem; font-size: 0.9rem; }
      .card[data-idle] > :is(header, footer) { padding-block: 0.25rem; }
      .card .rest > div { right: 0.7rem; min-width: 14rem; }
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
      .card > footer { display: none; }
      :root:not(:has([data-link="lost"], [data-old])) .live { display: none; }
      .booths { grid-template-columns: repeat(3, 1fr) !important; }
      .card .icon { background: none; color: #000000; }
      .card .total strong { font-size: 16pt; color: #000000 !important; }
    }

    """#
}
