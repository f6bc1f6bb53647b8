// What JavaScript adds; without it every page works all the same.
"use strict";

// "/" puts the cursor into the search box, as long as nothing is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("input[type=search]");
  if (box) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

document.documentElement.classList.add("scripted");

// Long work says so, and is not asked for twice.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !button.dataset.busy) return;
  button.textContent = button.dataset.busy;
  button.setAttribute("aria-disabled", "true");
  button.form.addEventListener("submit", (again) => again.preventDefault());
});

// A file dropped on its field is chosen.
for (const field of document.querySelectorAll(".drop")) {
  const input = field.querySelector("input[type=file]");
  for (const name of ["dragenter", "dragover"]) {
    field.addEventListener(name, (event) => {
      event.preventDefault();
      field.classList.add("over");
    });
  }
  field.addEventListener("dragleave", () => field.classList.remove("over"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("over");
    input.files = event.dataTransfer.files;
  });
}

// Copying: as plain text, or with block quotes and footnotes for a word processor. The clipboard's older interface is
// used, because the newer one takes the footnote marks out.
for (const button of document.querySelectorAll("[data-copy]")) {
  const said = button.parentElement.querySelector("[data-said]");
  button.addEventListener("click", () => {
    const fill = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/plain", document.getElementById(button.dataset.copy).value);
      if (button.dataset.rich) event.clipboardData.setData("text/html", button.dataset.rich);
    };
    document.addEventListener("copy", fill, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    said.textContent = done ? said.dataset.said : said.dataset.failed;
  });
}

// A selection in a document can be put into the basket: from the first selected character to the last.
const chosen = document.getElementById("chosen");
const text = document.querySelector(".text[data-document]");
if (chosen && text) {
  const start = (element) => Number(element.dataset.start);
  const position = (node, offset) => {
    const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!element) return null;
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(node, offset);
    return start(element) + Array.from(before.toString()).length;
  };
  const places = (range) => {
    const held = Array.from(text.querySelectorAll("[data-start]")).filter((element) => range.intersectsNode(element));
    if (!held.length) return null;
    const first = position(range.startContainer, range.startOffset) ?? start(held[0]);
    const last = held[held.length - 1];
    const end = position(range.endContainer, range.endOffset) ?? start(last) + Array.from(last.textContent).length;
    return first < end ? [first, end] : null;
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const found = range && text.contains(range.commonAncestorContainer) ? places(range) : null;
    chosen.hidden = !found;
    if (found) chosen.elements.place.value = `${text.dataset.document}:${found[0]}:${found[1]}`;
  });
}
