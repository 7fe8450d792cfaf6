/* The try-it page: builds the address from the form, sends it as the signed-in person, shows the answer. */
(() => {
  "use strict";
  const token = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";

  const address = (form) => {
    let path = form.dataset.path;
    const query = new URLSearchParams();
    form.querySelectorAll("[data-in]").forEach((box) => {
      if (box.dataset.in === "path") path = path.replace(`{${box.name}}`, encodeURIComponent(box.value));
      else if (box.value !== "") query.append(box.name, box.value);
    });
    return query.toString() ? `${path}?${query}` : path;
  };

  const pretty = (text) => {
    try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-try]");
    if (!form) return;
    event.preventDefault();
    const body = form.querySelector("[data-body]");
    const answer = form.querySelector("[data-answer]");
    const options = { method: form.dataset.method, credentials: "same-origin", headers: { Accept: "application/json" } };
    if (form.dataset.method !== "GET") options.headers["X-CSRFToken"] = token();
    if (body) { options.headers["Content-Type"] = "application/json"; options.body = body.value; }
    const began = performance.now();
    answer.hidden = false;
    form.setAttribute("aria-busy", "true");
    try {
      const got = await fetch(address(form), options);
      answer.querySelector("[data-status]").textContent = `${got.status} ${got.statusText}`;
      answer.querySelector("[data-text]").textContent = pretty(await got.text());
    } catch {
      answer.querySelector("[data-status]").textContent = "没有发送成功";
      answer.querySelector("[data-text]").textContent = "请检查网络后再试";
    }
    answer.querySelector("[data-time]").textContent = `${Math.round(performance.now() - began)} 毫秒`;
    form.removeAttribute("aria-busy");
  });
})();
