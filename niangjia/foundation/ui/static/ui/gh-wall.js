/* The wall screen (ui.md 7.7): content anew every few minutes; in full screen the offered figures in turn.
   Pages stay where they are: full screen ends when the document is left. Without script all of it is links. */
(() => {
  "use strict";
  const { $, $$, on, furnish } = window.gh;
  const bar = $("[data-wall]");
  const entry = $("[data-fullscreen]");
  const pause = $("[data-wall-pause]", bar);
  const say = $("[data-wall-say]", bar);
  const html = document.documentElement;
  const still = html.dataset.motion === "less" || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const REST = 60000; /* nothing changes under the hands of somebody who reads */
  let playing = false;
  let touched = -REST;
  let turning = 0;
  let asked = 0;
  const bare = () => location.pathname + location.search;
  let shown = bare();

  /* Take a page's changing parts; the frame, its buttons and full screen stay. */
  const swap = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const now = $$("[data-anew]");
    const next = $$("[data-anew]", fresh);
    if (next.length !== now.length) return false;
    now.forEach((part, at) => part.replaceWith(document.adoptNode(next[at])));
    document.title = fresh.title;
    furnish();
    return true;
  };
  const take = (address, keep) => {
    const turn = ++asked;
    return fetch(address, { credentials: "same-origin" })
      .then((answer) => (answer.ok && !answer.redirected ? answer.text() : Promise.reject(answer)))
      .then((text) => {
        if (turn !== asked) return;
        if (!swap(text)) { location.assign(address); return; }
        if (keep) keep();
        shown = bare();
      })
      .catch(() => { /* the last page stays with its time; the next turn tries again */ });
  };
  const rests = () => Date.now() - touched < REST || document.hidden || $("#dialog").open;

  const pages = () => $$("[data-wall-pages] a");
  const step = (by) => {
    const list = pages();
    if (!list.length) return;
    const at = list.findIndex((link) => link.hasAttribute("aria-current"));
    const next = list[(at + by + list.length) % list.length].href;
    take(next, () => history.replaceState(null, "", next));
  };
  const play = (state) => {
    playing = state;
    clearInterval(turning);
    if (state) turning = setInterval(() => { if (!rests()) step(1); }, bar.dataset.wall * 1000);
    pause.setAttribute("aria-pressed", String(!state));
    pause.textContent = state ? pause.dataset.pause : pause.dataset.play;
    say.setAttribute("aria-live", state ? "off" : "polite");
  };

  on("fullscreenchange", () => {
    const full = Boolean(document.fullscreenElement);
    bar.hidden = !full;
    entry.setAttribute("aria-label", full ? entry.dataset.leave : entry.dataset.enter);
    entry.title = full ? entry.dataset.leave : entry.dataset.enter;
    play(full && !still);
    entry.focus();
  });
  on("click", (event) => {
    const hit = (selector) => event.target.closest(selector);
    if (hit("[data-fullscreen]")) { if (document.fullscreenElement) document.exitFullscreen(); else html.requestFullscreen(); return; }
    if (hit("[data-wall-pause]")) { play(!playing); return; }
    const stepper = hit("[data-wall-step]");
    if (stepper) { play(false); step(Number(stepper.dataset.wallStep)); return; }
    touched = Date.now();
    const link = document.fullscreenElement && hit("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const wanted = new URL(link.getAttribute("href"), location.href);
    if (wanted.origin !== location.origin || wanted.pathname !== location.pathname) return;
    event.preventDefault();
    take(wanted.href, () => history.pushState(null, "", wanted.href));
  });
  on("keydown", (event) => {
    if (!document.fullscreenElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { document.exitFullscreen(); return; }
    if (event.target.closest("select, input, textarea, [role=region]")) { touched = Date.now(); return; }
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) { event.preventDefault(); play(false); step(by); return; }
    if (event.key === " " && !event.target.closest("a, button, summary")) { event.preventDefault(); play(!playing); return; }
    touched = Date.now();
  });
  addEventListener("popstate", () => { if (bare() !== shown) take(location.href); });
  setInterval(() => { if (!rests()) take(location.href); }, document.body.dataset.refresh * 1000);
  if (document.fullscreenEnabled) entry.hidden = false;
})();
