/* Checking a card: by the camera where the browser reads codes; without the net by the pass on the other phone. */
(() => {
  "use strict";
  const { $ } = window.gh;
  const root = $("[data-checker]");
  if (!root) return;
  const keys = JSON.parse(root.dataset.keys);
  const told = $("[data-told]", root);
  const payloadOf = (text) => {
    try { return new URL(text).searchParams.get("c") || text; } catch { return text; }
  };
  const tell = (answer) => {
    const good = ["valid", "retained", "waiting"].includes(answer.result);
    told.hidden = false;
    told.dataset.level = good ? "ok" : "danger";
    told.dataset.result = answer.result;
    $("[data-good]", told).hidden = !good;
    $("[data-bad]", told).hidden = good;
    $("[data-part=words]", told).textContent = root.dataset[answer.result];
    $("[data-part=name]", told).textContent = answer.name || "";
    $("[data-part=union]", told).textContent = answer.union || "";
    told.scrollIntoView();
  };
  const check = async (text) => {
    const payload = payloadOf(text);
    if (navigator.onLine) { location.href = `${location.pathname}?c=${encodeURIComponent(payload)}`; return; }
    tell(window.crypto.subtle ? await window.memberCards.read(payload, keys, Date.now()) : { result: "unknown" });
  };

  /* Kept by the worker, this page is what a scanned card leads to without a net. */
  const asked = new URLSearchParams(location.search).get("c");
  if (asked && !navigator.onLine) check(asked);

  const form = $("form[data-check]", root);
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    check(form.elements.c.value);
  });

  const camera = $("[data-camera]", root);
  if (!window.BarcodeDetector || !navigator.mediaDevices) return;
  camera.hidden = false;
  $("[data-scan]", camera).addEventListener("click", async () => {
    const video = $("[data-video]", camera);
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch { camera.hidden = true; return; }
    await video.play();
    const reader = new window.BarcodeDetector({ formats: ["qr_code"] });
    const look = async () => {
      const found = await reader.detect(video).catch(() => []);
      if (!found.length) { setTimeout(look, 200); return; }
      video.srcObject.getTracks().forEach((track) => track.stop());
      check(found[0].rawValue);
    };
    look();
  });
})();
