// Asks the browser for a passkey and sends its answer with the form. Without it, the page offers
// the code from an app instead.
const form = document.getElementById("passkey-form");
const button = document.getElementById("passkey-button");
const problem = document.getElementById("passkey-problem");
const options = JSON.parse(form.dataset.options);

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function ready() {
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (asked[list]) asked[list] = asked[list].map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return asked;
}

function plain(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
}

async function ask() {
  const publicKey = ready();
  const credential = publicKey.user
    ? await navigator.credentials.create({ publicKey })
    : await navigator.credentials.get({ publicKey });
  form.elements.answer.value = plain(credential);
  form.submit();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  problem.hidden = true;
  ask().catch(() => {
    problem.hidden = false;
    button.focus();
  });
});
form.hidden = !window.PublicKeyCredential;
