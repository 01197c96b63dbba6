// "Snel weg": off this page at once, and Back shows none of our pages again in this tab.
// Loaded in the head before anything is drawn. Without it the link still leaves, through the server.
const FLAG = "weg"; // remembers, in this tab only, where the visitor left to
const doc = document.documentElement;

const stored = (value) => {
  try {
    if (value === null) sessionStorage.removeItem(FLAG);
    else if (value) sessionStorage.setItem(FLAG, value);
    return sessionStorage.getItem(FLAG);
  } catch {
    return null; // storage switched off: leaving works, Back then shows the page
  }
};

const goTo = (address) => {
  doc.hidden = true;
  document.title = new URL(address, location.href).hostname;
  location.replace(address);
};

const leave = () => {
  const link = document.querySelector("[data-exit]");
  if (link) {
    stored(link.dataset.exit);
    goTo(link.dataset.exit);
  }
};

// Came here by Back or Forward after leaving: away again. Came here on purpose: forget that we left.
const entry = performance.getEntriesByType("navigation")[0];
const left = stored();
if (left) {
  if (entry ? entry.type === "back_forward" : performance.navigation.type === 2) goTo(left);
  else stored(null);
}

// A browser may keep a page whole and show it on Back. It is put away blank, and shown only when the visitor did not leave.
addEventListener("pagehide", (event) => {
  if (event.persisted) doc.hidden = true;
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  if (stored()) goTo(stored());
  else doc.hidden = false;
});

document.addEventListener("click", (event) => {
  if (event.target.closest && event.target.closest("[data-exit]")) {
    event.preventDefault();
    leave();
  }
});

// Three times Shift or three times Escape, within two seconds, with no other key between.
let pressed = [];
let last = "";
document.addEventListener("keydown", (event) => {
  if (event.repeat) return;
  const now = Date.now();
  if (event.key !== last) pressed = [];
  last = event.key;
  if (last !== "Shift" && last !== "Escape") return;
  pressed = pressed.filter((time) => now - time < 2000).concat(now);
  if (pressed.length > 2) leave();
  const status = document.querySelector("[data-exit-status]");
  if (status) status.textContent = pressed.length === 2 ? status.dataset.exitStatus : "";
});
