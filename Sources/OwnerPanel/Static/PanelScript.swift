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

    // The stream. Signs of life come every second at least; after 5 s of silence nothing on the
    // page may look fresh.
    const silenceLimit = 5000;
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
      for (const alarm of document.querySelectorAll("[data-alarm]")) {
        const text = shop.alarms[alarm.dataset.alarm];
        alarm.hidden = !text;
        setText(alarm.querySelector("strong"), text);
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
      for (const one of document.querySelectorAll(".card :is(button, [data-link])")) {
        if (isOld()) {
          one.setAttribute("aria-disabled", "true");
          one.title = sign.textContent;
        } else {
          one.removeAttribute("aria-disabled");
          one.removeAttribute("title");
        }
      }
    }

    document.addEventListener("click", (event) => {
      if (!isOld() || !event.target.closest(".card :is(button, [data-link])")) return;
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
      card.toggleAttribute("data-idle", shown.idle);
      card.toggleAttribute("data-owes", shown.owes);
      card.toggleAttribute("data-credit", shown.credit);
      card.querySelector(".icon use").setAttribute("href", "#state-" + shown.state);
      for (const place of card.querySelectorAll("[data-text]")) {
        setText(place, shown.texts[place.dataset.text]);
      }
      for (const form of card.querySelectorAll("form[data-action]")) {
        form.querySelector("button").disabled = false;
        showIf(shown.actions.includes(form.dataset.action), form, card);
      }
      for (const link of card.querySelectorAll("[data-link]")) {
        link.setAttribute("href", link.dataset.path);
        showIf(shown.links.includes(link.dataset.link), link, card);
      }
    }

    // What makes no sense now goes; who was at it with the keyboard stays on the card.
    function showIf(isSo, one, card) {
      if (!isSo && one.contains(document.activeElement)) card.querySelector("summary").focus();
      one.hidden = !isSo;
    }

    function setText(place, text) {
      if (place.textContent !== text) place.textContent = text;
    }

    // The buttons: the same forms, sent without leaving the page. What comes of it shows on the
    // card.
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (!form.dataset.action) return;
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
      button.dataset.armed = button.firstChild.data;
      button.firstChild.data = button.dataset.confirm;
      disarmTimer = setTimeout(disarm, 4000);
    }

    function disarm() {
      if (!armed) return;
      clearTimeout(disarmTimer);
      armed.firstChild.data = armed.dataset.armed;
      delete armed.dataset.armed;
      armed = null;
    }

    // Who turns to something else has not said yes, and wants no menu any more.
    function shutMenus(target, goesBack) {
      for (const menu of document.querySelectorAll("details[open]")) {
        if (target && menu.contains(target)) continue;
        if (goesBack && menu.contains(document.activeElement)) menu.firstElementChild.focus();
        menu.open = false;
      }
    }

    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      disarm();
      shutMenus(null, true);
    });
    document.addEventListener("focusout", disarm);
    document.addEventListener("focusin", (event) => shutMenus(event.target));
    document.addEventListener("pointerdown", (event) => {
      if (armed && !armed.contains(event.target)) disarm();
      shutMenus(event.target);
    });

    async function send(form, button) {
      disarm();
      if (form.closest("details")) shutMenus(null, true);
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
