// Below the panes: the sentences to look at, and the terms of the text.

import * as panes from "./panes.js";
import { howOf, nameOf } from "./segments.js";
import { buttonsFor } from "./term.js";

const $ = (id) => document.getElementById(id);

// Show what is to be told of sentences; how many are to be looked at.
export function show(items) {
  const doubtful = items.filter((item) => item.reasons.length);
  $("notes").hidden = $("next").hidden = doubtful.length === 0;
  $("reasons").replaceChildren(...doubtful.map(reasonLine));
  const terms = new Map(items.flatMap((item) => item.segment.terms.map((term) => [howOf(term), term])));
  $("used").hidden = terms.size === 0;
  $("terms").replaceChildren(
    ...Array.from(terms.values(), (term) => {
      const line = document.createElement("li");
      line.append(...buttonsFor(term));
      return line;
    }),
  );
  return doubtful.length;
}

export function reasonsOf(item) {
  const list = document.createElement("span");
  list.className = "reasons";
  for (const reason of item.reasons) {
    const detail = document.createElement("span");
    detail.lang = "en";
    detail.textContent = reason.detail;
    const line = document.createElement("span");
    line.append(`${nameOf(reason)}: `, detail);
    list.append(line);
  }
  return list;
}

function reasonLine(item) {
  const line = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  const english = document.createElement("span");
  english.lang = "en";
  english.textContent = item.segment.translation;
  button.append(english, reasonsOf(item));
  button.addEventListener("click", () => panes.goTo(panes.rowOfItem(item)));
  line.append(button);
  return line;
}
