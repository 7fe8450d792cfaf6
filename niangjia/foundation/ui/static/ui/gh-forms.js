/* Forms: once, drafts, unsaved changes, dates, amounts, ticks, pickers. gh.js fetches it where a page has one. */
(() => {
  "use strict";
  const { $, $$, on, send, close } = window.gh;
  const dirty = new Set();
  const isWriting = (form) => form.method === "post" && !form.matches(".gh-one, [data-display]");

  /* A repeated press or a retried connection carries the same key, so nothing is written twice;
     a form marked data-again sets something that may be set again and again. */
  const key = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(16).padStart(2, "0")).join("");
  on("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[data-again]")) return;
    if (!form.elements.once) {
      const box = document.createElement("input");
      Object.assign(box, { type: "hidden", name: "once", value: key() });
      form.appendChild(box);
    }
    dirty.delete(form);
    if (!event.submitter) return;
    busy(event.submitter, true);
    setTimeout(() => { if (event.defaultPrevented && !form.classList.contains("htmx-request")) busy(event.submitter, false); }, 0);
  });
  const busy = (button, state) => {
    const words = $("span", button);
    if (state) button.style.minWidth = button.offsetWidth + "px";
    if (words && state) { button.dataset.label = words.textContent; words.textContent = document.body.dataset.busy; }
    if (words && !state && button.dataset.label) words.textContent = button.dataset.label;
    if (state) button.setAttribute("aria-busy", "true"); else button.removeAttribute("aria-busy");
    setTimeout(() => { button.disabled = state; }, 0);
  };
  const rested = (root) => [...$$("[aria-busy][type=submit]", root), ...(root.elements || [])].forEach((button) => { if (button.matches("[aria-busy][type=submit]")) busy(button, false); });
  on("htmx:afterRequest", ({ detail }) => {
    rested(detail.elt);
    const form = detail.elt.closest("form");
    if (detail.successful && form && form.elements.once) form.elements.once.remove();
  });
  addEventListener("pageshow", () => rested(document));

  /* Leaving with unsaved changes asks; drafts are sent on leaving a field and every 30 s. */
  const save = (form) => {
    if (!form.dataset.draft || !dirty.has(form) || !form.isConnected) return;
    dirty.delete(form);
    send(form.dataset.draft, form)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer)))
      .then(({ saved }) => { const place = $("#dock-saved"); if (place) place.lastChild.textContent = saved; })
      .catch(() => dirty.add(form));
  };
  on("input", ({ target }) => { if (target.form && isWriting(target.form)) dirty.add(target.form); });
  on("focusout", ({ target }) => { if (target.form) save(target.form); });
  setInterval(() => dirty.forEach(save), 30000);
  addEventListener("beforeunload", (event) => {
    if (Array.from(dirty).some((form) => form.isConnected && !form.closest("dialog"))) { event.preventDefault(); event.returnValue = ""; }
  });

  /* Long forms ask every minute whether somebody else has saved. */
  setInterval(() => $$("form[data-watch]").forEach((form) => {
    if (document.hidden) return;
    fetch(form.dataset.watch, { credentials: "same-origin" }).then((answer) => answer.json()).then(({ version, words }) => {
      const note = $("[data-watch-note]", form);
      if (note && String(version) !== form.elements.version.value) { note.textContent = words; note.hidden = false; }
    }).catch(() => {});
  }), 60000);

  /* Dates in Chinese, amounts in capitals, steps of a score, passwords to be seen. */
  const part = (value, options) => new Intl.DateTimeFormat("zh-CN", options).format(value);
  const spoken = (text) => {
    const [year, month, day] = text.slice(0, 10).split("-").map(Number);
    if (!day) return "";
    const value = new Date(year, month - 1, day);
    return part(value, { year: "numeric", month: "long", day: "numeric" }) + " " + part(value, { weekday: "long" });
  };
  const DIGITS = "零壹贰叁肆伍陆柒捌玖";
  const four = (text) => text.replace(/\d/g, (n, i) => (n === "0" ? "零" : DIGITS[n] + ["仟", "佰", "拾", ""][i])).replace(/零+/g, "零").replace(/零$/, "");
  const capitals = (text) => {
    const found = /^(\d{1,12})(?:\.(\d{0,2}))?$/.exec(text.replace(/[,，\s]/g, ""));
    if (!found) return "";
    const whole = found[1].padStart(12, "0");
    const yuan = ["亿", "万", ""].map((unit, i) => { const words = four(whole.slice(i * 4, i * 4 + 4)); return words && words + unit; })
      .join("").replace(/^零+/, "").replace(/零+/g, "零");
    const [jiao, fen] = (found[2] || "").padEnd(2, "0");
    const rest = (jiao > 0 ? DIGITS[jiao] + "角" : yuan && fen > 0 ? "零" : "") + (fen > 0 ? DIGITS[fen] + "分" : "");
    return "人民币" + (yuan ? yuan + "元" : rest ? "" : "零元") + (rest || "整");
  };
  on("input", ({ target }) => {
    const date = $(`[data-cn-date="${target.id}"]`);
    if (date && target.id) date.textContent = spoken(target.value);
    const words = $(`[data-capitals="${target.id}"]`);
    if (words && target.id) words.textContent = capitals(target.value);
  });
  on("paste", (event) => {
    if (!event.target.matches("[inputmode=numeric], [type=tel]")) return;
    const text = event.clipboardData.getData("text").normalize("NFKC").replace(/[\s-]/g, "");
    event.preventDefault();
    document.execCommand("insertText", false, text);
  });
  // A field asked only for some answers of another one: data-when="name:answer answer".
  const whens = () => $$("[data-when]").forEach((part) => {
    const [name, answers] = part.dataset.when.split(":");
    const asked = part.closest("form").elements[name];
    part.hidden = Boolean(asked) && !answers.split(" ").includes(asked.value);
  });
  document.addEventListener("change", whens);

  window.ghForms = () => { $$("[data-reveal]").forEach((button) => { button.hidden = false; }); whens(); };
  window.ghForms();

  /* Ticked rows: the strip with bulk actions appears with the first one. */
  const ticks = (form) => {
    const boxes = $$("[data-tick]", form);
    const on = boxes.filter((box) => box.checked);
    boxes.forEach((box) => box.closest("tr").toggleAttribute("data-chosen", box.checked));
    const strip = $("[data-bulk]", form);
    if (strip) { strip.hidden = !on.length; $("[data-bulk-count]", strip).textContent = on.length; }
    const all = $("[data-tick-all]", form);
    if (all) { all.checked = on.length > 0 && on.length === boxes.length; all.indeterminate = on.length > 0 && !all.checked; }
  };
  const around = (node) => node.closest("form") || node.closest(".gh-card") || document;
  on("change", ({ target }) => {
    if (target.matches("[data-tick-all]")) $$("[data-tick]", around(target)).forEach((box) => { box.checked = target.checked; });
    if (target.matches("[data-tick], [data-tick-all]")) ticks(around(target));
  });
  on("click", ({ target }) => {
    const hit = (selector) => target.closest(selector);
    if (hit("[data-bulk-clear]")) {
      const form = around(target);
      $$("[data-tick], [data-bulk-all]", form).forEach((box) => { box.checked = false; });
      ticks(form);
    }
    const by = hit("[data-step]");
    if (by) {
      const box = $("input", by.parentNode);
      if (by.dataset.step > 0) box.stepUp(); else box.stepDown();
      ["input", "change"].forEach((type) => box.dispatchEvent(new Event(type, { bubbles: true })));
    }
    const eye = hit("[data-reveal]");
    if (eye) {
      const box = document.getElementById(eye.dataset.reveal);
      box.type = box.type === "password" ? "text" : "password";
      eye.setAttribute("aria-pressed", String(box.type === "text"));
    }
    if (hit("[data-pick]")) pick(hit("[data-pick]").dataset);
    if (hit("[data-drop]")) hit("[data-drop]").closest(".gh-chip").remove();
    if (hit("[data-tick-all]")) $$("#dialog .gh-picker-rows input").forEach((box) => { box.checked = true; });
  });

  /* A picker puts what was ticked in the dialog into its field on the page. */
  const pick = ({ pick: name, many }) => {
    const place = $(`[data-picker="${name}"] .gh-picked`);
    const chosen = $$("#dialog .gh-picker-rows input:checked");
    if (place && chosen.length) {
      $$(many ? ".u-ink3" : ".gh-chip, .u-ink3", place).forEach((old) => old.remove());
      const kept = $$("input", place).map((box) => box.value);
      const way = $("a", place);
      chosen.filter((box) => !kept.includes(box.value)).forEach((box) => {
        const chip = document.createElement("span");
        const hidden = document.createElement("input");
        chip.className = "gh-chip";
        chip.setAttribute("data-on", "");
        Object.assign(hidden, { type: "hidden", name, value: box.value });
        chip.append(hidden, box.dataset.text);
        if (many || "free" in place.dataset) {
          const drop = document.createElement("button");
          Object.assign(drop, { type: "button", className: "gh-drop", textContent: "×", ariaLabel: `${place.dataset.words} ${box.dataset.text}` });
          drop.setAttribute("data-drop", "");
          chip.append(drop);
        }
        place.insertBefore(chip, way);
      });
    }
    close();
  };
  on("htmx:xhr:progress", ({ detail }) => {
    const bar = $("[data-upload-bar]", detail.elt);
    if (bar && detail.lengthComputable) { bar.hidden = false; bar.value = (detail.loaded / detail.total) * 100; }
  });
})();
