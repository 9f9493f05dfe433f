// The glossary view: search, add, edit, remove, import, export, undo.

import { exportEntries, findEntries, importEntries, putEntry, removeEntry } from "./api.js";
import { save } from "./files.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
// How to take back what was done, the last first.
const done = [];
let onChange = () => {};
let report = () => {};

export function setUp(changed, problem) {
  onChange = changed;
  report = problem;
  let waiting;
  $("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 150);
  });
  $("entry").addEventListener("submit", async (event) => {
    event.preventDefault();
    const entry = { source: $("entry-source").value, target: $("entry-target").value, kind: $("entry-kind").value };
    if (await put(entry)) $("entry").reset();
    $("entry-source").focus();
  });
  $("undo").addEventListener("click", undo);
  $("import").addEventListener("change", takeIn);
  $("export").addEventListener("click", () => guarded(async () => save(await exportEntries(), "glossary.tsv")));
}

async function guarded(work) {
  try {
    await work();
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

// Put an entry into the user's own glossary; true if it is there.
export async function put(entry) {
  return guarded(async () => {
    const { replaced } = await putEntry(entry);
    remember(() => (replaced ? putEntry(replaced) : removeEntry(entry.source)));
    await changed(say("saved", entry.source, entry.target));
  });
}

async function remove(entry) {
  await guarded(async () => {
    await removeEntry(entry.source);
    remember(() => putEntry(entry));
    await changed(say("removed", entry.source));
  });
}

async function takeIn() {
  const [file] = $("import").files;
  $("import").value = "";
  if (file) await guarded(async () => changed(say("imported", (await importEntries(file)).entries)));
}

function remember(back) {
  done.push(back);
  $("undo").disabled = false;
}

async function undo() {
  const back = done.pop();
  $("undo").disabled = done.length === 0;
  if (back) {
    await guarded(async () => {
      await back();
      await changed(say("undone"));
    });
  }
}

async function changed(message) {
  await refresh();
  $("count").textContent = message;
  onChange();
}

export async function refresh() {
  await guarded(async () => {
    const wanted = $("search").value;
    const { entries, total } = await findEntries(wanted);
    // An answer that comes late is of no use.
    if (wanted !== $("search").value) return;
    $("entries").replaceChildren(...entries.map(row));
    $("count").textContent = say("count", entries.length, total);
  });
}

function cell(text, language) {
  const made = document.createElement("td");
  made.textContent = text;
  if (language) made.lang = language;
  return made;
}

function row(entry) {
  const made = document.createElement("tr");
  const actions = document.createElement("td");
  actions.className = "buttons";
  actions.append(action("edit", entry, () => edit(entry)));
  if (entry.own) actions.append(action("remove", entry, () => remove(entry)));
  made.append(cell(entry.source, "de"), cell(entry.target, "en"), cell(entry.kind ?? ""));
  made.append(cell(entry.own ? say("own") : entry.origin), actions);
  return made;
}

function action(key, entry, work) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say(key);
  button.setAttribute("aria-label", `${say(key)}: ${entry.source}`);
  button.addEventListener("click", work);
  return button;
}

function edit(entry) {
  $("entry-source").value = entry.source;
  $("entry-target").value = entry.target;
  $("entry-kind").value = entry.kind ?? "";
  $("entry-target").focus();
  $("entry-target").select();
}
