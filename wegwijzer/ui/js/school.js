// While somebody types the name of a school, and at the button: the list that the server gives, of the same address, and nothing
// kept. The page stays the same one, so Back leads to the route. Without this script the button loads the list.
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
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams({ school: box.value }),
      signal: running.signal,
      credentials: "omit",
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...page.querySelector("[data-schools]").childNodes);
    status.textContent = page.querySelector("[data-school-status]").textContent;
  };

  form.addEventListener("submit", async (event) => {
    stop();
    if (!box.value.trim()) return; // the page itself says what is missing
    event.preventDefault();
    try {
      await look();
      list.querySelector("h2").focus();
    } catch (error) {
      if (error.name !== "AbortError") form.submit(); // the way without this script
    }
  });
  box.addEventListener("input", () => {
    stop();
    if (box.value.trim().length >= LEAST) {
      timer = setTimeout(() => look().catch(() => {}), PAUSE); // no answer: the button is there
    } else {
      list.replaceChildren();
      status.textContent = "";
    }
  });
}
