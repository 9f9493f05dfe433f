// What the page asks the server.

import { say } from "./words.js";

const KEY = "deen-key";

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function useKey(key) {
  localStorage.setItem(KEY, key);
}

async function asked(path, options = {}) {
  const headers = new Headers(options.headers);
  const key = localStorage.getItem(KEY);
  if (key) headers.set("Authorization", `Bearer ${key}`);
  let answer;
  try {
    answer = await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, say("offline"));
  }
  if (!answer.ok) throw new Refused(answer.status, await reason(answer));
  return answer;
}

async function reason(answer) {
  try {
    const told = await answer.json();
    return told.message ?? told.error ?? answer.statusText;
  } catch {
    return `${answer.status} ${answer.statusText}`;
  }
}

function withJson(method, value) {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

// Translate a text; `onSegment` is called with each sentence as it comes, and the report is what is returned.
export async function translate(text, onSegment, signal) {
  const options = withJson("POST", { text });
  options.headers.Accept = "text/event-stream";
  const answer = await asked("/v1/translate", { ...options, signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    buffer += value ?? "";
    const events = buffer.split("\n\n");
    buffer = events.pop();
    for (const event of events) {
      const [name, data] = event.split("\n").map((line) => line.slice(line.indexOf(": ") + 2));
      const told = JSON.parse(data);
      if (name === "segment") onSegment(told);
      if (name === "report") return told;
      if (name === "error") throw new Refused(told.status, told.message);
    }
    if (done) throw new Refused(0, say("offline"));
  }
}

function withFile(file) {
  const body = new FormData();
  body.append("file", file);
  return { method: "POST", body };
}

export async function translateFile(file) {
  return (await asked("/v1/document", withFile(file))).blob();
}

export async function findEntries(text) {
  return (await asked(`/v1/glossary?${new URLSearchParams({ q: text, limit: 200 })}`)).json();
}

export async function putEntry(entry) {
  return (await asked("/v1/glossary", withJson("PUT", entry))).json();
}

export async function removeEntry(source) {
  return (await asked(`/v1/glossary?${new URLSearchParams({ source })}`, { method: "DELETE" })).json();
}

export async function importEntries(file) {
  return (await asked("/v1/glossary/import", withFile(file))).json();
}

export async function exportEntries() {
  return (await asked("/v1/glossary/export")).blob();
}
