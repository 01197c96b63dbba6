// Passkeys: what the browser and the server say to each other. Forms without this script stay hidden or say so.
import { startAuthentication, startRegistration } from "@simplewebauthn/browser";

async function options(form) {
  const address = form.dataset.passkey;
  if (!address) return JSON.parse(document.getElementById("passkey-options").textContent).publicKey;
  const answer = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  return (await answer.json()).request_options.publicKey;
}

async function credential(form) {
  const optionsJSON = await options(form);
  if (!form.dataset.passkeyNew) return startAuthentication({ optionsJSON });
  // Every passkey can be logged in with, so it is kept on the device and asks for a finger, a face or a code.
  optionsJSON.authenticatorSelection = {
    ...optionsJSON.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
  };
  return startRegistration({ optionsJSON });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = form.querySelector("[data-passkey-problem]");
    problem.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await credential(form));
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
}
