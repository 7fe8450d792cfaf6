/* Forms on a phone: typed without a net, kept with a key of their own, sent when it is back.
   form[data-queue]: data-user, data-send, data-worker, data-kept (the worker's store), data-title and
   data-sticky (names of fields), data-sealed (numbers of people: kept sealed, or not at all). */
(() => {
  "use strict";
  const form = document.querySelector("form[data-queue]");
  if (!form || !window.indexedDB || !window.fetch) return;
  const sealed = "sealed" in form.dataset;
  if (sealed && !(window.crypto && crypto.subtle)) return;
  const { user, send, kept: shelf } = form.dataset;
  const named = (list) => (form.dataset[list] || "").split(" ").filter(Boolean);
  const list = document.getElementById("queue");
  const spare = document.getElementById("queue-item");
  const strip = document.getElementById("net");
  const words = (name) => form.dataset[name];
  const LONGEST_SIDE = 1600;
  const asJson = new TextEncoder();
  const asText = new TextDecoder();

  /* The phone's own store: one row for each entry, one for what is being typed, one for the seal. */
  const opened = new Promise((done, fail) => {
    const asked = indexedDB.open(form.dataset.queue, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("notes", { keyPath: "key" });
      if (sealed) asked.result.createObjectStore("seals", { keyPath: "key" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const store = async (mode, act, where = "notes") => {
    const rows = (await opened).transaction(where, mode).objectStore(where);
    return new Promise((done, fail) => {
      const asked = act(rows);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  };

  /* A seal nobody can read out of the phone's store; who comes second takes the first one's. */
  const seal = async () => {
    const found = await store("readonly", (rows) => rows.get("seal"), "seals");
    if (found) return found.secret;
    const secret = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await store("readwrite", (rows) => rows.add({ key: "seal", secret }), "seals").catch(() => {});
    return (await store("readonly", (rows) => rows.get("seal"), "seals")).secret;
  };
  const lock = async (note) => {
    if (!sealed) return note;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await seal(), asJson.encode(JSON.stringify(note)));
    return { key: note.key, user: note.user, draft: note.draft, iv, data };
  };
  const unlock = async (row) => {
    if (!row || !sealed) return row;
    const data = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, await seal(), row.data);
    return JSON.parse(asText.decode(data));
  };
  const put = async (note) => { const row = await lock(note); return store("readwrite", (rows) => rows.put(row)); };
  const drop = (key) => store("readwrite", (rows) => rows.delete(key));
  const notes = async () => {
    const rows = await store("readonly", (found) => found.getAll());
    return Promise.all(rows.filter((row) => row.user === user && !row.draft).map(unlock));
  };

  /* A key nobody else makes (a random UUID, as older browsers must make it themselves). */
  const newKey = () => {
    const n = crypto.getRandomValues(new Uint8Array(16));
    n[6] = (n[6] & 15) | 64;
    n[8] = (n[8] & 63) | 128;
    const hex = Array.from(n, (part) => part.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };

  const files = () => Array.from(form.querySelectorAll("input[type=file]"));
  const NOT_KEPT = ["csrfmiddlewaretoken", "once", "written_at", ...files().map((box) => box.name)];
  const typed = () => Array.from(new FormData(form)).filter(([name]) => !NOT_KEPT.includes(name));
  const fill = (pairs) => pairs.forEach(([name, value]) => {
    const box = form.elements[name];
    if (!box) return;
    if (box.type === "checkbox") box.checked = true;
    else box.value = value;
    if (box.dispatchEvent) box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const shown = (name) => {
    const box = form.elements[name];
    return box.options ? box.options[box.selectedIndex].text : box.value;
  };

  /* Photos are made small on the phone; what cannot be read goes as it is. */
  const small = async (name, file) => {
    try {
      const picture = await createImageBitmap(file);
      const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * share);
      canvas.height = Math.round(picture.height * share);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
      return { field: name, name: file.name.replace(/\.[^.]*$/, "") + ".jpg", blob };
    } catch (error) {
      return { field: name, name: file.name, blob: file };
    }
  };
  const photos = () => Promise.all(files().map((box) => Array.from(box.files).map((file) => small(box.name, file))).flat());

  /* Shown: what waits, what was refused and why, what was taken. */
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

  /* Sending, one after the other. The same key may arrive twice: it is one entry. */
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
    note.photos.forEach(({ field, name, blob }) => body.append(field || "photos", blob, name));
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
          sent.unshift({ title: note.title, url });
          await drop(note.key);
        } else if (answer.status === 422) {
          await put({ ...note, error: (await answer.json()).errors.join("；") });
        } else break;
      }
    } catch (error) {
      if (error.message === words("signin")) { strip.hidden = false; strip.querySelector("[data-words]").textContent = error.message; }
    } finally {
      sending = false;
      await show();
      document.body.dispatchEvent(new CustomEvent("gh:sent"));
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
    const fields = typed();
    const sticky = fields.filter(([name]) => named("sticky").includes(name));
    const title = named("title").map(shown).join(" ");
    await put({ key: form.elements.key.value, user, title, fields, photos: await photos(), written_at: new Date().toISOString(), error: "" });
    await drop(DRAFT);
    form.reset();
    fill(sticky);
    form.elements.key.value = newKey();
    form.dispatchEvent(new CustomEvent("gh:queued"));
    await show();
    flush();
    document.getElementById("queue-card").scrollIntoView();
  });

  addEventListener("online", () => { show(); flush(); });
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
  setInterval(flush, 30000);
  /* What a page adds to its form listens by then. */
  const drawnUp = new Promise((done) => {
    if (document.readyState === "complete") done();
    else document.addEventListener("DOMContentLoaded", done);
  });
  (async () => {
    await drawnUp;
    form.elements.key.value = newKey();
    const before = await unlock(await store("readonly", (rows) => rows.get(DRAFT)));
    if (before && !form.querySelector("[data-error]")) fill(before.fields);
    form.dispatchEvent(new CustomEvent("gh:ready"));
    await show();
    flush();
    if (navigator.serviceWorker) navigator.serviceWorker.register(form.dataset.worker).then(() => navigator.serviceWorker.ready).then(keepPage).catch(() => {});
  })();

  /* The first time, before the worker looks after the page: keep it and what it is drawn with. */
  async function keepPage() {
    const kept = await caches.open(shelf);
    if (!navigator.onLine || await kept.match(location.pathname)) return;
    const drawn = performance.getEntriesByType("resource").map((part) => part.name.split("#")[0]);
    const own = new Set(drawn.filter((address) => /\.(css|js|svg|woff2)$/.test(address) && new URL(address).origin === location.origin));
    own.delete(new URL(form.dataset.worker, location).href);
    await Promise.all([location.pathname, ...own].map((address) => kept.add(address)));
  }
})();
