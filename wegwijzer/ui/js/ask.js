// While somebody types in the box: is there a sign of danger? Asked when typing pauses, of the same address as the button,
// with the same promise: nothing is kept. Without this script the answer comes with the button.
const PAUSE = 900; // milliseconds without a key
const LEAST = 8; // characters
const MOST = 4000; // characters that are read

for (const form of document.querySelectorAll("form[data-ask]")) {
  const place = form.querySelector("[data-alarm-place]");
  const status = form.querySelector("[data-alarm-status]");
  const box = form.querySelector("textarea");
  let timer = 0;
  let running = null;

  const stop = () => {
    clearTimeout(timer);
    if (running) running.abort();
  };

  const show = (section) => {
    const known = document.querySelector("[data-alarm]");
    if (!section || (known && known.dataset.alarm === section.dataset.alarm)) return; // it stands there already
    place.replaceChildren(section);
    status.textContent = section.dataset.alarm;
  };

  const look = async () => {
    running = new AbortController();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams({ woorden: box.value.slice(0, MOST) }),
        signal: running.signal,
        credentials: "omit",
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      show(page.querySelector("[data-alarm]"));
    } catch {
      // no answer: the numbers stand on every page
    }
  };

  form.addEventListener("submit", stop);
  box.addEventListener("input", () => {
    stop();
    const typed = box.value.trim().length;
    if (!typed) {
      place.replaceChildren(); // an empty box leaves no trace
      status.textContent = "";
    }
    if (typed >= LEAST) timer = setTimeout(look, PAUSE);
  });
}
