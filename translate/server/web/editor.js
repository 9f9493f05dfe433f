// The German text: typing, pasting, dropping, and which sentence or term the caret or the mouse is at.

import * as panes from "./panes.js";
import { textOf } from "./pasting.js";
import { say } from "./words.js";

const source = document.getElementById("source");
const selected = document.getElementById("selected");
const button = document.getElementById("add-selected");
// Longer texts are put in as a whole: a browser takes long to put them in as if typed.
const TYPED = 20_000;
const LONGEST_TERM = 80;

let onInput = () => {};
let ask = () => {};
// The term that the caret stands in.
let atCaret = null;

export function setUp(input, takeFile, askTerm) {
  onInput = input;
  ask = askTerm;
  source.addEventListener("input", () => onInput(source.value));
  source.addEventListener("paste", (event) => pasted(event, takeFile));
  source.addEventListener("mousemove", (event) => panes.pair(panes.rowAtPoint(event.clientX, event.clientY)));
  source.addEventListener("mouseleave", () => panes.pair(null));
  document.addEventListener("selectionchange", told);
  button.addEventListener("click", () => ask(atCaret ?? { source: selection(), target: "" }));
  setUpDrop(takeFile);
}

export function text() {
  return source.value;
}

export function put(text) {
  source.value = text;
  onInput(text);
}

function pasted(event, takeFile) {
  const [file] = event.clipboardData.files;
  const html = event.clipboardData.getData("text/html");
  if (file && !html) {
    event.preventDefault();
    takeFile(file);
    return;
  }
  const plain = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
  const text = (html && textOf(html)) || (plain.length < TYPED ? "" : plain);
  if (!text) return;
  event.preventDefault();
  // As if typed, so that it can be taken back by Ctrl-Z.
  if (text.length < TYPED && document.execCommand("insertText", false, text)) return;
  source.setRangeText(text, source.selectionStart, source.selectionEnd, "end");
  onInput(source.value);
}

function selection() {
  const text = source.value.slice(source.selectionStart, source.selectionEnd).trim();
  return text.length <= LONGEST_TERM && !text.includes("\n") ? text : "";
}

// What is selected can become a term, what the caret stands in can be changed.
function told() {
  if (document.activeElement !== source) return;
  const { selectionStart: from, selectionEnd: to } = source;
  const row = panes.rowAtPlace(from);
  panes.pair(row);
  const text = selection();
  const inside = (place) => row.item.from + place.from <= from && to <= row.item.from + place.to;
  atCaret = row?.item.german.find(inside)?.term ?? null;
  if (atCaret) button.textContent = say("change", atCaret.source, atCaret.target);
  else if (text) button.textContent = say("add", text);
  selected.classList.toggle("off", !atCaret && !text);
  button.disabled = !atCaret && !text;
  if (button.disabled) button.textContent = say("select");
}

function setUpDrop(takeFile) {
  const over = (is) => document.body.classList.toggle("over", is);
  document.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && over(false));
  document.addEventListener("drop", (event) => {
    over(false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    for (const file of event.dataTransfer.files) takeFile(file);
  });
}
