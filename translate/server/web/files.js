// Files that come in and go out.

import { translateFile } from "./api.js";
import { say } from "./words.js";

const TEXTS = /\.(txt|text)$/i;
// A text of more bytes is translated as a file.
const SHOWN = 200_000;

export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function englishName(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? `${name.slice(0, dot)}.en${name.slice(dot)}` : `${name}.en`;
}

// A text is shown in the page, any other file comes back translated in its own format.
export async function take(file, showText, state) {
  if (TEXTS.test(file.name) && file.size <= SHOWN) {
    showText(await file.text());
    return;
  }
  state(say("file.work", file.name));
  save(await translateFile(file), englishName(file.name));
  state(say("file.done", file.name));
}
