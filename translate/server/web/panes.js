// The two panes: German in a text field over a copy of it that carries marks, English as sentences.

import { say } from "./words.js";

const backdrop = document.getElementById("backdrop");
const source = document.getElementById("source");
const target = document.getElementById("target");

export function doubtsOf(segment) {
  const terms = segment.terms.filter((term) => term.step === "inserted" || term.step === "missing");
  return [
    ...segment.doubts.map((doubt) => `${doubt.check}: ${doubt.detail}`),
    ...terms.map((term) => `${term.source} → ${term.target}: ${say(`step.${term.step}`)}`),
  ];
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// The places of terms in a text, in order, none inside another.
function places(segment, start, end) {
  const found = segment.terms
    .filter((term) => term[start] !== null && term[start] < term[end])
    .map((term) => ({ at: term[start], until: term[end], term }))
    .sort((one, other) => one.at - other.at || other.until - one.until);
  let at = 0;
  return found.filter((place) => place.at >= at && (at = place.until));
}

// Characters of the report are code points, those of the page are units of UTF-16.
function sliced(text) {
  const characters = Array.from(text);
  return (start, end) => characters.slice(start, end).join("");
}

function filled(span, text, segment, start, end, makeTerm) {
  const slice = sliced(text);
  let at = 0;
  for (const place of places(segment, start, end)) {
    span.append(slice(at, place.at), makeTerm(place.term, slice(place.at, place.until)));
    at = place.until;
  }
  span.append(slice(at));
}

function englishTerm(onTerm) {
  return (term, text) => {
    const button = element("button", `t ${term.step}`, text);
    button.type = "button";
    button.title = `${term.source} → ${term.target}: ${say(`step.${term.step}`)}`;
    button.addEventListener("click", () => onTerm(term));
    return button;
  };
}

function sentence(segment, number) {
  const doubtful = segment.origin !== "passed through" && doubtsOf(segment).length > 0;
  const span = element("span", `s${doubtful ? " doubtful" : ""}`);
  span.dataset.number = number;
  if (doubtful) span.title = doubtsOf(segment).join("\n");
  return span;
}

// Show sentences of a German text; what stands between them is the same on both sides.
export function show(text, segments, onTerm) {
  const slice = sliced(text);
  const german = document.createDocumentFragment();
  const english = document.createDocumentFragment();
  let at = 0;
  segments.forEach((segment, number) => {
    const between = slice(at, segment.start);
    const touching = between === "" && number > 0 && segment.origin !== "passed through";
    german.append(between);
    english.append(touching ? " " : between);
    const ours = sentence(segment, number);
    const theirs = sentence(segment, number);
    const written = slice(segment.start, segment.end);
    // Repairs move the places of terms, so only an unchanged sentence shows them in German.
    if (written === segment.source) filled(ours, written, segment, "start", "end", (term, part) => element("span", `t ${term.step}`, part));
    else ours.append(written);
    filled(theirs, segment.translation, segment, "target_start", "target_end", englishTerm(onTerm));
    german.append(ours);
    english.append(theirs);
    at = segment.end;
  });
  german.append(slice(at));
  backdrop.replaceChildren(german, "\n");
  target.replaceChildren(english);
}

export function clear() {
  backdrop.replaceChildren(source.value, "\n");
  target.replaceChildren();
}

// The copy follows what is typed at once; its marks follow with the translation.
export function typed() {
  backdrop.replaceChildren(source.value, "\n");
  target.classList.add("stale");
}

export function pair(number) {
  for (const span of document.querySelectorAll(".s.paired")) span.classList.remove("paired");
  if (number === undefined) return;
  for (const span of document.querySelectorAll(`.s[data-number="${number}"]`)) span.classList.add("paired");
}

export function goTo(number) {
  pair(number);
  const span = target.querySelector(`.s[data-number="${number}"]`);
  span?.scrollIntoView({ block: "center" });
}

// The number of the sentence at a place of the German text.
export function numberAt(segments, text, unit) {
  const place = Array.from(text.slice(0, unit)).length;
  const number = segments.findIndex((segment) => segment.start <= place && place <= segment.end);
  return number < 0 ? undefined : number;
}
