/* Visit notes on a phone: what the queue of the house (ui/queue.js) does not know: where one is, and which county. */
(() => {
  "use strict";
  const form = document.getElementById("note");
  if (!form) return;
  const words = (name) => form.dataset[name];
  const told = document.getElementById("located");
  const place = (text) => { told.textContent = text; };
  form.addEventListener("gh:queued", () => place(""));
  form.addEventListener("gh:ready", () => {
    const county = new URLSearchParams(location.search).get("pairing");
    if (county && !form.elements.pairing_id.value) form.elements.pairing_id.value = county;
  });

  /* Asked for only when pressed. */
  const button = form.querySelector("[data-locate]");
  if (!navigator.geolocation) return;
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", () => {
    place(words("locating"));
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      form.elements.latitude.value = coords.latitude.toFixed(6);
      form.elements.longitude.value = coords.longitude.toFixed(6);
      place(`${words("located")} ${coords.latitude.toFixed(4)}, ${coords.longitude.toFixed(4)}`);
    }, () => place(words("unlocated")), { enableHighAccuracy: true, timeout: 20000 });
  });
})();
