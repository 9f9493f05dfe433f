// The two panes: German in a text field over a copy of it that carries marks, English as sentences.
// Only what differs from what is shown already is made anew, and only its paragraphs are laid out, so that a long text
// stays quick.

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

// What stands before a sentence, in German and in English. A paragraph is a block: the end of the line before it is
// none of its characters. Sentences that touch in German are parted in English.
function betweenOf({ gap, first }) {
  const german = opens({ gap, first }) ? gap.slice(gap.indexOf("\n") + 1) : gap;
  return [new Text(german), new Text(gap === "" && !first ? " " : german)];
}

function opens({ gap, first }) {
  return !first && gap.includes("\n");
}

function made(row) {
  const nodes = [germanNode(row.item), englishNode(row.item)];
  const made = { ...row, nodes, between: betweenOf(row) };
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
  const old = rows.slice(start, rows.length - same);
  const blocks = new Set(old.flatMap((row) => row.nodes.map((node) => node.parentNode)));
  for (const row of old) for (const node of [...row.nodes, ...row.between]) node.remove();
  rows = [...rows.slice(0, start), ...wanted.slice(start, wanted.length - same).map(made), ...rows.slice(rows.length - same)];
  arrange(start, rows.length - same, blocks);
  // What stays has its new places.
  rows.forEach((row, number) => (row.item = items[number]));
  (rows.at(-1)?.nodes[0].parentNode ?? backdrop).append(rest);
  rest.data = `${text.slice(at)}\n`;
  if (!target.querySelector('.s[tabindex="0"]') && rows.length) rows[0].nodes[1].tabIndex = 0;
}

// Put the sentences from one to another, and what shares a paragraph with them, into the blocks of their paragraphs; of
// the blocks that had sentences before, those that have none any more go.
function arrange(from, to, blocks) {
  let begin = from;
  while (begin > 0 && (begin >= rows.length || !opens(rows[begin]))) begin -= 1;
  let end = to;
  while (end < rows.length && !opens(rows[end])) end += 1;
  const paragraphs = [];
  for (const row of rows.slice(begin, end)) {
    if (opens(row) || !paragraphs.length) paragraphs.push([]);
    paragraphs.at(-1).push(row);
    for (const node of row.nodes) blocks.add(node.parentNode);
  }
  for (const [side, pane] of [backdrop, target].entries()) {
    const own = ownBlocks(paragraphs, side, rows[begin - 1]?.nodes[side].parentNode);
    let after = rows[end]?.nodes[side].parentNode ?? null;
    for (let number = paragraphs.length - 1; number >= 0; number -= 1) {
      const block = own[number];
      if (block.parentNode !== pane || block.nextSibling !== after) pane.insertBefore(block, after);
      fillBlock(block, paragraphs[number].flatMap((row) => [row.between[side], row.nodes[side]]));
      after = block;
    }
  }
  for (const block of blocks) if (block && !block.querySelector(".s")) block.remove();
}

// The block of each paragraph: the one that some of it is in, unless a paragraph before stays there.
function ownBlocks(paragraphs, side, before) {
  const taken = new Set([null, before]);
  return paragraphs.map((paragraph) => {
    const found = paragraph.map((row) => row.nodes[side].parentNode).find((block) => !taken.has(block));
    const own = found ?? element("div", "p");
    taken.add(own);
    return own;
  });
}

// What stands in its place already is not moved.
function fillBlock(block, nodes) {
  let at = block.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else block.insertBefore(node, at);
  }
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
