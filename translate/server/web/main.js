// The page: translates as one types, and shows what is known of each sentence.

import * as below from "./below.js";
import { problem, setUp as setUpConnection } from "./connection.js";
import * as editor from "./editor.js";
import { take } from "./files.js";
import * as glossary from "./glossary.js";
import * as kept from "./kept.js";
import * as panes from "./panes.js";
import { save } from "./saving.js";
import * as sentence from "./sentence.js";
import * as term from "./term.js";
import * as text from "./text.js";
import { say, speak } from "./words.js";

const $ = (id) => document.getElementById(id);
// Milliseconds without a key before the text is translated, and before a screen reader is told that it is.
const PAUSE = 250;
const QUIET = 1500;

let waiting;
let speaking;

function state(words) {
  $("state").textContent = words;
  if (words) $("next").hidden = true;
}

function typed(now) {
  sentence.hide();
  text.typed(now);
  $("size").textContent = now ? say("size", Array.from(now).length) : "";
  clearTimeout(waiting);
  clearTimeout(speaking);
  waiting = setTimeout(run, PAUSE);
}

async function run() {
  clearTimeout(waiting);
  const { text: now } = text.state();
  if (now.trim()) state(say("state.work"));
  try {
    if (!(await text.run((done, total) => state(total ? say("state.progress", done, total) : say("state.work"))))) return;
  } catch (error) {
    state("");
    problem(error);
    return;
  }
  problem(null);
  told();
}

// What is known of the translation, in the page and for those who do not see it.
function told() {
  const { items } = text.state();
  const doubtful = below.show(items);
  $("legend").hidden = items.length === 0;
  for (const id of ["copy", "download", "print"]) $(id).disabled = items.length === 0;
  const words = doubtful ? say("state.doubtful", doubtful, items.length) : say("state.done", items.length);
  // What tells of doubts leads to them.
  $("next").textContent = words;
  state(items.length && !doubtful ? words : "");
  clearTimeout(speaking);
  speaking = setTimeout(() => ($("said").textContent = items.length ? words : ""), QUIET);
}

// --- what is done with the English

async function copy() {
  try {
    await navigator.clipboard.writeText(text.translation());
    state(say("copied"));
    $("said").textContent = say("copied");
    setTimeout(told, QUIET);
  } catch {
    // Without the right to write, the text is at least selected.
    getSelection().selectAllChildren($("target"));
    state(say("selected"));
  }
}

function cell(words, language) {
  const made = document.createElement("td");
  made.lang = language;
  made.textContent = words;
  return made;
}

// For the printer both sides stand beside each other, paragraph by paragraph.
function layOut() {
  $("printed").replaceChildren(
    ...text.paragraphs().map((pair) => {
      const row = document.createElement("tr");
      row.append(cell(pair.german, "de"), cell(pair.english, "en"));
      return row;
    }),
  );
}

// --- views, language, what is kept

function view() {
  const shown = location.hash === "#glossary" ? "glossary" : "text";
  sentence.hide();
  for (const name of ["text", "glossary"]) {
    $(`view-${name}`).hidden = name !== shown;
    const link = document.querySelector(`nav a[href="#${name}"]`);
    if (name === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${say(`view.${shown}`)} – deen`;
  if (shown === "glossary") glossary.refresh();
}

function inLanguage(language) {
  $("language").value = language;
  speak(language);
  const { text: now, items } = text.state();
  panes.showAnew(now, items);
  $("size").textContent = now ? say("size", Array.from(now).length) : "";
  told();
  view();
}

async function takeFile(file) {
  if (!file) return;
  problem(null);
  location.hash = "#text";
  await take(file, editor.put);
}

function clear() {
  editor.put("");
  $("source").focus();
}

function forget() {
  kept.clear();
  text.forget();
  clear();
  $("said").textContent = say("forgotten");
  state(say("forgotten"));
}

// --- all put together

setUpConnection(run);
panes.setUp(sentence.open, term.ask);
editor.setUp(typed, takeFile, term.ask);
sentence.setUp();
term.setUp();
glossary.setUp(run);
$("file").addEventListener("change", () => {
  for (const file of $("file").files) takeFile(file);
  $("file").value = "";
});
$("clear").addEventListener("click", clear);
$("forget").addEventListener("click", forget);
$("next").addEventListener("click", panes.nextDoubtful);
$("copy").addEventListener("click", copy);
$("download").addEventListener("click", () => save(new Blob([text.translation()], { type: "text/plain" }), "translation.en.txt"));
$("print").addEventListener("click", () => print());
$("language").addEventListener("change", () => {
  kept.set("language", $("language").value);
  inLanguage($("language").value);
});
document.addEventListener("chosen", told);
addEventListener("beforeprint", layOut);
addEventListener("hashchange", view);

const language = kept.get("language", navigator.language.startsWith("de") ? "de" : "en");
inLanguage(language === "de" ? "de" : "en");
$("source").value = kept.get("text");
text.typed($("source").value);
$("size").textContent = $("source").value ? say("size", Array.from($("source").value).length) : "";
run();
