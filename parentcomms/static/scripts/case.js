// Says that somebody has this case open, and keeps what is being written, every half minute.
// The page works without it: a button keeps a draft, and "I have read this" says who is there.
const mark = document.getElementById("case-here");
const draft = document.querySelector("[data-draft]");
let kept = draft ? draft.value : "";

function say() {
  const data = new FormData(mark);
  if (draft && draft.value !== kept) {
    kept = draft.value;
    data.set("page", mark.dataset.page);
    data.set("words", kept);
  }
  fetch(mark.action, { method: "POST", body: data, credentials: "same-origin" });
}

say();
setInterval(say, 30000);
