// Edits stand in the page itself, so that it reads with them where no script runs: the machine's English is struck out
// and hidden, the edit stands behind it. They are kept in this browser under the key of the page.
const carried = JSON.parse(document.getElementById("carried").textContent);
const KEY = `deen-page-${carried.key}`;
const told = document.getElementById("told");
const written = (number) => english(number).querySelector(":scope > ins");
const edit = (number) => written(number)?.textContent ?? null;
const machine = (number) => (written(number) ? textOf(english(number).querySelector(":scope > del")) : textOf(english(number)));
const edited = () => Array.from(table.querySelectorAll(".s.edited"), (sentence) => sentence.dataset.n);

// `text` null: the machine's.
const write = (number, text) => {
  const sentence = english(number);
  const before = written(number);
  if (text === null) {
    const struck = sentence.querySelector(":scope > del");
    before?.remove();
    if (struck) {
      sentence.title = struck.title;
      struck.replaceWith(...struck.childNodes);
    }
  } else if (before) before.textContent = text;
  else {
    const [struck, now] = [document.createElement("del"), document.createElement("ins")];
    struck.hidden = true;
    struck.title = sentence.title;
    sentence.title = "edited";
    struck.append(...sentence.childNodes);
    now.textContent = text;
    sentence.append(struck, now);
  }
  sentence.classList.toggle("edited", text !== null);
};

// What the file itself has, under what this browser keeps.
const inFile = Object.fromEntries(edited().map((number) => [number, edit(number)]));
const list = document.querySelector("#entries ul");
const entries = () => Array.from(list.children, (one) => Array.from(one.querySelectorAll("[lang]"), (cell) => cell.textContent));
const put = (pairs) => {
  list.replaceChildren(...pairs.map(([source, target]) => {
    const [item, from, to, gone] = ["li", "b", "span", "button"].map((name) => document.createElement(name));
    [from.lang, to.lang, gone.type] = ["de", "en", "button"];
    [from.textContent, to.textContent, gone.textContent] = [source, target, "Remove"];
    gone.setAttribute("aria-label", `Remove ${source}`);
    item.append(from, " → ", to, " ", gone);
    return item;
  }));
  list.parentElement.hidden = pairs.length === 0;
};
put(entries());

let unsaved = false;
const done = [];
const counted = (count, noun) => (count ? [`${count} ${noun(count)}`] : []);
const tell = () => {
  const left = document.getElementById("left");
  const edits = edited().length;
  const parts = [
    ...counted(edits, (count) => (count === 1 ? "sentence edited" : "sentences edited")),
    ...counted(list.children.length, (count) => (count === 1 ? "glossary entry" : "glossary entries")),
  ];
  const kept = unsaved ? "not kept by this browser: save the page" : "kept in this browser";
  told.textContent = parts.length || unsaved ? `${[...parts, kept].join(", ")}` : "";
  if (left) left.textContent = `${sides.t.filter(doubtful).length} left`;
  document.getElementById("undo").disabled = done.length === 0;
};
const keep = () => {
  const edits = Object.fromEntries([...Object.keys(inFile), ...edited()].map((number) => [number, edit(number)]));
  try {
    localStorage.setItem(KEY, JSON.stringify({ edits, entries: entries() }));
    unsaved = false;
  } catch {
    // Full, or not allowed.
    unsaved = true;
  }
  tell();
};
const restore = (kept) => {
  const wanted = { ...inFile, ...kept.edits };
  for (const number of new Set([...edited(), ...Object.keys(wanted)]))
    if (english(number)) write(number, wanted[number] ?? null);
  if (Array.isArray(kept.entries)) put(kept.entries);
};
const restoreKept = () => {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept) restore(JSON.parse(kept));
  } catch {
    // Nothing is kept, or nothing of ours.
  }
  tell();
};

// A sentence is one line, unless the machine's is not.
const tidy = (number, text) => (machine(number).includes("\n") ? text : text.replace(/\s*[\n\r\u2028\u2029]\s*/g, " ")).trim();
const change = (number, text) => {
  const before = edit(number);
  const wanted = text === null ? null : tidy(number, text);
  const after = wanted === machine(number) ? null : wanted;
  if (after === before) return;
  done.push([number, before]);
  write(number, after);
  keep();
};
const undo = () => {
  if (!done.length) return;
  const [number, before] = done.pop();
  write(number, before);
  keep();
  english(number).focus();
};
restoreKept();
// The same page in another window.
window.addEventListener("storage", (event) => { if (event.key === KEY) restoreKept(); });
