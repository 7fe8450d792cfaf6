/* The member card: its picture is fetched while there is a net; on a phone of one's own a pass draws it without. */
(() => {
  "use strict";
  const { $ } = window.gh;
  const card = $("[data-card]");
  if (!card) return;
  const STEP = 30;
  const KEY = `kept:pass-${card.dataset.user}`;
  const qr = $("[data-qr]", card);
  const now = () => Math.floor(Date.now() / 1000);
  const memory = {
    get: () => { try { return JSON.parse(localStorage.getItem(KEY) || "null"); } catch { return null; } },
    set: (told) => { try { localStorage.setItem(KEY, JSON.stringify(told)); } catch { /* private window */ } },
  };
  const ask = (url) => fetch(url, { credentials: "same-origin", cache: "no-store" })
    .then((answer) => (answer.ok && !answer.redirected ? answer : null)).catch(() => null);

  const put = (picture) => {
    qr.hidden = !picture;
    $("[data-no-pass]", card).hidden = Boolean(picture);
    if (picture) qr.replaceChild(picture, qr.firstElementChild);
  };
  const drawn = async () => {
    const pass = memory.get();
    const payload = pass && window.crypto.subtle ? await window.memberCards.show(pass, Date.now()) : null;
    return payload && window.qrCode.picture(pass.where + encodeURIComponent(payload));
  };
  const renew = async () => {
    const pass = memory.get();
    const half = pass ? (pass.first + pass.steps / 2) * pass.seconds : 0;
    if (!card.dataset.passUrl || now() < half) return;
    const answer = await ask(card.dataset.passUrl);
    if (answer) memory.set(await answer.json());
  };

  let shown = document.body.hasAttribute("data-kept") ? 0 : Math.floor(now() / STEP);
  const turn = async () => {
    const step = Math.floor(now() / STEP);
    $("[data-left]", card).value = STEP - (now() % STEP);
    if (step === shown) return;
    shown = step;
    const answer = await ask(card.dataset.codeUrl);
    if (!answer) { put(await drawn()); return; }
    const text = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
    put(document.importNode(text.documentElement, true));
  };
  turn();
  renew();
  setInterval(turn, 1000);
})();
