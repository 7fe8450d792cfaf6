/* The workers' pages on a phone: kept for bad nets, drafts, waits. Pages work without it. */
(() => {
  "use strict";
  const { $, $$, on } = window.gh;
  const page = document.body;
  const store = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* private window */ } },
    keys: () => { try { return Object.keys(localStorage); } catch { return []; } },
  };

  /* Kept pages: the worker keeps what the server marks, on a phone of one's own alone. */
  if (navigator.serviceWorker && page.dataset.worker) navigator.serviceWorker.register(page.dataset.worker).catch(() => {});
  const net = $("#net");
  addEventListener("online", () => { net.hidden = true; });

  /* Leaving takes along what this phone has kept: pages (gh.js) and drafts. */
  const forget = () => store.keys().filter((key) => key.startsWith("kept:")).forEach(store.drop);
  on("submit", ({ target }) => { if (target.matches("[data-leave]")) forget(); });
  if (page.hasAttribute("data-anyone")) forget();

  /* Nothing pretends to be sent: without a net a form stays where it is, and says so. */
  on("submit", (event) => {
    if (navigator.onLine || event.target.method !== "post" || event.target.matches("[data-check]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    net.hidden = false;
    net.scrollIntoView();
  }, true);

  /* A draft stays on the phone until it is sent or thrown away; numbers of papers are never in it. */
  const own = page.hasAttribute("data-own");
  const strip = (form, key) => {
    const line = document.createElement("p");
    const drop = document.createElement("button");
    line.className = "gh-note";
    line.dataset.level = "info";
    Object.assign(drop, { type: "button", className: "gh-button", textContent: form.dataset.dropWords });
    drop.dataset.kind = "text";
    drop.addEventListener("click", () => { store.drop(key); form.reset(); line.remove(); });
    line.append(form.dataset.kept, drop);
    form.prepend(line);
  };
  $$("form[data-keep]").forEach((form) => {
    const key = "kept:" + form.dataset.keep;
    const not = ["csrfmiddlewaretoken", "once", ...form.dataset.keepNot.split(" ")];
    const typed = () => Array.from(new FormData(form)).filter(([name]) => !not.includes(name));
    const kept = own ? JSON.parse(store.get(key) || "null") : null;
    if (kept && !form.elements.name.value && !$("[data-error]", form)) {
      Object.entries(kept).forEach(([name, value]) => { if (form.elements[name]) form.elements[name].value = value; });
      strip(form, key);
    }
    let resting;
    form.addEventListener("input", () => {
      clearTimeout(resting);
      resting = setTimeout(() => { if (own) store.set(key, JSON.stringify(Object.fromEntries(typed()))); }, 400);
    });
  });
  $$("[data-keep-drop]").forEach((part) => {
    const drop = () => store.drop("kept:" + part.dataset.keepDrop);
    if (part.matches("form")) part.addEventListener("submit", drop); else drop();
  });

  /* The wait before another code. */
  $$("[data-wait]").forEach((form) => {
    const words = $("[data-wait-words]");
    const button = $("button", form);
    let left = Number(form.dataset.wait);
    button.hidden = true;
    const tick = setInterval(() => {
      left -= 1;
      words.textContent = words.textContent.replace(/\d+/, left);
      if (left <= 0) { clearInterval(tick); words.remove(); button.hidden = false; }
    }, 1000);
  });
})();
