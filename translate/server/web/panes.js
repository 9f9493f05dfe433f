// The two panes: German in a text field over a copy of it that carries marks, English as sentences.
// Only what differs from what is shown already is made anew, so that a long text stays quick.

import { howOf, told } from "./segments.js";
import { say } from "./words.js";

const backdrop = document.getElementById("backdrop");
const target = document.getElementById("target");
const rest = document.createTextNode("");

// What is shown: each sentence with its nodes, and how it differs from others.
let rows = [];
const byNode = new WeakMap();
let paired = null;
let onSentence = () => {};
let onTerm = () => {};

export function setUp(sentence, term) {
  onSentence = sentence;
  onTerm = term;
  backdrop.replaceChildren(rest);
  target.addEventListener("click", clicked);
  target.addEventListener("keydown", pressed);
  target.addEventListener("mouseover", (event) => pair(rowOf(event.target)));
  target.addEventListener("mouseleave", () => pair(null));
  target.addEventListener("focusin", (event) => pair(rowOf(event.target)));
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function fill(span, text, places, makeTerm) {
  let at = 0;
  for (const { from, to, term } of places) {
    span.append(text.slice(at, from), makeTerm(term, text.slice(from, to)));
    at = to;
  }
  span.append(text.slice(at));
}

function germanTerm(term, text) {
  return element("span", `t ${term.step}`, text);
}

function englishTerm(term, text) {
  const made = germanTerm(term, text);
  made.title = howOf(term);
  byNode.set(made, term);
  return made;
}

function germanNode(item) {
  const span = element("span", `s${item.reasons.length && !item.old ? " doubtful" : ""}`);
  fill(span, item.written, item.german, germanTerm);
  return span;
}

function englishNode(item) {
  const span = element("span", `s${item.reasons.length ? " doubtful" : ""}${item.old ? " old" : ""}`);
  span.setAttribute("role", "button");
  span.setAttribute("aria-haspopup", "dialog");
  span.tabIndex = -1;
  if (item.reasons.length) {
    span.title = told(item.reasons);
    span.setAttribute("aria-description", `${say("doubtful")}: ${span.title}`);
  }
  fill(span, item.segment.translation, item.english, englishTerm);
  return span;
}

// Sentences that touch in German are parted in English.
function betweenOf(german, first) {
  return german === "" && !first ? " " : german;
}

function made(row) {
  const nodes = [germanNode(row.item), englishNode(row.item)];
  const made = { ...row, nodes, between: [new Text(row.gap), new Text(betweenOf(row.gap, row.first))] };
  for (const node of nodes) byNode.set(node, made);
  return made;
}

function isSame(one, other) {
  return one.item.key === other.item.key && one.gap === other.gap && one.first === other.first;
}

// Show the sentences of a German text; what stands between them is the same on both sides.
export function show(text, items) {
  let at = 0;
  const wanted = items.map((item, number) => {
    const row = { item, gap: text.slice(at, item.from), first: number === 0 };
    at = item.to;
    return row;
  });
  const least = Math.min(rows.length, wanted.length);
  let start = 0;
  while (start < least && isSame(rows[start], wanted[start])) start += 1;
  let same = 0;
  while (same < least - start && isSame(rows.at(-1 - same), wanted.at(-1 - same))) same += 1;
  for (const row of rows.slice(start, rows.length - same)) for (const node of [...row.nodes, ...row.between]) node.remove();
  const behind = rows.slice(rows.length - same);
  const fresh = wanted.slice(start, wanted.length - same).map(made);
  const before = behind[0]?.between ?? [rest, null];
  for (const [side, pane] of [backdrop, target].entries()) {
    const fragment = document.createDocumentFragment();
    for (const row of fresh) fragment.append(row.between[side], row.nodes[side]);
    pane.insertBefore(fragment, before[side]);
  }
  const kept = rows.slice(0, start);
  rows = [...kept, ...fresh, ...behind];
  // What stays has its new places.
  rows.forEach((row, number) => (row.item = items[number]));
  rest.data = `${text.slice(at)}\n`;
  if (!target.querySelector('.s[tabindex="0"]') && rows.length) rows[0].nodes[1].tabIndex = 0;
}

// All is made anew: in another language, say.
export function showAnew(text, items) {
  show(text, []);
  show(text, items);
}

export function rowOf(node) {
  const span = node?.closest?.(".s");
  return (span && byNode.get(span)) ?? null;
}

export function rowOfItem(item) {
  return rows.find((row) => row.item === item) ?? null;
}

export function pair(row) {
  if (row === paired) return;
  for (const node of paired?.nodes ?? []) node.classList.remove("paired");
  paired = row;
  for (const node of paired?.nodes ?? []) node.classList.add("paired");
}

// The sentence at a point of the window, looked for in the copy under the text field, and the one at a place in it.
export function rowAtPoint(x, y) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].nodes[0].getBoundingClientRect().bottom < y) low = middle + 1;
    else high = middle;
  }
  for (let number = low; number < rows.length; number += 1) {
    const node = rows[number].nodes[0];
    if (node.getBoundingClientRect().top > y) return null;
    for (const box of node.getClientRects()) {
      if (box.left <= x && x <= box.right && box.top <= y && y <= box.bottom) return rows[number];
    }
  }
  return null;
}

export function rowAtPlace(place) {
  return rows.find(({ item }) => item.from <= place && place <= item.to) ?? null;
}

export function goTo(row) {
  if (!row) return;
  focus(row);
  row.nodes[1].scrollIntoView({ block: "center" });
}

function focus(row) {
  for (const node of target.querySelectorAll('.s[tabindex="0"]')) node.tabIndex = -1;
  row.nodes[1].tabIndex = 0;
  row.nodes[1].focus({ preventScroll: false });
}

// The next doubtful sentence behind the one that was looked at.
export function nextDoubtful() {
  const doubtful = rows.filter(({ item }) => item.reasons.length);
  const at = paired ? rows.indexOf(paired) : -1;
  goTo(doubtful.find((row) => rows.indexOf(row) > at) ?? doubtful[0]);
}

function clicked(event) {
  const row = rowOf(event.target);
  // Who selects a part of the English wants that, and no more.
  if (!row || !getSelection().isCollapsed) return;
  const term = event.target.closest(".t");
  focus(row);
  if (term) onTerm(byNode.get(term));
  else onSentence(row);
}

// One sentence is reached by Tab, the others from it by arrows.
function pressed(event) {
  const row = rowOf(event.target);
  if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
  const at = rows.indexOf(row);
  const places = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: rows.length - 1 };
  if (event.key === "Enter" || event.key === " ") onSentence(row);
  else if (event.key in places) focus(rows[places[event.key]] ?? row);
  else return;
  event.preventDefault();
}
