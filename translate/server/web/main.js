// The page: translates as one types, and shows what is known of each sentence.

import { Refused, translate, useKey } from "./api.js";
import { save, take } from "./files.js";
import * as glossary from "./glossary.js";
import * as panes from "./panes.js";
import { say, speak } from "./words.js";

const $ = (id) => document.getElementById(id);
const TEXT = "deen-text";
const LANGUAGE = "deen-language";
// Milliseconds without a key before the text is translated.
const PAUSE = 300;

let segments = [];
let translation = "";
let asking = null;
let waiting;

function problem(error) {
  if (error?.name === "AbortError") return;
  $("problem").textContent = error ? error.message : "";
  $("problem").hidden = !error;
  $("key").hidden = !(error instanceof Refused && error.status === 403);
  if (error) state("");
}

function state(text) {
  $("state").textContent = text;
}

async function run() {
  asking?.abort();
  const text = $("source").value;
  localStorage.setItem(TEXT, text);
  $("size").textContent = say("size", Array.from(text).length);
  if (!text.trim()) {
    segments = [];
    translation = "";
    panes.clear();
    told();
    state("");
    return;
  }
  const mine = (asking = new AbortController());
  state(say("state.work"));
  const coming = [];
  let drawing = false;
  const draw = () => {
    drawing = false;
    if (mine === asking) panes.show(text, coming, onTerm);
  };
  try {
    const report = await translate(
      text,
      (segment) => {
        coming.push(segment);
        if (!drawing) {
          drawing = true;
          requestAnimationFrame(draw);
        }
      },
      mine.signal,
    );
    if (mine !== asking) return;
    ({ segments, translation } = report);
    asking = null;
    panes.show(text, segments, onTerm);
    $("target").classList.remove("stale");
    problem(null);
    told();
  } catch (error) {
    if (mine === asking) problem(error);
  }
}

// What is to be looked at, and the terms, below the panes.
function told() {
  const doubtful = segments.flatMap((segment, number) => {
    const reasons = segment.origin === "passed through" ? [] : panes.doubtsOf(segment);
    return reasons.length ? [{ segment, number, reasons }] : [];
  });
  const sentences = segments.filter((segment) => segment.origin !== "passed through").length;
  state(doubtful.length ? say("state.doubtful", doubtful.length, sentences) : say("state.done", sentences));
  $("notes").hidden = $("next").hidden = doubtful.length === 0;
  $("reasons").replaceChildren(
    ...doubtful.map(({ segment, number, reasons }) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${segment.translation} — ${reasons.join("; ")}`;
      button.addEventListener("click", () => panes.goTo(number));
      item.append(button);
      return item;
    }),
  );
  const terms = new Map(segments.flatMap((segment) => segment.terms.map((term) => [`${term.source}\n${term.target}`, term])));
  $("used").hidden = terms.size === 0;
  $("terms").replaceChildren(
    ...Array.from(terms.values(), (term) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${term.source} → ${term.target}`;
      button.title = say(`step.${term.step}`);
      button.addEventListener("click", () => onTerm(term));
      item.append(button);
      return item;
    }),
  );
}

// --- a term, to be kept with another English

function ask(source, target, how) {
  $("term-head").textContent = source;
  $("term-how").textContent = how;
  $("term-source").value = source;
  $("term-target").value = target;
  $("term").showModal();
  $("term-target").focus();
  $("term-target").select();
}

function onTerm(term) {
  ask(term.source, term.target, `${say(`step.${term.step}`)} (${term.origin})`);
}

$("term-cancel").addEventListener("click", () => $("term").close());
$("term-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await glossary.put({ source: $("term-source").value, target: $("term-target").value })) $("term").close();
});

function selection() {
  const { selectionStart, selectionEnd, value } = $("source");
  const text = value.slice(selectionStart, selectionEnd).trim();
  return text.length > 0 && text.length < 80 && !text.includes("\n") ? text : "";
}

// --- the German text

$("source").addEventListener("input", () => {
  panes.typed();
  clearTimeout(waiting);
  waiting = setTimeout(run, PAUSE);
});

document.addEventListener("selectionchange", () => {
  if (document.activeElement !== $("source")) return;
  panes.pair(panes.numberAt(segments, $("source").value, $("source").selectionStart));
  const text = selection();
  $("selected").hidden = !text;
  $("add-selected").textContent = text ? say("add", text) : "";
});
$("add-selected").addEventListener("click", () => ask(selection(), "", ""));

$("target").addEventListener("mouseover", (event) => panes.pair(event.target.closest(".s")?.dataset.number));
$("target").addEventListener("mouseleave", () => panes.pair());
$("target").addEventListener("focusin", (event) => panes.pair(event.target.closest(".s")?.dataset.number));

function setText(text) {
  $("source").value = text;
  panes.typed();
  run();
}

$("clear").addEventListener("click", () => {
  setText("");
  localStorage.removeItem(TEXT);
  $("source").focus();
});

// --- the English text

let at = -1;
$("next").addEventListener("click", () => {
  const doubtful = [...$("target").querySelectorAll(".s.doubtful")].map((span) => Number(span.dataset.number));
  at = doubtful.find((number) => number > at) ?? doubtful[0] ?? -1;
  panes.goTo(at);
});
$("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(translation);
    state(say("copied"));
  } catch {
    // Without the right to write, the text is at least selected.
    getSelection().selectAllChildren($("target"));
  }
});
$("download").addEventListener("click", () => save(new Blob([translation], { type: "text/plain" }), "translation.en.txt"));
$("print").addEventListener("click", () => print());

// --- files

async function takeFile(file) {
  if (!file) return;
  problem(null);
  try {
    await take(file, setText, state);
  } catch (error) {
    problem(error);
  }
}

$("file").addEventListener("change", () => {
  const [file] = $("file").files;
  $("file").value = "";
  takeFile(file);
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("over");
});
document.addEventListener("dragleave", () => document.body.classList.remove("over"));
document.addEventListener("drop", (event) => {
  document.body.classList.remove("over");
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  takeFile(file);
});

// --- views, language, key

function view() {
  const shown = location.hash === "#glossary" ? "glossary" : "text";
  for (const name of ["text", "glossary"]) {
    $(`view-${name}`).hidden = name !== shown;
    const link = document.querySelector(`nav a[href="#${name}"]`);
    if (name === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (shown === "glossary") glossary.refresh();
}

function inLanguage(language) {
  $("language").value = language;
  localStorage.setItem(LANGUAGE, language);
  speak(language);
}

$("language").addEventListener("change", () => {
  inLanguage($("language").value);
  panes.show($("source").value, segments, onTerm);
  if (segments.length) told();
  view();
});
$("key").addEventListener("submit", (event) => {
  event.preventDefault();
  useKey($("key-field").value.trim());
  problem(null);
  run();
});
addEventListener("hashchange", view);

glossary.setUp(run, problem);
inLanguage(localStorage.getItem(LANGUAGE) ?? (navigator.language.startsWith("de") ? "de" : "en"));
$("source").value = localStorage.getItem(TEXT) ?? "";
view();
panes.typed();
run();
