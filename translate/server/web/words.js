// What the page says, in two languages. A text is asked for by its key; {0}, {1} are put in, numbers as they are written.

import { ENGLISH } from "./english.js";
import { GERMAN } from "./german.js";

const LANGUAGES = { en: ENGLISH, de: GERMAN };
let current = "en";

export function has(key) {
  return key in LANGUAGES[current];
}

export function say(key, ...values) {
  const put = (value) => (typeof value === "number" ? value.toLocaleString(current) : String(value));
  // A text for one is told from that for several by a bar.
  const [one, several = one] = LANGUAGES[current][key].split(" | ");
  const text = values.findLast((value) => typeof value === "number") === 1 ? one : several;
  return text.replace(/\{(\d)\}/g, (_, number) => put(values[number]));
}

// Put the texts of a language into the page: into elements, their titles, labels and placeholders.
export function speak(language) {
  current = language;
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = say(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of document.querySelectorAll("[data-title]")) node.title = say(node.dataset.title);
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
}
