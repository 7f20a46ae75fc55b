// One key for each row of a paper form, and on to the next. The page works without it: a row is
// radio buttons, reached by Tab and ticked by arrow keys.
const form = document.getElementById("paper-form");
const save = document.getElementById("paper-save");
const rows = [...form.querySelectorAll("[data-row]")];
const VALUES = { 1: "yes", 2: "unrecognisable", 3: "no", 4: "not_clear", 0: "" };

const boxes = (row) => [...row.querySelectorAll('input[type="radio"]')];

function goTo(row) {
  const target = row ? boxes(row).find((box) => box.checked) ?? boxes(row)[0] : save;
  target.focus();
}

form.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key in VALUES) {
    const box = boxes(row).find((each) => each.value === VALUES[event.key]);
    if (!box) return;
    box.checked = true;
  } else if (event.key !== "Enter") {
    return;
  }
  event.preventDefault();
  goTo(rows[rows.indexOf(row) + 1]);
});

document.getElementById("paper-keys").hidden = false;
