/* Keeps a page with a queue (ui/queue.js) and what it is drawn with, for a phone without a net,
   no longer than a sign-in lasts.
   kept: the name of its store, data-kept of the form. */
"use strict";
const KEPT = "{{ kept }}";
const PAGE = new URL("./", location).pathname;
const OLDEST = 12 * 3600 * 1000;
const DRAWN = ["style", "script", "font", "image"];

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

/* The net comes first; what it gave last is shown where there is none. Sign-in pages are not kept. */
const ask = async (request, name) => {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await kept.put(name, answer.clone());
    return answer;
  } catch (error) {
    const before = await kept.match(name);
    const age = before ? Date.now() - Date.parse(before.headers.get("Date")) : 0;
    if (before && (name !== PAGE || !(age > OLDEST))) return before;
    if (before) await kept.delete(name);
    throw error;
  }
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === PAGE) event.respondWith(ask(request, PAGE));
  else if (DRAWN.includes(request.destination)) event.respondWith(ask(request, request.url));
});
