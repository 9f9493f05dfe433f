// Files that come in and go out: each is translated in its own format.

import { translateFile } from "./api.js";
import { reasonsOf } from "./below.js";
import { save } from "./saving.js";
import { preparing } from "./segments.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);
const TEXTS = /\.(txt|text)$/i;
// A text of more bytes is translated as a file.
const SHOWN = 200_000;

function englishName(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? `${name.slice(0, dot)}.en${name.slice(dot)}` : `${name}.en`;
}

// A short text is shown in the page, any other file comes back translated in its own format.
export async function take(file, showText) {
  if (TEXTS.test(file.name) && file.size <= SHOWN) {
    const bytes = await file.arrayBuffer();
    try {
      showText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      return;
    } catch {
      // Another encoding: the server can tell which.
    }
  }
  await work(file);
}

async function work(file) {
  const row = made(file.name);
  const control = new AbortController();
  row.cancel.addEventListener("click", () => {
    control.abort();
    row.line.remove();
    $("files").hidden = !$("file-list").children.length;
  });
  let [done, total] = [0, 0];
  const onBegin = (count) => (total = count);
  const onSegment = () => {
    done += 1;
    row.bar.max = total || 1;
    row.bar.value = done;
    row.state.textContent = say("state.progress", done, total);
  };
  try {
    finished(row, file, await translateFile(file, { onBegin, onSegment, signal: control.signal }));
  } catch (error) {
    if (error.name === "AbortError") return;
    row.line.classList.add("failed");
    row.state.textContent = error.message;
    announce(say("file.failed", file.name));
  }
  row.bar.remove();
  row.cancel.textContent = say("file.dismiss");
  row.cancel.setAttribute("aria-label", `${say("file.dismiss")}: ${file.name}`);
}

function finished(row, file, report) {
  const bytes = Uint8Array.from(atob(report.data), (character) => character.charCodeAt(0));
  const name = englishName(file.name);
  const download = () => save(new Blob([bytes]), name);
  const items = report.segments.filter(({ origin }) => origin !== "passed through").map(asItem);
  const doubtful = items.filter((item) => item.reasons.length);
  row.state.textContent = doubtful.length
    ? say("state.doubtful", doubtful.length, items.length)
    : say("state.done", items.length);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = say("download");
  button.setAttribute("aria-label", `${say("download")}: ${name}`);
  button.addEventListener("click", download);
  row.cancel.before(button);
  if (doubtful.length) row.line.append(doubts(doubtful));
  download();
  announce(say("file.done", file.name));
}

// Places in the file are of no use here.
function asItem(segment) {
  return preparing(segment.source, new Map())({ ...segment, start: 0, end: segment.source.length, repairs: [] });
}

function doubts(items) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = say("notes");
  const list = document.createElement("ul");
  list.append(
    ...items.map((item) => {
      const line = document.createElement("li");
      const [german, english] = [document.createElement("p"), document.createElement("p")];
      [german.lang, english.lang] = ["de", "en"];
      [german.textContent, english.textContent] = [item.segment.source, item.segment.translation];
      german.className = "soft";
      line.append(german, english, reasonsOf(item));
      return line;
    }),
  );
  details.append(summary, list);
  return details;
}

function made(name) {
  const line = document.createElement("li");
  const [title, state] = [document.createElement("strong"), document.createElement("span")];
  const bar = document.createElement("progress");
  const cancel = document.createElement("button");
  title.textContent = name;
  state.className = "soft";
  state.textContent = say("state.work");
  bar.setAttribute("aria-label", say("file.work", name));
  cancel.type = "button";
  cancel.textContent = say("cancel");
  cancel.setAttribute("aria-label", `${say("cancel")}: ${name}`);
  const head = document.createElement("div");
  head.className = "bar";
  head.append(title, bar, state, cancel);
  line.append(head);
  $("file-list").prepend(line);
  $("files").hidden = false;
  return { line, state, bar, cancel };
}

function announce(text) {
  $("said").textContent = text;
}
