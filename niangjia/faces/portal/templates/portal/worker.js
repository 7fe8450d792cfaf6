/* Keeps the shell of the workers' pages, and pages of one's own the server marks (X-Keep), for a phone without a net. */
"use strict";
const SHELL = "portal-{{ version }}-shell";
const PAGES = "portal-pages";
const OFFLINE = "{{ url("portal:offline") }}";
const FIRST = {{ first|tojson }};
const OLDEST = {{ days }} * 24 * 3600 * 1000;
const STRIP = {{ _("当前没有网络，显示的是 %(when)s 的内容", when="@")|tojson }};
const NAMED = /\.[0-9a-f]{12}\./;

addEventListener("install", (event) => event.waitUntil(caches.open(SHELL).then((kept) => kept.addAll(FIRST)).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil((async () => {
  const old = (await caches.keys()).filter((name) => name.startsWith("portal-") && name.endsWith("-shell") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
})()));

/* A page is kept with the moment it was made; a session that has ended takes all of them along. */
const keep = async (request, answer) => {
  if (answer.redirected || !answer.ok) { if (new URL(answer.url).pathname.startsWith("{{ url("portal:enter") }}")) await caches.delete(PAGES); return; }
  if (!answer.headers.get("X-Keep")) return;
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", String(Date.now()));
  const page = new Response(await answer.text(), { status: answer.status, headers });
  await (await caches.open(PAGES)).put(request.url, page);
};
const told = (time) => {
  const at = new Date(time);
  const two = (n) => String(n).padStart(2, "0");
  return `${at.getMonth() + 1}月${at.getDate()}日 ${two(at.getHours())}:${two(at.getMinutes())}`;
};
const before = async (request) => {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(request.url);
  const at = kept ? Number(kept.headers.get("X-Kept-At")) : 0;
  if (!kept || Date.now() - at > OLDEST) {
    if (kept) await pages.delete(request.url);
    return null;
  }
  const strip = `<p class="gh-strip" data-level="warn" role="status">${STRIP.replace("@", told(at))}</p>`;
  const text = (await kept.text()).replace("<body ", "<body data-kept ").replace(/(<div class="gh-portal-page">)/, "$1" + strip);
  return new Response(text, { status: 200, headers: kept.headers });
};
const navigate = async (event) => {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (request.method === "GET") event.waitUntil(keep(request, answer.clone()));
    return answer;
  } catch (error) {
    const kept = request.method === "GET" ? await before(request) : null;
    const shell = await caches.open(SHELL);
    return kept || await shell.match(request.url, { ignoreSearch: true }) || await shell.match(OFFLINE);
  }
};
const drawn = async (request) => {
  const shell = await caches.open(SHELL);
  const kept = await shell.match(request);
  if (kept && NAMED.test(request.url)) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await shell.put(request, answer.clone());
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(navigate(event));
  else if (request.method === "GET" && pathname.startsWith({{ static_url|tojson }})) event.respondWith(drawn(request));
});
