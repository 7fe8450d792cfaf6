/* Visit notes on a phone: typed without a net, kept with a key of their own, sent when it is back. */
(() => {
  "use strict";
  const form = document.getElementById("note");
  if (!form || !window.indexedDB || !window.fetch) return;
  const { user, send } = form.dataset;
  const list = document.getElementById("queue");
  const spare = document.getElementById("queue-item");
  const strip = document.getElementById("net");
  const words = (name) => form.dataset[name];
  const LONGEST_SIDE = 1600;

  /* The phone's own store: one row for each note, and one for what is being typed. */
  const opened = new Promise((done, fail) => {
    const asked = indexedDB.open("niangjia-notes", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("notes", { keyPath: "key" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const store = async (mode, act) => {
    const rows = (await opened).transaction("notes", mode).objectStore("notes");
    return new Promise((done, fail) => {
      const asked = act(rows);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  };
  const put = (note) => store("readwrite", (rows) => rows.put(note));
  const drop = (key) => store("readwrite", (rows) => rows.delete(key));
  const notes = async () => (await store("readonly", (rows) => rows.getAll())).filter((note) => note.user === user && !note.draft);

  /* A key nobody else makes (a random UUID, as older browsers must make it themselves). */
  const newKey = () => {
    const n = crypto.getRandomValues(new Uint8Array(16));
    n[6] = (n[6] & 15) | 64;
    n[8] = (n[8] & 63) | 128;
    const hex = Array.from(n, (part) => part.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const NOT_KEPT = ["csrfmiddlewaretoken", "once", "photos", "written_at"];
  const typed = () => Array.from(new FormData(form)).filter(([name]) => !NOT_KEPT.includes(name));
  const fill = (pairs) => pairs.forEach(([name, value]) => {
    const box = form.elements[name];
    if (!box) return;
    box.value = value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });

  /* Photos are made small on the phone; what cannot be read goes as it is. */
  const small = async (file) => {
    try {
      const picture = await createImageBitmap(file);
      const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * share);
      canvas.height = Math.round(picture.height * share);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
      return { name: file.name.replace(/\.[^.]*$/, "") + ".jpg", blob };
    } catch (error) {
      return { name: file.name, blob: file };
    }
  };

  /* Shown: what waits, what was refused and why, what has become a visit. */
  const sent = [];
  const line = (note, state, text) => {
    const item = document.importNode(spare.content, true).firstElementChild;
    const part = (name) => item.querySelector(`[data-part=${name}]`);
    part("title").textContent = note.title;
    part("state").textContent = words(state) + (text ? "：" + text : "");
    item.dataset.state = state;
    if (note.url) {
      part("open").href = note.url;
      part("edit").remove();
      part("drop").remove();
    } else {
      part("open").remove();
      part("edit").addEventListener("click", () => edit(note));
      part("drop").addEventListener("click", async () => { await drop(note.key); show(); });
    }
    return item;
  };
  const show = async () => {
    const waiting = await notes();
    list.textContent = "";
    sent.forEach((note) => list.append(line(note, "sent")));
    waiting.forEach((note) => list.append(line(note, note.error ? "refused" : "waiting", note.error)));
    document.getElementById("queue-card").hidden = !sent.length && !waiting.length;
    strip.hidden = navigator.onLine;
  };
  const edit = async (note) => {
    await drop(note.key);
    form.reset();
    fill(note.fields);
    form.elements.key.value = newKey();
    form.scrollIntoView();
    show();
  };

  /* Sending, one note after the other. The same key may arrive twice: it is one visit. */
  const token = async () => {
    const answer = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
    if (answer.redirected) throw new Error(words("signin"));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[name=csrfmiddlewaretoken]").value;
  };
  const post = async (note, csrf) => {
    const body = new FormData();
    note.fields.forEach(([name, value]) => body.append(name, value));
    body.append("written_at", note.written_at);
    note.photos.forEach(({ name, blob }) => body.append("photos", blob, name));
    return fetch(send, { method: "POST", body, headers: { "X-CSRFToken": csrf }, credentials: "same-origin" });
  };
  let sending = false;
  const flush = async () => {
    const waiting = (await notes()).filter((note) => !note.error);
    if (sending || !waiting.length || !navigator.onLine) return;
    sending = true;
    try {
      const csrf = await token();
      for (const note of waiting) {
        const answer = await post(note, csrf);
        if (answer.status === 201) {
          const { url } = await answer.json();
          sent.unshift({ ...note, url });
          await drop(note.key);
        } else if (answer.status === 422) {
          await put({ ...note, error: (await answer.json()).errors.join("；") });
        } else break;
      }
    } catch (error) {
      if (error.message === words("signin")) { strip.hidden = false; strip.querySelector("[data-words]").textContent = error.message; }
    } finally {
      sending = false;
      show();
    }
  };

  /* Being typed: kept every half second, back after the page was closed. */
  const DRAFT = "draft:" + user;
  let resting;
  form.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(() => put({ key: DRAFT, user, draft: true, fields: typed() }), 500);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const missing = Array.from(form.elements).find((box) => box.willValidate && !box.checkValidity());
    if (missing) { missing.reportValidity(); missing.focus(); return; }
    clearTimeout(resting);
    const chosen = form.elements.pairing_id;
    const photos = await Promise.all(Array.from(form.elements.photos.files).map(small));
    const title = chosen.options[chosen.selectedIndex].text + " " + form.elements.visited_on.value;
    await put({ key: form.elements.key.value, user, title, fields: typed(), photos, written_at: new Date().toISOString(), error: "" });
    await drop(DRAFT);
    form.reset();
    form.elements.key.value = newKey();
    place("");
    await show();
    flush();
    document.getElementById("queue-card").scrollIntoView();
  });

  /* Where one is: asked for only when pressed. */
  const told = document.getElementById("located");
  const place = (text) => { told.textContent = text; };
  const button = form.querySelector("[data-locate]");
  if (navigator.geolocation) {
    button.closest("[hidden]").hidden = false;
    button.addEventListener("click", () => {
      place(words("locating"));
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        form.elements.latitude.value = coords.latitude.toFixed(6);
        form.elements.longitude.value = coords.longitude.toFixed(6);
        place(`${words("located")} ${coords.latitude.toFixed(4)}, ${coords.longitude.toFixed(4)}`);
      }, () => place(words("unlocated")), { enableHighAccuracy: true, timeout: 20000 });
    });
  }

  addEventListener("online", () => { show(); flush(); });
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  setInterval(flush, 30000);
  (async () => {
    form.elements.key.value = newKey();
    const before = await store("readonly", (rows) => rows.get(DRAFT));
    if (before && !form.querySelector("[data-error]")) fill(before.fields);
    const county = new URLSearchParams(location.search).get("pairing");
    if (county && !form.elements.pairing_id.value) form.elements.pairing_id.value = county;
    await show();
    flush();
    if (navigator.serviceWorker) navigator.serviceWorker.register(form.dataset.worker).then(() => navigator.serviceWorker.ready).then(keepPage).catch(() => {});
  })();

  /* The first time, before the worker looks after the page: keep it and what it is drawn with. */
  async function keepPage() {
    const kept = await caches.open("tasks-note-1");
    if (!navigator.onLine || await kept.match(location.pathname)) return;
    const drawn = performance.getEntriesByType("resource").map((part) => part.name.split("#")[0]);
    const own = new Set(drawn.filter((address) => /\.(css|js|svg|woff2)$/.test(address) && new URL(address).origin === location.origin));
    own.delete(new URL(form.dataset.worker, location).href);
    await Promise.all([location.pathname, ...own].map((address) => kept.add(address)));
  }
})();
