// The question for a term's English, and what becomes of it.

import * as glossary from "./glossary.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
const FOUND = "found in the article";

export function setUp() {
  $("term-cancel").addEventListener("click", () => $("term").close());
  $("term-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const entry = { source: $("term-source").value, target: $("term-target").value };
    const problem = await glossary.put(entry, false);
    $("term-problem").textContent = problem ?? "";
    if (!problem) $("term").close();
  });
}

// A term as the report tells of it, or the German of a new one.
export function ask(term) {
  $("term-head").textContent = say(term.target ? "term.change" : "term.new");
  $("term-how").textContent = term.step ? howOf(term) : "";
  $("term-problem").textContent = "";
  $("term-source").value = term.source;
  $("term-target").value = term.target;
  $("term").showModal();
  $("term-target").focus();
  $("term-target").select();
}

// How it came into the translation, and from which file it is.
function howOf(term) {
  const how = say(`step.${term.step}`);
  return isFound(term) || !term.origin ? how : `${how} (${term.origin.replace(/:\d+$/, "")})`;
}

export function isFound(term) {
  return term.origin === FOUND;
}

// A button for a term, and for a name that no glossary has one that keeps it.
export function buttonsFor(term) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `term ${term.step}`;
  const [german, english] = [document.createElement("span"), document.createElement("span")];
  [german.lang, english.lang] = ["de", "en"];
  [german.textContent, english.textContent] = [term.source, term.target];
  button.append(german, " → ", english);
  button.title = say(`step.${term.step}`);
  button.addEventListener("click", () => ask(term));
  if (!isFound(term)) return [button];
  const keep = document.createElement("button");
  keep.type = "button";
  keep.className = "keep";
  keep.textContent = say("keep");
  keep.title = say("keep.title");
  keep.setAttribute("aria-label", `${say("keep")}: ${term.source} → ${term.target}`);
  keep.addEventListener("click", () => {
    keep.disabled = true;
    glossary.put({ source: term.source, target: term.target });
  });
  return [button, keep];
}
