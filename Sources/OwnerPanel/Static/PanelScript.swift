/// `/static/panel.js`: makes the page live. Every word it shows comes from the page or the stream.
let panelScript = #"""
  "use strict";
  (() => {
    const body = document.body;
    const sign = document.querySelector(".live");
    const message = document.querySelector(".message");
    const language = document.documentElement.lang;
    const cards = new Map();
    let armed = null;
    let disarmTimer = 0;
    for (const card of document.querySelectorAll(".card")) cards.set(card.dataset.booth, card);

    // The stream. Signs of life come every 15 s at least; after 20 s of silence nothing on the
    // page may look fresh.
    const silenceLimit = 20000;
    let source = null;
    let watchdog = 0;
    let retry = 0;
    let shownTime = sign ? sign.dataset.time : "";

    async function connect() {
      clearTimeout(retry);
      // Who is not logged in any more is shown the way by the page itself.
      if (body.dataset.token && body.dataset.link === "lost") {
        const answer = await fetch("/api/v1/session").catch(() => null);
        if (answer && answer.status === 401) { location.reload(); return; }
        if (document.hidden) return;
      }
      if (source) source.close();
      source = new EventSource("/events?lang=" + language);
      source.addEventListener("shop", (event) => { alive(); show(JSON.parse(event.data)); });
      source.addEventListener("beat", (event) => { alive(); beat(JSON.parse(event.data)); });
      source.onerror = lost;
      watch();
    }

    function watch() {
      clearTimeout(watchdog);
      watchdog = setTimeout(lost, silenceLimit);
    }

    function alive() {
      watch();
      body.dataset.link = "live";
      showAge();
    }

    function lost() {
      disconnect();
      body.dataset.link = "lost";
      if (sign) setText(sign, sign.dataset.lost + " " + shownTime);
      showAge();
      retry = setTimeout(connect, 2000);
    }

    function disconnect() {
      clearTimeout(watchdog);
      clearTimeout(retry);
      if (source) source.close();
      source = null;
    }

    // A page nobody looks at keeps no connection, and is not fresh when it is looked at again.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) {
        disconnect();
        body.dataset.link = "waiting";
        if (sign) setText(sign, sign.dataset.connecting);
        showAge();
      } else if (!source) {
        connect();
      }
    });

    // A page that the browser kept as it was is old, however it looks.
    window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

    // What the stream says.
    function show(shop) {
      const isOther = shop.assets !== body.dataset.assets;
      if (isOther || (shop.whole && !hasExactly(shop.cards)) || !shop.cards.every(isKnown)) {
        location.reload();
        return;
      }
      for (const name of ["balance", "summary", "owed"]) {
        const place = document.querySelector('[data-shop="' + name + '"]');
        if (place) setText(place, shop[name] || "");
      }
      const balance = document.querySelector(".balance");
      if (balance) balance.toggleAttribute("data-gone", shop.balanceGone);
      if (balance) balance.toggleAttribute("data-low", shop.balanceLow);
      for (const band of document.querySelectorAll("[data-funds]")) {
        band.hidden = !(band.dataset.funds === "gone" ? shop.balanceGone : shop.balanceLow);
      }
      shop.cards.forEach(showCard);
      beat(shop);
    }

    function beat(shop) {
      if (!shop.stale) shownTime = shop.time;
      body.toggleAttribute("data-old", shop.stale);
      if (sign) setText(sign, shop.stale ? sign.dataset.silent : sign.dataset.live);
      showAge();
    }

    // On what may be old nobody acts: what is pressed then says why, and is not sent.
    const isOld = () =>
      body.hasAttribute("data-old") || ["lost", "waiting"].includes(body.dataset.link);

    function showAge() {
      if (isOld()) disarm();
      for (const one of document.querySelectorAll(".card :is(button, .till a)")) {
        if (isOld()) one.setAttribute("aria-disabled", "true");
        else one.removeAttribute("aria-disabled");
      }
    }

    document.addEventListener("click", (event) => {
      if (!isOld() || !event.target.closest(".card :is(button, .till a[href])")) return;
      event.preventDefault();
      tell(sign.textContent);
    });

    const isKnown = (card) => cards.has(card.booth);
    const hasExactly = (list) => list.length === cards.size && list.every(isKnown);

    function showCard(shown) {
      const card = cards.get(shown.booth);
      // What was asked about is over.
      if (card.contains(armed) && card.dataset.state !== shown.state) disarm();
      card.dataset.state = shown.state;
      card.toggleAttribute("data-live", shown.live);
      card.toggleAttribute("data-credit", shown.credit);
      card.querySelector(".icon use").setAttribute("href", "#state-" + shown.state);
      for (const place of card.querySelectorAll("[data-text]")) {
        setText(place, shown.texts[place.dataset.text]);
      }
      for (const form of card.querySelectorAll("form[data-actions]")) showAction(form, shown);
      for (const link of card.querySelectorAll("a[data-link]")) showLink(link, shown);
    }

    // The one action of the form that makes sense now; where none does, its button is dead.
    function showAction(form, shown) {
      const action = form.dataset.actions.split(" ").find((name) => shown.actions.includes(name));
      const button = form.querySelector("button");
      button.disabled = !action;
      if (!action || form.dataset.shown === action) return;
      form.dataset.shown = action;
      form.setAttribute("action", form.getAttribute("action").replace(/[^/]*$/, action));
      button.firstChild.data = button.dataset[action];
    }

    // A link that makes no sense now stays where it is and leads nowhere.
    function showLink(link, shown) {
      if (!shown.links.includes(link.dataset.link)) link.removeAttribute("href");
      else if (!link.hasAttribute("href")) link.setAttribute("href", link.dataset.path);
    }

    function setText(place, text) {
      if (place.textContent !== text) place.textContent = text;
    }

    // The buttons: the same forms, sent without leaving the page. What comes of it shows on the
    // card.
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!form.dataset.actions) return;
      event.preventDefault();
      const button = form.querySelector("button");
      if (button.dataset.sent) return;
      if (button.dataset.confirm && !button.dataset.armed) arm(button);
      else send(form, button);
    });

    // What cannot be taken back is asked for twice, of one button at a time.
    function arm(button) {
      disarm();
      armed = button;
      button.dataset.armed = "yes";
      button.firstChild.data = button.dataset.confirm;
      disarmTimer = setTimeout(disarm, 4000);
    }

    function disarm() {
      if (!armed) return;
      clearTimeout(disarmTimer);
      armed.firstChild.data = armed.dataset.cut;
      delete armed.dataset.armed;
      armed = null;
    }

    // Who turns to something else has not said yes.
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") disarm(); });
    document.addEventListener("focusout", disarm);
    document.addEventListener("pointerdown", (event) => {
      if (armed && !armed.contains(event.target)) disarm();
    });

    async function send(form, button) {
      disarm();
      message.hidden = true;
      const path = form.getAttribute("action");
      button.dataset.sent = "yes";
      try {
        const answer = await fetch("/api/v1" + path + "?lang=" + language, {
          method: "POST", headers: { "X-CSRF-Token": body.dataset.token || "" },
        });
        if (answer.status === 401) { location.reload(); return; }
        if (!answer.ok) tell((await answer.json()).message);
      } catch {
        tell(sign.dataset.lost + " " + shownTime);
      }
      delete button.dataset.sent;
    }

    function tell(text) {
      message.textContent = text;
      message.hidden = false;
      setTimeout(() => { message.hidden = true; }, 8000);
    }

    connect();
  })();

  """#
