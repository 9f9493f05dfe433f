// The text and its translation: what is known of it now, and how it comes to be.

import { translate } from "./api.js";
import * as kept from "./kept.js";
import * as panes from "./panes.js";
import { carried, choiceKey, preparing, withChoice } from "./segments.js";

// Alternatives that are remembered.
const CHOICES = 200;

let text = "";
let items = [];
let english = "";
let asking = null;
let choices = readChoices();

function readChoices() {
  try {
    return new Map(JSON.parse(kept.get("choices", "[]")));
  } catch {
    return new Map();
  }
}

export function state() {
  return { text, items, working: asking !== null };
}

// The text as it is typed: marks stay on what did not change.
export function typed(now) {
  stop();
  items = carried(items, text, now);
  text = now;
  kept.set("text", text);
  panes.show(text, items);
}

export function stop() {
  asking?.abort();
  asking = null;
}

export function forget() {
  choices = new Map();
}

// Translate the text as it is. What comes late is of no use: true if this was not overtaken by another.
export async function run(onProgress) {
  stop();
  if (!text.trim()) {
    items = [];
    english = "";
    panes.show(text, items);
    return true;
  }
  const mine = (asking = new AbortController());
  const prepare = preparing(text, choices);
  const before = items;
  const coming = [];
  let total = 0;
  let drawing = false;
  const draw = () => {
    drawing = false;
    if (mine !== asking || !coming.length) return;
    items = [...coming, ...before.filter((item) => item.from >= coming.at(-1).to)];
    panes.show(text, items);
    onProgress(coming.length, total);
  };
  const onSegment = (segment) => {
    coming.push(prepare(segment));
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(draw);
  };
  try {
    const report = await translate(text, { onBegin: (count) => (total = count), onSegment, signal: mine.signal });
    if (mine !== asking) return false;
    items = coming;
    english = report.translation;
    panes.show(text, items);
    asking = null;
    return true;
  } catch (error) {
    if (mine !== asking) return false;
    asking = null;
    throw error;
  }
}

// Put an alternative in the place of a sentence; with null what was translated first comes back.
export function choose(item, segment) {
  const key = choiceKey(item.told);
  choices.delete(key);
  if (segment) choices.set(key, segment);
  choices = new Map([...choices].slice(-CHOICES));
  kept.set("choices", choices.size ? JSON.stringify([...choices]) : "");
  const chosen = withChoice(item, segment ?? item.told);
  items = items.map((one) => (one === item ? chosen : one));
  panes.show(text, items);
  return chosen;
}

// The English as it is set, with the alternatives that were chosen.
export function translation() {
  let at = 0;
  let whole = "";
  for (const { told, segment } of items) {
    const found = english.indexOf(told.translation, at);
    if (found < 0) {
      // Lines that the server set anew: as it is shown, then.
      return items.some((item) => item.segment.translation !== item.told.translation) ? shown() : english;
    }
    whole += english.slice(at, found) + segment.translation;
    at = found + told.translation.length;
  }
  return whole + english.slice(at);
}

function shown() {
  return document.getElementById("target").textContent;
}

// The paragraphs of both sides, beside each other.
export function paragraphs() {
  const pairs = [];
  let at = 0;
  for (const item of items) {
    const between = text.slice(at, item.from);
    if (!pairs.length || between.includes("\n")) pairs.push({ german: "", english: "" });
    const pair = pairs.at(-1);
    const gap = pair.german ? " " : between.trim() && `${between.trim()} `;
    pair.german += gap + item.written.replace(/\s+/g, " ");
    pair.english += gap + item.segment.translation;
    at = item.to;
  }
  return pairs;
}
