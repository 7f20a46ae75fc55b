// What is pasted from Word or a website keeps its headings, lists and links: the server turns it
// into our own formatting. Without this script, or when the server does not answer, plain text is
// pasted, as always.
const form = document.getElementById("newsletter-form");
const field = form.querySelector('textarea[name="body"]');
const said = document.getElementById("paste-said");

function put(text, start, end, words) {
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  said.textContent = words;
  said.hidden = false;
}

async function asOurs(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const sent = new FormData();
  sent.set("html", body.innerHTML);
  sent.set("csrf_token", form.elements.csrf_token.value);
  const answer = await fetch(said.dataset.url, { method: "POST", body: sent });
  if (!answer.ok) throw new Error("not understood");
  return (await answer.json()).text;
}

field.addEventListener("paste", async (event) => {
  const html = event.clipboardData.getData("text/html");
  if (!html) return;
  const plain = event.clipboardData.getData("text/plain");
  const { selectionStart, selectionEnd } = field;
  event.preventDefault();
  try {
    put(await asOurs(html), selectionStart, selectionEnd, said.dataset.done);
  } catch {
    put(plain, selectionStart, selectionEnd, said.dataset.plain);
  }
});
