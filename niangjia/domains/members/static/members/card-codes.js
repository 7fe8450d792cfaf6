/* Passes of member cards without the net: the phone shows a link a step, the checker verifies it.
   The same as services/card_codes.py; docs/decisions/0070-card-codes.md. */
(() => {
  "use strict";

  const LINK = 16;
  const HEAD = 33;
  const EVERY = 64;
  const DRIFT = 1;
  const RESULTS = { V: "valid", R: "retained", W: "waiting" };
  const UNKNOWN = { result: "unknown" };

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const words = (data) =>
    btoa(String.fromCharCode(...data)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const same = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);
  const stepOf = (now, seconds) => Math.floor(now / 1000 / seconds);

  async function links(link, times) {
    let found = link;
    for (let n = 0; n < times; n += 1) {
      found = new Uint8Array(await crypto.subtle.digest("SHA-256", found)).slice(0, LINK);
    }
    return found;
  }

  /* A chain is walked once; afterwards no link is further than EVERY from one that is kept. */
  const walked = new Map();

  async function chain(pass) {
    const known = walked.get(pass.base);
    if (known) return known;
    const kept = [bytes(pass.base)];
    for (let at = EVERY; at < pass.steps; at += EVERY) {
      kept.push(await links(kept[kept.length - 1], EVERY));
    }
    walked.set(pass.base, kept);
    return kept;
  }

  /* What the QR code of this moment says; null before the pass begins and after its end. */
  async function show(pass, now) {
    const step = stepOf(now, pass.seconds);
    const left = pass.steps - 1 - (step - pass.first);
    if (left < 0 || left >= pass.steps) return null;
    const kept = await chain(pass);
    const link = await links(kept[Math.floor(left / EVERY)], left % EVERY);
    return `${pass.token}.${step}.${words(link)}`;
  }

  function unpack(body) {
    const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
    const told = {
      number: view.getBigUint64(0).toString(),
      first: view.getUint32(8),
      steps: view.getUint16(12),
      seconds: view.getUint16(14),
      state: String.fromCharCode(body[16]),
      end: body.slice(17, 17 + LINK),
    };
    const union = HEAD + 1 + body[HEAD];
    const decode = (from) => new TextDecoder().decode(body.slice(from + 1, from + 1 + body[from]));
    return Object.assign(told, { name: decode(HEAD), union: decode(union) });
  }

  async function isSigned(keys, keyId, body, signature) {
    const jwk = keys.find((key) => key.kid === keyId);
    if (!jwk) return false;
    const told = { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y, ext: true };
    const kind = { name: "ECDSA", namedCurve: "P-256" };
    const key = await crypto.subtle.importKey("jwk", told, kind, true, ["verify"]);
    return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, body);
  }

  /* {result, name, union, until}: valid, retained or waiting as of when it was signed; stale; unknown. */
  async function read(payload, keys, now) {
    const parts = payload.trim().split(".");
    if (parts.length !== 6 || parts[0] !== "p1" || !/^\d{1,11}$/.test(parts[4])) return UNKNOWN;
    try {
      const [body, signature, link] = [parts[2], parts[3], parts[5]].map(bytes);
      if (!(await isSigned(keys, parts[1], body, signature))) return UNKNOWN;
      const told = unpack(body);
      const turn = Number(parts[4]) - told.first;
      if (turn < 0 || turn >= told.steps || link.length !== LINK) return UNKNOWN;
      if (!same(await links(link, turn + 1), told.end)) return UNKNOWN;
      const age = stepOf(now, told.seconds) - Number(parts[4]);
      if (Math.abs(age) > DRIFT) return { result: "stale" };
      const until = (told.first + told.steps) * told.seconds * 1000;
      return { result: RESULTS[told.state] || "unknown", name: told.name, union: told.union, until };
    } catch (wrong) {
      return UNKNOWN;
    }
  }

  window.memberCards = { show, read };
})();
