// The glossary view: search, add, edit, remove, import, export, undo.

import { exportEntries, findEntries, importEntries, putEntry, removeEntry } from "./api.js";
import { problem } from "./connection.js";
import { save } from "./saving.js";
import { has, say } from "./words.js";

const $ = (id) => document.getElementById(id);
// Milliseconds without a key before a search.
const PAUSE = 150;
// How to take back what was done, the last first.
const done = [];
let onChange = () => {};
let asking = null;

export function setUp(changed) {
  onChange = changed;
  let waiting;
  $("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  });
  $("entry").addEventListener("submit", async (event) => {
    event.preventDefault();
    const entry = { source: $("entry-source").value, target: $("entry-target").value, kind: $("entry-kind").value };
    if (!(await put({ ...edited, ...entry }))) reset();
    $("entry-source").focus();
  });
  $("entry").addEventListener("reset", () => (edited = {}));
  for (const button of document.querySelectorAll(".undo")) button.addEventListener("click", undo);
  $("import").addEventListener("change", takeIn);
  $("export").addEventListener("click", () => guarded(async () => save(await exportEntries(), "glossary.tsv")));
}

// What an entry that is edited has beside the fields: it stays.
let edited = {};

function reset() {
  $("entry").reset();
}

// What went wrong, if anything did; it is told unless `tells` is false.
async function guarded(work, tells = true) {
  try {
    await work();
    return null;
  } catch (error) {
    if (error.name === "AbortError") return null;
    if (tells || error.status === 403) problem(error);
    return error.message;
  }
}

// Put an entry into the user's own glossary; what went wrong, if anything did.
export async function put(entry, tells = true) {
  return guarded(async () => {
    const { entry: now, replaced } = await putEntry(entry);
    remember(() => (replaced ? putEntry(replaced) : removeEntry(now.source)));
    await changed(say("saved", now.source, now.target));
  }, tells);
}

async function remove(entry) {
  await guarded(async () => {
    await removeEntry(entry.source);
    remember(() => putEntry(entry));
    await changed(say("removed", entry.source));
  });
  $("search").focus();
}

async function takeIn() {
  const [file] = $("import").files;
  $("import").value = "";
  if (!file) return;
  await guarded(async () => {
    const before = new File([await exportEntries()], "before.tsv");
    const { entries } = await importEntries(file);
    remember(() => importEntries(before, true));
    await changed(say("imported", entries));
  });
}

function remember(back) {
  done.push(back);
  showUndo();
}

function showUndo() {
  for (const button of document.querySelectorAll(".undo")) button.disabled = done.length === 0;
}

async function undo() {
  const back = done.pop();
  showUndo();
  if (!back) return;
  await guarded(async () => {
    await back();
    await changed(say("undone"));
  });
}

async function changed(message) {
  problem(null);
  $("change").hidden = false;
  $("changed").textContent = message;
  onChange();
  if (!$("view-glossary").hidden) await refresh();
}

export async function refresh() {
  asking?.abort();
  const mine = (asking = new AbortController());
  await guarded(async () => {
    const { entries, total } = await findEntries($("search").value, mine.signal);
    // An answer that comes late is of no use.
    if (mine !== asking) return;
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

function kindOf(kind) {
  return has(`kind.${kind}`) ? say(`kind.${kind}`) : kind;
}

function row(entry) {
  const made = document.createElement("tr");
  const actions = document.createElement("td");
  actions.className = "buttons";
  actions.append(action("edit", entry, () => edit(entry)));
  if (entry.own) actions.append(action("remove", entry, () => remove(entry)));
  made.append(cell(entry.source, "de"), cell(entry.target, "en"), cell(kindOf(entry.kind ?? "")));
  made.append(cell(entry.own ? say("own") : say("shipped")), actions);
  if (entry.note) made.title = entry.note;
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
  reset();
  edited = { note: entry.note ?? "", forms: entry.forms ?? [] };
  $("entry-source").value = entry.source;
  $("entry-target").value = entry.target;
  $("entry-kind").value = entry.kind ?? "";
  $("entry-target").focus();
  $("entry-target").select();
}
