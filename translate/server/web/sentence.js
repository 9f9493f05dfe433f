// What is known of one sentence, and its alternatives: a box beside it.

import { findAlternatives } from "./api.js";
import * as panes from "./panes.js";
import { howOf, nameOf } from "./segments.js";
import { buttonsFor } from "./term.js";
import * as text from "./text.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
const box = $("sentence");
let item = null;
let asking = null;

export function setUp() {
  $("sentence-close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.open && !$("term").open) close();
  });
  document.addEventListener("pointerdown", (event) => {
    if (box.open && !box.contains(event.target) && !$("term").open) hide();
  });
}

export function hide() {
  asking?.abort();
  box.close();
}

function close() {
  const row = panes.rowOfItem(item);
  hide();
  row?.nodes[1].focus();
}

export async function open(row) {
  asking?.abort();
  item = row.item;
  describe();
  list([], say("alternatives.work"));
  box.show();
  place(row);
  const mine = (asking = new AbortController());
  const given = item.told.terms.map(({ source, target }) => ({ source, target }));
  try {
    const found = await findAlternatives(item.told.source, given, mine.signal);
    if (mine === asking) list(found, found.length ? "" : say("alternatives.none"));
  } catch (error) {
    if (mine === asking && error.name !== "AbortError") list([], error.message);
  }
  place(row);
}

function describe() {
  $("sentence-german").textContent = item.written;
  $("sentence-reasons").replaceChildren(
    ...item.reasons.map((reason) => {
      const line = document.createElement("li");
      const detail = document.createElement("span");
      detail.lang = "en";
      detail.textContent = reason.detail;
      line.append(`${nameOf(reason)}: `, detail);
      return line;
    }),
  );
  const terms = new Map(item.segment.terms.map((term) => [howOf(term), term]));
  $("sentence-terms").replaceChildren(
    ...Array.from(terms.values(), (term) => {
      const line = document.createElement("li");
      line.append(...buttonsFor(term));
      return line;
    }),
  );
}

function list(found, note) {
  $("alternatives-note").textContent = note;
  const first = item.told;
  const all = found.length || item.segment.translation !== first.translation ? [first, ...found] : [];
  $("alternatives").replaceChildren(
    ...all.map((segment) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.lang = "en";
      button.append(...compared(segment.translation, item.segment.translation));
      button.setAttribute("aria-pressed", String(segment.translation === item.segment.translation));
      button.addEventListener("click", () => choose(segment === first ? null : segment));
      line.append(button);
      return line;
    }),
  );
}

// The words of an alternative, those in bold that the translation has not.
function compared(other, shown) {
  const words = new Set(shown.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  return other.split(/([\p{L}\p{N}]+)/u).map((part, number) => {
    if (number % 2 === 0 || words.has(part.toLowerCase())) return part;
    const bold = document.createElement("b");
    bold.textContent = part;
    return bold;
  });
}

function choose(segment) {
  item = text.choose(item, segment);
  close();
  document.dispatchEvent(new Event("chosen"));
}

// Below the sentence if there is room, else above it; a small screen has it at its foot.
function place(row) {
  const at = row.nodes[1].isConnected && row.nodes[1].getBoundingClientRect();
  if (!at) return;
  if (getComputedStyle(box).position === "fixed") {
    row.nodes[1].scrollIntoView({ block: "start" });
    return;
  }
  const below = at.bottom + 8;
  const fits = below + box.offsetHeight < innerHeight || at.top < box.offsetHeight;
  box.style.top = `${scrollY + (fits ? below : at.top - box.offsetHeight - 8)}px`;
  box.style.left = `${Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8))}px`;
}
