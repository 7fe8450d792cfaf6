/* The house script: dialogs, toasts, menus, keys, focus, failed parts. Pages work without it. */
(() => {
  "use strict";
  const $ = (selector, from = document) => from.querySelector(selector);
  const $$ = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const on = (type, act, options) => document.addEventListener(type, act, options);
  const html = document.documentElement;
  const page = document.body;
  const spare = (name) => document.importNode($("#spare-" + name).content, true).firstElementChild;
  const memory = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
  };
  const token = () => JSON.parse(page.getAttribute("hx-headers") || "{}");
  const send = (url, form) => fetch(url, { method: "POST", headers: token(), body: new FormData(form), credentials: "same-origin" });

  /* Dialog: opens when something is swapped into it, gives focus back to its opener. */
  const dialog = $("#dialog");
  const inside = $("#dialog-body");
  let opener = null;
  const open = () => {
    if (!dialog.open) {
      const at = document.activeElement;
      opener = at.closest("[data-menu]") ? $("summary", at.closest("[data-menu]")) : at;
      closeMenus();
      if (dialog.showModal) dialog.showModal(); else dialog.setAttribute("open", "");
    }
    const head = $("[data-focus]", inside) || $("input[data-search]", inside) || $("#dialog-title", inside);
    if (head) head.focus();
  };
  const close = () => { if (dialog.open) dialog.close(); };
  const show = (node) => { inside.textContent = ""; inside.appendChild(node); open(); };
  dialog.addEventListener("close", () => {
    inside.textContent = "";
    if (opener && opener.isConnected) opener.focus();
  });
  on("gh:dialog", open);
  on("gh:close", close);
  /* Signed in again: every form of the page gets the new token. */
  on("gh:token", ({ detail }) => {
    page.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": detail.value }));
    $$("[name=csrfmiddlewaretoken]").forEach((box) => { box.value = detail.value; });
  });

  /* Toasts: six seconds, longer while hovered or focused. */
  const toasts = $("#toasts");
  const arm = (toast) => {
    let timer;
    const start = () => { timer = setTimeout(() => toast.remove(), 6000); };
    const stop = () => clearTimeout(timer);
    [["mouseenter", stop], ["focusin", stop], ["mouseleave", start], ["focusout", start]].forEach(([type, act]) => toast.addEventListener(type, act));
    start();
  };
  const toast = ({ text, undo }) => {
    const strip = spare("toast");
    $("span", strip).textContent = text;
    if (undo) {
      const button = $("[data-undo]", strip);
      button.hidden = false;
      button.addEventListener("click", () => { strip.remove(); window.htmx.ajax("POST", undo, { swap: "none", source: page }); });
    }
    toasts.appendChild(strip);
    arm(strip);
  };
  on("gh:toast", (event) => toast(event.detail.text ? event.detail : { text: event.detail.value }));
  $$("[data-toast]", toasts).forEach(arm);

  /* Menus are details elements; only one is open. */
  const closeMenus = (except) => $$("[data-menu][open]").forEach((menu) => { if (menu !== except) menu.open = false; });
  on("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches("[data-menu]")) return;
    const cell = menu.closest("td");
    if (cell) cell.toggleAttribute("data-above", menu.open);
    if (!menu.open) return;
    closeMenus(menu);
    const list = $(".gh-menu-list", menu);
    if (!menu.closest(".gh-scroll")) return;
    const box = menu.getBoundingClientRect();
    list.setAttribute("data-fixed", "");
    list.style.left = Math.max(8, box.right - list.offsetWidth) + "px";
    list.style.top = Math.min(box.bottom + 4, innerHeight - list.offsetHeight - 8) + "px";
  }, true);
  on("scroll", (event) => { if (event.target.matches && event.target.matches(".gh-scroll")) closeMenus(); }, true);

  const rail = $("#rail");
  const drawer = (state) => {
    rail.toggleAttribute("data-open", state);
    if (state) $("a", rail).focus(); else if (location.hash === "#rail") history.replaceState(null, "", location.pathname + location.search);
  };

  on("click", (event) => {
    const at = event.target;
    const hit = (selector) => at.closest(selector);
    closeMenus(hit("[data-menu]"));
    if (hit("[data-close]")) close();
    if (hit("[data-print]")) { event.preventDefault(); window.print(); }
    if (hit("[data-dismiss]")) hit("[data-toast]").remove();
    if (hit("[data-drawer]")) { event.preventDefault(); drawer(true); } else if (rail && !hit("#rail")) drawer(false);
    if (hit("[data-use-theirs]")) location.reload();
    if (hit("[data-keep-mine]")) keepMine(hit("[data-keep-mine]").dataset.keepMine);
    if (hit("[data-alive]")) fetch(hit("[data-alive]").dataset.alive, { credentials: "same-origin" }).then(() => { close(); watchSession(); });
    if (hit("[data-read]")) read();
  });

  /* Display settings act at once and are kept by the server. */
  on("change", (event) => {
    const form = event.target.closest("[data-display]");
    if (form) {
      const { name, value } = event.target;
      if (value) html.setAttribute("data-" + name, value); else html.removeAttribute("data-" + name);
      send(form.action, form);
    }
    if (event.target.matches("[data-keys-off]")) memory.set("keys-off", event.target.checked ? "1" : "");
  });
  const voice = window.speechSynthesis;
  const read = () => {
    if (voice.speaking) { voice.cancel(); return; }
    const speech = new SpeechSynthesisUtterance($("#main").innerText);
    speech.lang = "zh-CN";
    voice.speak(speech);
  };
  if (voice) $$("[data-read]").forEach((button) => { button.hidden = false; });

  /* Keys. Single letters may be turned off. */
  let first = "";
  const rows = () => $$(".gh-table tbody tr, .gh-todo").map((row) => $("a", row) || $("input", row)).filter(Boolean);
  const step = (by) => {
    const list = rows();
    const row = document.activeElement.closest("tr, .gh-todo");
    const now = list.findIndex((link) => row && row.contains(link));
    const next = list[Math.min(Math.max(now + by, 0), list.length - 1)];
    if (next) next.focus();
  };
  const click = (selector) => { const found = $(selector); if (found) found.click(); return Boolean(found); };
  const letter = (key) => {
    if (first === "g" && click(`[data-key="g ${key}"]`)) return true;
    first = key;
    if (key === "/") return click("[data-search-open]");
    if (key === "?") { show(spare("keys")); $("[data-keys-off]").checked = Boolean(memory.get("keys-off")); return true; }
    if (key === "j" || key === "k") { step(key === "j" ? 1 : -1); return true; }
    return false;
  };
  on("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = $("[data-menu][open]");
      if (menu) { menu.open = false; $("summary", menu).focus(); }
      if (rail && rail.hasAttribute("data-open")) drawer(false);
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hits = by && dialog.open ? $$("input[data-search], .gh-hits a, .gh-hits button", inside) : [];
    const at = hits.indexOf(document.activeElement);
    if (at >= 0 && hits[at + by]) { event.preventDefault(); hits[at + by].focus(); }
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea") || event.isComposing;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      if (click("[data-search-open]")) event.preventDefault();
    } else if (!typing && !dialog.open && !event.ctrlKey && !event.metaKey && !event.altKey && !memory.get("keys-off")) {
      if (letter(event.key.toLowerCase())) event.preventDefault();
    }
  });

  /* Chinese input: a search waits for the end of composing and 400 ms of rest. */
  let resting;
  const rest = (event) => {
    if (event.isComposing || !event.target.matches("[data-search]")) return;
    clearTimeout(resting);
    resting = setTimeout(() => event.target.dispatchEvent(new CustomEvent("gh:search", { bubbles: true })), 400);
  };
  on("input", rest);
  on("compositionend", rest);

  /* htmx: where focus goes, what is busy, what failed. */
  let staleForm = null;
  const keepMine = (version) => {
    const form = staleForm;
    if (!form) return;
    if (form.elements.version) form.elements.version.value = version;
    if (!form.isConnected) {
      const values = new FormData(form);
      values.delete("once");
      window.htmx.ajax("POST", form.action, { target: "#dialog-body", swap: "innerHTML", values });
      return;
    }
    close();
    const button = $("[type=submit]", form);
    if (button) button.click(); else form.submit();
  };
  const isRead = (detail) => detail.requestConfig.verb === "get";
  on("htmx:beforeRequest", ({ detail }) => { if (isRead(detail) && detail.target !== inside) detail.target.setAttribute("aria-busy", "true"); });
  on("htmx:afterRequest", ({ detail }) => { if (detail.target) detail.target.removeAttribute("aria-busy"); watchSession(); });
  on("htmx:beforeSwap", ({ detail }) => {
    if (detail.xhr.status === 409) staleForm = detail.requestConfig.elt.closest("form") || staleForm;
    const next = detail.target.nextElementSibling;
    const gone = detail.target;
    if (gone.contains(document.activeElement) && gone.matches("tr, li")) {
      setTimeout(() => { if (!gone.isConnected && document.activeElement === page && next) { const act = $("a, button", next); if (act) act.focus(); } }, 50);
    }
  });
  on("htmx:afterSwap", ({ detail }) => { if (detail.target === inside && inside.firstElementChild) open(); });
  on("htmx:afterSettle", ({ detail }) => {
    furnish();
    const errors = $("[data-focus]", detail.elt);
    if (errors) { errors.focus(); return; }
    const { triggeringEvent } = detail.requestConfig || {};
    const count = $("#count", detail.elt);
    if (!count || !triggeringEvent || triggeringEvent.type === "gh:search") return;
    count.focus({ preventScroll: true });
    if (detail.elt.getBoundingClientRect().top < 0) detail.elt.scrollIntoView();
  });
  const failed = ({ detail }) => {
    const { elt, target, requestConfig } = detail;
    const part = spare(isRead(detail) ? "failed" : "unsaved");
    const again = () => {
      part.remove();
      if (!isRead(detail)) { const button = $("[type=submit]", elt); if (button) button.click(); else elt.click(); return; }
      window.htmx.ajax("GET", requestConfig.path, { target, swap: elt.getAttribute("hx-swap") || "innerHTML", source: elt });
    };
    $("[data-retry]", part).addEventListener("click", again);
    if (isRead(detail)) {
      target.textContent = "";
      target.appendChild(part);
      if (target === inside) open();
    } else {
      $$(".gh-unsaved", elt.parentNode).forEach((old) => old.remove());
      elt.insertAdjacentElement("afterend", part);
    }
  };
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((type) => on(type, failed));

  /* The session: a word five minutes before its end. */
  let ending;
  const watchSession = () => {
    const seconds = Number(page.dataset.session || 0);
    clearTimeout(ending);
    if (seconds > 330 && seconds < 2000000) ending = setTimeout(() => { if (!dialog.open) show(spare("session")); }, (seconds - 300) * 1000);
  };
  watchSession();

  /* A full number is hidden again after its time; closing the dialog takes it away at once. */
  const hideLater = (box) => {
    const seconds = Number(box.dataset.hideAfter);
    box.removeAttribute("data-hide-after");
    setTimeout(() => { box.textContent = box.dataset.hidden; }, seconds * 1000);
  };

  /* Forms and charts bring their script where a page has one. */
  const loaded = new Set();
  const load = (address) => {
    if (loaded.has(address)) return;
    loaded.add(address);
    const script = document.createElement("script");
    Object.assign(script, { src: address, async: false });
    document.head.appendChild(script);
  };
  const furnish = () => {
    /* The server says what is missing, in words, with the typed text kept. */
    $$("main form[method=post], #dialog-body form").forEach((form) => { form.noValidate = true; });
    if ($("main form[method=post], #dialog-body form, [data-tick], [data-stepper], .gh-picker-rows")) load(page.dataset.forms);
    if ($("[data-chart]")) { load(page.dataset.echarts); load(page.dataset.charts); }
    $$("[data-hide-after]").forEach(hideLater);
    ["ghForms", "ghCharts"].forEach((part) => { if (window[part]) window[part](); });
  };

  /* Pages a phone kept for bad nets go with whoever leaves: at the press, and wherever nobody is signed in. */
  const forget = () => { if (window.caches) caches.keys().then((names) => names.filter((name) => !name.endsWith("-shell")).forEach((name) => caches.delete(name))).catch(() => {}); };
  if (page.hasAttribute("data-anyone")) forget();
  on("submit", ({ target }) => { if (target.matches("[data-leave]")) forget(); });

  if (matchMedia("(max-width: 767px)").matches) $$("[data-fold]").forEach((fold) => { fold.open = false; });
  if (!window.CSS || !CSS.supports("aspect-ratio: 1") && !CSS.supports("selector(:focus-visible)")) page.prepend(spare("old"));
  const errors = $("[data-focus]");
  if (errors) errors.focus();
  window.gh = { $, $$, on, send, toast, close, furnish };
  furnish();
})();
