// While somebody types in the box: is there a sign of danger? Asked when typing pauses, of the same address as the button,
// with the same promise: nothing is kept. Without this script the answer comes with the button.
const PAUSE = 900; // milliseconds without a key
const LEAST = 8; // characters

for (const form of document.querySelectorAll("form[data-ask]")) {
  const place = form.querySelector("[data-alarm-place]");
  const box = form.querySelector("textarea");
  let timer = 0;
  let running = null;

  const show = (section) => {
    const now = place.firstElementChild;
    if (now && section && now.textContent === section.textContent) return; // do not read it aloud again
    if (!section && now) return; // what was raised stays: a word more does not make it untrue
    if (section) place.replaceChildren(section);
  };

  const look = async () => {
    if (running) running.abort();
    running = new AbortController();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams({ woorden: box.value }),
        signal: running.signal,
        credentials: "omit",
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      show(page.querySelector("[data-alarm]"));
    } catch {
      // no answer: the numbers stand on every page
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    if (box.value.trim().length >= LEAST) timer = setTimeout(look, PAUSE);
  });
}
