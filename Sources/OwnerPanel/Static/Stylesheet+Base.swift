/// `/static/panel.css`, by hand: colours, type and the frame here, the panel and the list of calls
/// in files of their own.
enum Stylesheet {
  static let all = base + panel + calls + forms + prices + till + money

  static let base = #"""
    :root {
      color-scheme: light dark;
      --paper: #f3f1ec; --card: #fffdf9; --ink: #18212b; --muted: #566170; --line: #ddd8cd;
      --band: #0f4a43; --band-ink: #ffffff; --band-muted: #c3dcd6; --link: #0a5e80;
      --free: #4a5f59; --talk: #0b6b4c; --busy: #1c5a9e; --calm: #4f5d78;
      --warn: #8d4a00; --bad: #b0231b; --off: #626a75; --due: #6b3aa6;
      --talk-wash: #e9f5ee; --busy-wash: #eef4fb; --warn-wash: #fdf3e4; --bad-wash: #fdecea;
      --due-wash: #f4effb;
      --action: #0f4a43; --action-ink: #ffffff;
      --on-state: #ffffff; --shadow: 0 1px 2px #0000000f, 0 4px 14px #00000009;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #0e1318; --card: #171e26; --ink: #e9edf2; --muted: #9dabb9; --line: #2a3541;
        --band: #0b2f2b; --band-ink: #f1f6f5; --band-muted: #9fc2bb; --link: #86c8ea;
        --free: #9db8b0; --talk: #5ad3a2; --busy: #86bbf5; --calm: #a9b6d0;
        --warn: #f0b45f; --bad: #ff9088; --off: #9aa4b0; --due: #c9a8f6;
        --talk-wash: #132a24; --busy-wash: #152433; --warn-wash: #2b2214; --bad-wash: #2f1a1a;
      --due-wash: #231b31;
        --action: #1f7a6b; --action-ink: #ffffff;
        --on-state: #0e1318; --shadow: none;
      }
    }

    *, *::before, *::after { box-sizing: border-box; }
    [hidden] { display: none !important; }
    html {
      font: clamp(16px, 0.65vw + 7.7px, 36px)/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans",
        "Liberation Sans", Arial, sans-serif;
      -webkit-text-size-adjust: 100%;
    }
    body {
      margin: 0; min-height: 100vh; display: flex; flex-direction: column;
      background: var(--paper); color: var(--ink); font-variant-numeric: tabular-nums;
    }
    h1, h2, p, dl, dd, table { margin: 0; }
    /* Tall enough to be met with a finger, in lines as they are: 24 pixels. */
    a { color: var(--link); text-underline-offset: 0.2em; padding-block: 0.25rem; }
    :is(th, td, dd) > a {
      display: inline-block; min-width: 1.5rem; padding-block: 0; line-height: 1.5rem;
    }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
    button, select {
      font: inherit; color: inherit; min-height: 2.25rem; padding: 0.3rem 0.7rem;
      background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem;
    }
    select { border-color: var(--muted); max-width: 100%; min-width: 0; }
    button { cursor: pointer; }
    button:hover:not(:disabled) { border-color: currentColor; }
    button:disabled { cursor: default; color: var(--muted); opacity: 0.55; }

    .unseen, .skip:not(:focus) {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .skip:focus { position: absolute; z-index: 2; padding: 0.5rem 1rem; background: var(--card); }
    .as-of { display: none; }
    .sprite { position: absolute; width: 0; height: 0; }

    .shop {
      display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: center;
      gap: 0 2rem; padding: 0.8rem clamp(0.9rem, 2vw, 2.5rem); position: relative;
      background: var(--band); color: var(--band-ink);
    }
    .shop .top {
      grid-column: 1; display: flex; flex-wrap: wrap; align-items: center; gap: 0 2rem;
      justify-content: space-between;
    }
    .shop .name { font-size: 1.35rem; font-weight: 700; line-height: 1.2; }
    .account { display: flex; flex-wrap: wrap; align-items: center; gap: 0 1.25rem; font-size: 0.9rem; }
    .account span { font-weight: 600; }
    .account a { color: var(--band-muted); }
    .account button {
      min-height: 1.75rem; padding: 0 0.6rem; line-height: 1.2; background: none;
      border-color: var(--band-muted);
    }
    .shop nav { grid-column: 1; }
    .shop .across { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
    .shop .menu { display: none; }
    .shop nav a {
      color: var(--band-muted); text-decoration: none; padding: 0.25rem 0;
      border-bottom: 2px solid transparent;
    }
    .shop nav a:hover { color: var(--band-ink); }
    .shop nav a[aria-current] { color: var(--band-ink); border-color: currentColor; }
    .shop :focus-visible { outline-color: var(--band-ink); }
    .balance { grid-area: 1 / 2 / span 2; text-align: right; line-height: 1.1; }
    .balance .label {
      display: block; margin-bottom: 0.2rem; color: var(--band-muted); font-size: 0.8rem; letter-spacing: 0.08em;
      text-transform: uppercase;
    }
    .balance strong {
      display: inline-block; line-height: 1.1; font-size: clamp(1.8rem, 1rem + 2.2vw, 3rem);
      font-weight: 700;
    }
    .balance[data-gone] strong {
      background: #ffd9d5; color: #7d120c; border-radius: 0.4rem; padding: 0 0.4rem;
    }
    .balance[data-low] strong {
      background: #ffe7bd; color: #5f3200; border-radius: 0.4rem; padding: 0 0.4rem;
    }

    .alarms p {
      display: flex; flex-wrap: wrap; gap: 0.1rem 0.7rem; align-items: center;
      padding: 0.3rem clamp(0.9rem, 2vw, 2.5rem); background: var(--bad); color: var(--on-state);
    }
    .alarms [data-alarm="low"] { background: var(--warn); }
    .alarms svg {
      width: 1.4rem; height: 1.4rem; fill: none; stroke: currentColor; stroke-width: 2;
      stroke-linecap: round; stroke-linejoin: round;
    }
    .alarms strong { flex: 0 1 auto; max-width: calc(100% - 2.2rem); }
    .alarms a { color: inherit; font-weight: 600; }
    .alarms :focus-visible { outline-color: var(--on-state); }

    @media (max-width: 44rem) {
      .shop { padding-block: 0.3rem; gap: 0 0.8rem; }
      .shop .name {
        font-size: 1.05rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
      }
      .shop .across, .top .account { display: none; }
      .shop .top { display: block; min-width: 0; }
      .menu .account { grid-column: 1 / -1; gap: 0 1.25rem; font-size: 1rem; }
      .menu .account button { min-height: 44px; padding-inline: 1rem; }
      .shop .menu { display: block; }
      .menu summary {
        display: inline-flex; align-items: center; gap: 0.5rem; min-height: 44px; padding: 0;
        color: inherit; line-height: 1.1; list-style: none;
      }
      .menu summary::-webkit-details-marker { display: none; }
      .menu summary::before {
        content: ""; width: 1.1rem; height: 0.85rem; flex: none;
        background: linear-gradient(currentColor 2px, transparent 2px 40%, currentColor 40% 60%,
          transparent 60% calc(100% - 2px), currentColor calc(100% - 2px));
      }
      .menu details[open] > summary { margin: 0; }
      .menu details > div {
        position: absolute; z-index: 3; inset: 100% 0 auto; display: grid;
        grid-template-columns: 1fr 1fr; padding: 0 clamp(0.9rem, 2vw, 2.5rem) 0.6rem;
        background: var(--band); box-shadow: 0 10px 18px #00000055;
      }
      .menu details a { display: flex; align-items: center; min-height: 44px; }
      .shop .menu a[aria-current] { border-color: transparent; font-weight: 700; }
      .balance .label { margin: 0; font-size: 0.75rem; }
      .balance strong { font-size: 1.5rem; }
    }

    main { flex: 1; width: 100%; padding: 0.9rem clamp(0.9rem, 2vw, 2.5rem) 1.5rem; }
    .bar {
      display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 1.2rem;
      margin-bottom: 0.8rem;
    }
    .bar h1 { font-size: 1.25rem; }
    .bar .summary { color: var(--muted); }
    .foot { padding: 0 clamp(0.9rem, 2vw, 2.5rem) 1rem; color: var(--muted); }
    .foot nav { display: flex; align-items: baseline; gap: 1rem; justify-content: flex-end; font-size: 0.9rem; }
    .foot [aria-current] { font-weight: 600; }
    .apology { max-width: 38rem; margin: 12vh auto; text-align: center; }
    .apology h1 { font-size: 1.6rem; }
    .apology p { margin-top: 1rem; }
    .apology .detail { color: var(--muted); overflow-wrap: anywhere; }

    @media print {
      :root {
        color-scheme: light; --paper: #ffffff; --card: #ffffff; --ink: #000000;
        --muted: #333333; --line: #999999; --band: #ffffff; --band-ink: #000000;
        --band-muted: #333333; --shadow: none;
      }
      html { font-size: 10pt; }
      .shop { border-bottom: 2px solid #000000; padding: 0 0 0.5rem; }
      main { padding: 0.5rem 0; }
      .as-of { display: block; text-align: right; color: var(--muted); font-size: 9pt; }
      /* What there is now says nothing of the days that a page is about. */
      :root:has(.as-of) .balance { display: none; }
      .shop nav, .account, .alarms, .foot, .skip, .message { display: none !important; }
    }

    """#
}
