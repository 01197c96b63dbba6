// While somebody types the name of a school: the same list that the button gives, asked of the same address, and nothing kept.
// Without this script the list comes with the button.
const PAUSE = 250; // milliseconds without a key
const LEAST = 3; // characters

for (const form of document.querySelectorAll("form[data-school]")) {
  const box = form.querySelector("input");
  const list = document.querySelector("[data-schools]");
  const status = form.querySelector("[data-school-status]");
  let timer = 0;
  let running = null;

  const stop = () => {
    clearTimeout(timer);
    if (running) running.abort();
  };

  const look = async () => {
    running = new AbortController();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams({ school: box.value }),
        signal: running.signal,
        credentials: "omit",
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-schools]");
      if (!found) return;
      list.replaceChildren(...found.childNodes);
      status.textContent = page.querySelector("[data-school-status]").textContent;
    } catch {
      // no answer: the button is there
    }
  };

  form.addEventListener("submit", stop);
  box.addEventListener("input", () => {
    stop();
    const typed = box.value.trim().length;
    if (typed >= LEAST) timer = setTimeout(look, PAUSE);
    else list.replaceChildren();
  });
}
