// Sentences as the server tells of them, made ready for the page: places count units of UTF-16, as strings do here.

import { has, say } from "./words.js";

const SURROGATE = /[\ud800-\udfff]/;

// What turns a place that counts characters of a text into one that counts its units.
function counting(text) {
  if (!SURROGATE.test(text)) return (place) => place;
  const units = [0];
  for (const character of text) units.push(units.at(-1) + character.length);
  return (place) => units[Math.min(place, units.length - 1)];
}

// For each unit of a sentence as it was translated the unit of the sentence as it is written, or null if they cannot
// be compared: repairs and line breaks lie between the two.
export function aligned(source, written, repairs) {
  const places = [];
  let at = 0;
  let next = 0;
  while (places.length < source.length || next < repairs.length) {
    const here = places.length;
    const repair = repairs[next];
    if (repair && repair.at < here) return null;
    if (repair?.at === here) {
      for (let unit = 0; unit < repair.after.length; unit += 1) places.push(at);
      at = repair.end;
      next += 1;
    } else if (here >= source.length) {
      return null;
    } else if (source[here] === written[at]) {
      places.push(at);
      at += 1;
    } else if (source[here] === " " && /\s/.test(written[at] ?? "")) {
      places.push(at);
      while (/\s/.test(written[at] ?? "")) at += 1;
    } else if (/[\s\u00ad-]/.test(written[at] ?? "")) {
      at += 1;
    } else {
      return null;
    }
  }
  places.push(at);
  return places;
}

// The places of terms in a text, in order, none inside another.
function apart(places) {
  let at = 0;
  return places
    .filter((place) => place.from < place.to)
    .sort((one, other) => one.from - other.from || other.to - one.to)
    .filter((place) => place.from >= at && (at = place.to));
}

function germanPlaces(segment, written, from, unit) {
  const inside = counting(segment.source);
  const repairs = segment.repairs
    .filter((repair) => repair.at !== null)
    .map((repair) => ({ at: inside(repair.at), after: repair.after, end: unit(repair.end) - from }))
    .sort((one, other) => one.at - other.at || one.end - other.end);
  const places = segment.source === written ? null : aligned(segment.source, written, repairs);
  if (segment.source !== written && !places) return [];
  const moved = (place) => (places ? places[place] : place);
  return apart(segment.terms.map((term) => ({ term, from: moved(inside(term.start)), to: moved(inside(term.end)) })));
}

function englishPlaces(segment) {
  const inside = counting(segment.translation);
  const standing = segment.terms.filter((term) => term.target_start !== null);
  return apart(standing.map((term) => ({ term, from: inside(term.target_start), to: inside(term.target_end) })));
}

// What makes the sentences of a text ready, one after the other. `choices` are the alternatives that were chosen.
export function preparing(text, choices) {
  const unit = counting(text);
  return (told) => {
    const [from, to] = [unit(told.start), unit(told.end)];
    const written = text.slice(from, to);
    const chosen = choices.get(choiceKey(told));
    const segment = chosen ? { ...chosen, start: told.start, end: told.end, repairs: told.repairs } : told;
    const german = germanPlaces(segment, written, from, unit);
    return prepared({ from, to, written, told, segment, german });
  };
}

function prepared(item) {
  const { segment, written } = item;
  const reasons = doubtsOf(segment);
  const key = JSON.stringify([written, segment.translation, segment.terms, segment.doubts, item.told.translation]);
  return { ...item, english: englishPlaces(segment), reasons, key, old: false };
}

export function choiceKey(told) {
  return `${told.source}\n${told.translation}`;
}

// The same sentence with an alternative in its place, or with what was translated first.
export function withChoice(item, segment) {
  const { told } = item;
  return prepared({ ...item, segment: { ...segment, start: told.start, end: told.end, repairs: told.repairs } });
}

// Why a person should look at a sentence: each reason in the page's words, and what the server says to it.
function doubtsOf(segment) {
  const doubts = segment.doubts.map(({ check, detail }) => ({ check, detail }));
  const terms = segment.terms.filter((term) => term.step === "inserted" || term.step === "missing");
  return [...doubts, ...terms.map((term) => ({ step: term.step, detail: `${term.source} → ${term.target}` }))];
}

export function nameOf(reason) {
  if (reason.step) return say(`step.${reason.step}`);
  return has(`check.${reason.check}`) ? say(`check.${reason.check}`) : reason.check;
}

export function told(reasons) {
  return reasons.map((reason) => `${nameOf(reason)}: ${reason.detail}`).join("\n");
}

export function howOf(term) {
  return `${term.source} → ${term.target}: ${say(`step.${term.step}`)}`;
}

// The sentences of a text after it was changed, as far as they are known: those before and behind the change are as
// they were, those that it touches are old.
export function carried(items, before, after) {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < least - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  const [end, moved] = [before.length - same, after.length - before.length];
  return items.flatMap((item) => {
    if (item.to <= start) return [item];
    if (item.from >= end) return [{ ...item, from: item.from + moved, to: item.to + moved }];
    const from = item.from < start ? item.from : Math.max(end + moved, start);
    const to = item.to >= end ? item.to + moved : start;
    if (item.from >= start && item.to <= end && to <= from) return [];
    const written = after.slice(from, to);
    return [{ ...item, from, to, written, german: [], key: JSON.stringify([written, item.segment.translation]), old: true }];
  });
}
