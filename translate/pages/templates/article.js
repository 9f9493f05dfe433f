// What the pointer and the keys do.
const plainKey = (event) => !event.ctrlKey && !event.altKey && !event.metaKey;
const typing = (node) => node.closest?.("input:not([type=checkbox]), textarea") ?? null;

table.addEventListener("mouseover", (event) => { if (sentenceOf(event.target)) show(sentenceOf(event.target)); });
table.addEventListener("mouseleave", () => show(document.activeElement === stop ? stop : null));
table.addEventListener("focusin", (event) => { if (sentenceOf(event.target)) settle(sentenceOf(event.target)); });
table.addEventListener("focusout", () => { if (!editing) show(null); });
table.addEventListener("dblclick", (event) => {
  const sentence = sentenceOf(event.target);
  if (sentence && side(sentence) === "t") startEditing(sentence.dataset.n);
});
const asks = {
  e: () => startEditing(stop.dataset.n),
  g: openEntry,
};
document.addEventListener("keydown", (event) => {
  if (typing(event.target)) return;
  if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    undo();
    return;
  }
  const sentence = sentenceOf(event.target);
  if (!plainKey(event) || (event.key.startsWith("Arrow") && !sentence)) return;
  if (event.key in moves) moves[event.key](sentence ?? stop)?.focus();
  else if (event.key in asks) asks[event.key]();
  else return;
  event.preventDefault();
});
// A link to a sentence takes the focus along.
window.addEventListener("hashchange", () => {
  const sentence = document.getElementById(location.hash.slice(1));
  if (all.includes(sentence)) sentence.focus();
});

const press = (id, action) => document.getElementById(id)?.addEventListener("click", action);
press("next", () => {
  stopEditing(true);
  toLookAt(english(stop.dataset.n), 1)?.focus();
});
press("edit", () => startEditing(stop.dataset.n));
press("undo", undo);
press("entry-open", openEntry);
press("entry-close", closeEntry);
for (const [id, make] of Object.entries(saves))
  press(id, (event) => {
    stopEditing(true);
    make();
    event.target.closest("details").open = false;
  });
window.addEventListener("beforeunload", (event) => { if (unsaved || changed()) event.preventDefault(); });
for (const one of document.querySelectorAll(".scripted")) one.hidden = false;
