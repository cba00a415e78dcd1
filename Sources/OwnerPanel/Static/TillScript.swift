/// `/static/till.js`: what is to be handed back, while the amount is typed, the button that prints,
/// and the one for what is ticked. Without it the pages say the same when they are sent.
let tillScript = #"""
  "use strict";
  (() => {
    // A page that the browser kept as it was is old: its sum is another by now, its form is sent.
    window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }

    for (const rows of document.querySelectorAll("form.rows")) {
      const showTicks = () => {
        rows.querySelector("button.danger").disabled = !rows.querySelector(":checked");
      };
      rows.addEventListener("change", showTicks);
      showTicks();
    }

    const form = document.querySelector("form[data-due]");
    if (!form) return;
    const place = form.querySelector("[data-change]");
    const field = form.elements.received;
    const { symbol, back, missing } = form.dataset;
    const decimals = Number(form.dataset.decimals);
    const due = Number(form.dataset.due);
    for (const button of form.querySelectorAll("[data-count]")) button.hidden = true;

    // Millionths; null: it is no amount. A point stands between thousands, a comma before decimals.
    function read(text) {
      text = text.replace(/[ \u00a0]/g, "");
      if (text.startsWith(symbol)) text = text.slice(symbol.length);
      if (!/^(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(text)) return null;
      const [units, fraction] = text.replaceAll(".", "").split(",");
      if (fraction && fraction.length > decimals) return null;
      return Number(units) * 1e6 + Number((fraction || "").padEnd(6, "0"));
    }

    function write(micros) {
      const [units, fraction] = (micros / 1e6).toFixed(decimals).split(".");
      const grouped = units.replace(/\B(?=(\d{3})+$)/g, ".");
      return symbol + "\u00a0" + grouped + (fraction ? "," + fraction : "");
    }

    function show() {
      const received = read(field.value);
      const change = received === null ? null : received - due;
      place.toggleAttribute("data-missing", change !== null && change < 0);
      const [word, sum] = place.children;
      word.textContent = change !== null && change < 0 ? missing : back;
      sum.textContent = change === null ? "—" : write(Math.abs(change));
    }

    field.addEventListener("input", show);
    for (const button of form.querySelectorAll("[name=sum]")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        field.value = button.value;
        show();
        field.focus();
      });
    }
    show();
  })();

  """#
