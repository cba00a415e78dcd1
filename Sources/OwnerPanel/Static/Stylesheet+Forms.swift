extension Stylesheet {
  /// Forms, lists and whatever is asked and said around them.
  static let forms = #"""
    .notice, .problem {
      margin-bottom: 1rem; padding: 0.7rem 1rem; border-radius: 0.6rem; font-weight: 600;
      border: 1px solid currentColor;
    }
    .notice { background: var(--talk-wash); color: var(--talk); }
    .problem { background: var(--bad-wash); color: var(--bad); }
    .problem .detail { font-weight: 400; overflow-wrap: anywhere; }
    .lead { color: var(--muted); max-width: 44rem; margin-bottom: 1rem; }

    .door { max-width: 26rem; margin: 6vh auto; }
    .door h1 { font-size: 1.6rem; margin-bottom: 0.3rem; }
    .door > p a { display: inline-block; margin-top: 1rem; }

    .sheet {
      padding: clamp(1rem, 2vw, 1.6rem); background: var(--card); border: 1px solid var(--line);
      border-radius: 0.9rem; box-shadow: var(--shadow); max-width: 44rem;
    }
    .sheet + .sheet, .sheet + h2, .sheet + .calls, .calls + .sheet { margin-top: 1.4rem; }
    .sheet h2 { font-size: 1.15rem; margin-bottom: 0.8rem; }
    .columns { display: grid; gap: 0 1.2rem; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); }
    .field { display: flex; flex-direction: column; margin-bottom: 1rem; }
    .field label { font-weight: 600; margin-bottom: 0.25rem; }
    .field .help { color: var(--muted); font-size: 0.9rem; margin-top: 0.2rem; }
    .field .fault { color: var(--bad); font-weight: 600; font-size: 0.95rem; margin-top: 0.2rem; }
    .field[data-check] { flex-direction: row; align-items: center; gap: 0.6rem; flex-wrap: wrap; }
    .field[data-check] label { order: 1; margin: 0; }
    .field[data-check] .help { order: 2; flex-basis: 100%; }
    input:not([type="checkbox"]), textarea {
      font: inherit; color: inherit; min-height: 2.5rem; padding: 0.3rem 0.7rem; width: 100%;
      background: var(--card); border: 1px solid var(--muted); border-radius: 0.5rem;
    }
    .field select { border-color: var(--muted); min-height: 2.5rem; text-overflow: ellipsis; }
    input[type="checkbox"] {
      appearance: none; display: inline-grid; place-content: center; flex: none; margin: 0;
      width: 1.5rem; height: 1.5rem; vertical-align: middle; background: var(--card);
      border: 2px solid var(--muted); border-radius: 0.3rem;
    }
    input[type="checkbox"]:checked { background: var(--talk); border-color: var(--talk); }
    input[type="checkbox"]:checked::before {
      content: ""; width: 0.45rem; height: 0.85rem; margin-top: -0.15rem; rotate: 45deg;
      border: solid var(--on-state); border-width: 0 3px 3px 0;
    }
    .has-fault input, .has-fault select { border-color: var(--bad); border-width: 2px; }
    .buttons { display: flex; flex-wrap: wrap; gap: 0.7rem; align-items: center; margin-top: 0.4rem; }
    .buttons:has(> .main) > :is(button, .button) { min-height: 3rem; }
    .main, a.main {
      background: var(--action); color: var(--action-ink); border-color: var(--action);
      padding-inline: 1.6rem; font-weight: 600;
    }
    .danger { background: var(--bad); color: var(--on-state); border-color: var(--bad); font-weight: 600; }
    .danger:disabled {
      background: var(--paper); color: var(--muted); border-color: var(--line); opacity: 1;
    }
    a.button {
      display: inline-flex; align-items: center; justify-content: center; text-align: center;
      min-height: 2.25rem; padding: 0.3rem 0.9rem;
      text-decoration: none; color: inherit; background: var(--card);
      border: 1px solid var(--line); border-radius: 0.5rem;
    }
    a.button.main { background: var(--action); color: var(--action-ink); border-color: var(--action); }
    .tools { display: flex; flex-wrap: wrap; gap: 0.6rem; margin-left: auto; }
    details > summary { cursor: pointer; padding: 0.4rem 0; font-weight: 600; color: var(--link); }
    details[open] > summary { margin-bottom: 0.6rem; }

    /* The file's own words are for who opens them. */
    main:not(:has(.installer[open])) .in-file { display: none; }

    .list { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--card);
      border: 1px solid var(--line); border-radius: 0.9rem; overflow: hidden;
      box-shadow: var(--shadow); }
    .list th, .list td { padding: 0.55rem 1rem; text-align: left; vertical-align: baseline; }
    .list thead th { color: var(--muted); font-size: 0.85rem; font-weight: 600;
      border-bottom: 1px solid var(--line); }
    .list tbody tr + tr > * { border-top: 1px solid var(--line); }
    .list tbody th { font-weight: 600; }
    .list .figure { text-align: right; white-space: nowrap; }
    .list tfoot > tr > * { border-top: 2px solid var(--line); font-weight: 700; }
    .list .tick { width: 1%; vertical-align: middle; }
    .scroll { overflow-x: auto; }

    .facts { display: grid; grid-template-columns: fit-content(45%) minmax(0, 1fr); gap: 0.25rem 1rem; }
    .facts dt { color: var(--muted); overflow-wrap: anywhere; }
    .facts dd { overflow-wrap: anywhere; }

    .foot { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; justify-content: space-between; align-items: center; }
    .foot > nav { margin-left: auto; }
    .foot nav a { padding-block: 0.2rem; }

    @media screen and (max-width: 60rem) {
      .list[data-cards] thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; }
      .list[data-cards], .list[data-cards] tbody { display: block; }
      .list[data-cards] tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.1rem 1rem;
        padding: 0.6rem 0.9rem; }
      .list[data-cards] tr + tr { border-top: 1px solid var(--line); }
      .list[data-cards] tbody tr + tr > * { border: 0; }
      .list[data-cards] :is(td, th) { padding: 0.1rem 0; min-width: 0; overflow-wrap: anywhere; }
      .list[data-cards] [data-label]::before {
        content: attr(data-label) " "; color: var(--muted); font-size: 0.85rem; font-weight: 400;
      }
    }
    @media (forced-colors: active) {
      input[type="checkbox"] { appearance: auto; }
    }
    @media print {
      .list tfoot { display: table-row-group; }
      .notice, .problem, .buttons, .tools, .tick, details:not([open]) { display: none; }
      .sheet, .list { border: 0; box-shadow: none; padding: 0; }
      .list { font-size: 9pt; }
      .list th, .list td { padding: 0.15rem 0.3rem; overflow-wrap: anywhere; }
      .list tr { break-inside: avoid; }
      :is(.list, .calls) a { color: inherit; text-decoration: none; }
    }

    """#
}
