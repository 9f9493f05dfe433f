// Entries for the glossary, out of what is selected on either side.
const entry = document.getElementById("entry");
const fields = { de: document.getElementById("entry-source"), en: document.getElementById("entry-target") };
const picked = { de: "", en: "" };
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

// What no cell of a glossary may have: controls, halves of characters, and the signs of hints to the model.
const asCell = (text) =>
  oneLine(text.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff⟨⟩]/gu, " "));

const pick = (language, text) => {
  if (!oneLine(text)) return;
  picked[language] = oneLine(text);
  if (!entry.hidden) fields[language].value = picked[language];
};
document.addEventListener("selectionchange", () => {
  const field = editing?.field;
  if (field && document.activeElement === field) {
    pick("en", field.value.slice(field.selectionStart, field.selectionEnd));
    return;
  }
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const within = (around.closest ? around : around.parentElement)?.closest(".pair > [lang]");
  if (within) pick(within.lang, textOf(range.cloneContents()));
});
const openEntry = () => {
  entry.hidden = false;
  for (const language of ["de", "en"]) fields[language].value = picked[language];
  (fields.de.value && !fields.en.value ? fields.en : fields.de).focus({ preventScroll: true });
};
const closeEntry = () => {
  entry.hidden = true;
  stop.focus({ preventScroll: true });
};
entry.addEventListener("submit", (event) => {
  event.preventDefault();
  const [source, target] = [fields.de, fields.en].map((field) => asCell(field.value));
  const empty = source ? (target ? null : fields.en) : fields.de;
  if (empty) {
    empty.focus({ preventScroll: true });
    return;
  }
  put([...entries().filter(([other]) => other !== source), [source, target]]);
  keep();
  picked.de = picked.en = fields.de.value = fields.en.value = "";
  fields.de.focus({ preventScroll: true });
});
entry.addEventListener("keydown", (event) => { if (event.key === "Escape") closeEntry(); });
list.addEventListener("click", (event) => {
  const item = event.target.closest("button")?.parentElement;
  if (!item) return;
  const at = Array.from(list.children).indexOf(item);
  put(entries().filter((_, number) => number !== at));
  keep();
});
