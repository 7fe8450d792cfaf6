/* Draws a QR code as SVG (ISO/IEC 18004): bytes, level L, versions 1 to 20, for the card without the net. */
(() => {
  "use strict";
  const ECC = [0, 7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
  const BLOCKS = [0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];

  /* GF(256) with x^8 + x^4 + x^3 + x^2 + 1. */
  const EXP = new Uint8Array(512);
  const LOG = new Uint8Array(256);
  for (let n = 0, x = 1; n < 255; n += 1) {
    EXP[n] = EXP[n + 255] = x;
    LOG[x] = n;
    x = (x << 1) ^ (x & 128 ? 0x11d : 0);
  }
  const times = (a, b) => (a && b ? EXP[LOG[a] + LOG[b]] : 0);
  const divisor = (degree) => {
    const found = new Uint8Array(degree);
    found[degree - 1] = 1;
    for (let n = 0; n < degree; n += 1) {
      for (let at = 0; at < degree; at += 1) found[at] = times(found[at], EXP[n]) ^ (at + 1 < degree ? found[at + 1] : 0);
    }
    return found;
  };
  const remainder = (data, by) => {
    const found = new Uint8Array(by.length);
    data.forEach((byte) => {
      const lead = byte ^ found[0];
      found.copyWithin(0, 1);
      found[by.length - 1] = 0;
      by.forEach((value, at) => { found[at] ^= times(value, lead); });
    });
    return found;
  };

  const size = (version) => version * 4 + 17;
  const places = (version) => {
    if (version === 1) return [];
    const count = Math.floor(version / 7) + 2;
    const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
    return Array.from({ length: count }, (_none, n) => (n ? size(version) - 7 - (count - 1 - n) * step : 6));
  };
  const room = (version) => {
    const count = places(version).length;
    const aligned = version > 1 ? (count * count - 3) * 25 - (count - 2) * 10 : 0;
    const bits = (16 * version + 128) * version + 64 - aligned - (version > 6 ? 36 : 0);
    return Math.floor(bits / 8);
  };
  const capacity = (version) => room(version) - ECC[version] * BLOCKS[version];

  function codewords(text, version) {
    const bytes = new TextEncoder().encode(text);
    const bits = [];
    const put = (value, length) => { for (let n = length - 1; n >= 0; n -= 1) bits.push((value >>> n) & 1); };
    put(4, 4);
    put(bytes.length, version < 10 ? 8 : 16);
    bytes.forEach((byte) => put(byte, 8));
    const most = capacity(version) * 8;
    put(0, Math.min(4, most - bits.length));
    put(0, (8 - (bits.length % 8)) % 8);
    for (let pad = 0xec; bits.length < most; pad ^= 0xec ^ 0x11) put(pad, 8);
    const data = Uint8Array.from({ length: most / 8 }, (_none, n) => bits.slice(n * 8, n * 8 + 8).reduce((all, bit) => all * 2 + bit, 0));
    const blocks = BLOCKS[version];
    const long = room(version) % blocks;
    const each = Math.floor(room(version) / blocks) - ECC[version];
    const by = divisor(ECC[version]);
    const parts = [];
    for (let n = 0, at = 0; n < blocks; n += 1) {
      const part = data.slice(at, (at += each + (n < blocks - long ? 0 : 1)));
      parts.push({ part, check: remainder(part, by) });
    }
    const told = [];
    for (let n = 0; n <= each; n += 1) parts.forEach(({ part }) => { if (n < part.length) told.push(part[n]); });
    for (let n = 0; n < ECC[version]; n += 1) parts.forEach(({ check }) => told.push(check[n]));
    return told;
  }

  function drawing(version) {
    const side = size(version);
    const dark = Array.from({ length: side }, () => new Uint8Array(side));
    const fixed = Array.from({ length: side }, () => new Uint8Array(side));
    const set = (x, y, value) => { dark[y][x] = value ? 1 : 0; fixed[y][x] = 1; };
    const square = (cx, cy, reach, isDark) => {
      for (let y = -reach; y <= reach; y += 1) {
        for (let x = -reach; x <= reach; x += 1) {
          const [at, row] = [cx + x, cy + y];
          if (at >= 0 && row >= 0 && at < side && row < side) set(at, row, isDark(Math.max(Math.abs(x), Math.abs(y))));
        }
      }
    };
    for (let n = 0; n < side; n += 1) { set(6, n, n % 2 === 0); set(n, 6, n % 2 === 0); }
    [[3, 3], [side - 4, 3], [3, side - 4]].forEach(([x, y]) => square(x, y, 4, (away) => away !== 2 && away !== 4));
    const at = places(version);
    at.forEach((x, i) => at.forEach((y, j) => {
      const corner = (i === 0 && j === 0) || (i === 0 && j === at.length - 1) || (i === at.length - 1 && j === 0);
      if (!corner) square(x, y, 2, (away) => away !== 1);
    }));
    if (version > 6) {
      let rest = version;
      for (let n = 0; n < 12; n += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
      const told = (version << 12) | rest;
      for (let n = 0; n < 18; n += 1) {
        const [a, b] = [side - 11 + (n % 3), Math.floor(n / 3)];
        set(a, b, (told >>> n) & 1);
        set(b, a, (told >>> n) & 1);
      }
    }
    return { side, dark, fixed, set };
  }

  /* Level L and mask 0: the mask is always named, and one that reads well enough is as good as the best. */
  function format({ side, set }) {
    const data = 1 << 3;
    let rest = data;
    for (let n = 0; n < 10; n += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const told = ((data << 10) | rest) ^ 0x5412;
    const bit = (n) => (told >>> n) & 1;
    for (let n = 0; n < 6; n += 1) set(8, n, bit(n));
    set(8, 7, bit(6));
    set(8, 8, bit(7));
    set(7, 8, bit(8));
    for (let n = 9; n < 15; n += 1) set(14 - n, 8, bit(n));
    for (let n = 0; n < 8; n += 1) set(side - 1 - n, 8, bit(n));
    for (let n = 8; n < 15; n += 1) set(8, side - 15 + n, bit(n));
    set(8, side - 8, 1);
  }

  function matrix(text) {
    const length = new TextEncoder().encode(text).length;
    let version = 1;
    while (version <= 20 && capacity(version) * 8 < 4 + (version < 10 ? 8 : 16) + length * 8) version += 1;
    if (version > 20) return null;
    const told = codewords(text, version);
    const page = drawing(version);
    format(page);
    const { side, dark, fixed } = page;
    let n = 0;
    for (let right = side - 1; right > 0; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < side; step += 1) {
        for (let j = 0; j < 2; j += 1) {
          const x = right - j;
          const y = (right + 1) & 2 ? step : side - 1 - step;
          if (!fixed[y][x]) {
            const bit = n < told.length * 8 ? (told[n >>> 3] >>> (7 - (n & 7))) & 1 : 0;
            dark[y][x] = bit ^ ((x + y) % 2 === 0 ? 1 : 0);
            n += 1;
          }
        }
      }
    }
    return dark;
  }

  /* The picture as an element: one path, dark squares on the page's ground. */
  function picture(text) {
    const dark = matrix(text);
    if (!dark) return null;
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    const line = [];
    dark.forEach((row, y) => row.forEach((value, x) => { if (value) line.push(`M${x + 2} ${y + 2}h1v1h-1z`); }));
    svg.setAttribute("viewBox", `0 0 ${dark.length + 4} ${dark.length + 4}`);
    path.setAttribute("d", line.join(""));
    svg.append(path);
    return svg;
  }

  window.qrCode = { matrix, picture };
})();
