// What the page asks the server.

import * as kept from "./kept.js";
import { has, say } from "./words.js";

// A request that had no good answer; the status is 0 where there was none at all.
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function asked(path, options = {}) {
  const headers = new Headers(options.headers);
  const key = kept.get("key");
  if (key) headers.set("Authorization", `Bearer ${key}`);
  let answer;
  try {
    answer = await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, say("error.0"));
  }
  if (!answer.ok) throw new Refused(answer.status, told(answer.status, await reason(answer)));
  return answer;
}

async function reason(answer) {
  try {
    const { message, error } = await answer.json();
    return message ?? error ?? answer.statusText;
  } catch {
    return `${answer.status} ${answer.statusText}`;
  }
}

// In the page's own words where it has some; else in the server's, which are English.
function told(status, message) {
  return has(`error.${status}`) ? say(`error.${status}`) : message;
}

function withJson(method, value) {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) };
}

function withFile(file, fields = {}) {
  const body = new FormData();
  body.append("file", file);
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return { method: "POST", body };
}

// Read an answer of server-sent events: `onBegin` is told how many sentences there are, `onSegment` each of them as it
// comes; the report is what is returned.
async function followed(path, options, { onBegin, onSegment, signal }) {
  const answer = await asked(path, { ...options, headers: { ...options.headers, Accept: "text/event-stream" }, signal });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let parts = [];
  for (;;) {
    const { value = "", done } = await read(reader);
    const events = value.split("\n\n");
    parts.push(events[0]);
    for (const next of events.slice(1)) {
      const [name, data] = parts.join("").split("\n").map((line) => line.slice(line.indexOf(": ") + 2));
      parts = [next];
      const event = JSON.parse(data);
      if (name === "begin") onBegin?.(event.sentences);
      if (name === "segment") onSegment?.(event);
      if (name === "report") return event;
      if (name === "error") throw new Refused(event.status, told(event.status, event.message));
    }
    if (done) throw new Refused(0, say("error.0"));
  }
}

async function read(reader) {
  try {
    return await reader.read();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, say("error.0"));
  }
}

export function translate(text, events) {
  return followed("/v1/translate", withJson("POST", { text }), events);
}

// The report of a file has its data, as base64.
export function translateFile(file, events) {
  return followed("/v1/document", withFile(file), events);
}

export async function findAlternatives(text, terms, signal) {
  const answer = await asked("/v1/alternatives", { ...withJson("POST", { text, terms }), signal });
  return (await answer.json()).alternatives;
}

export async function isThere() {
  await asked("/health");
}

export async function findEntries(text, signal) {
  return (await asked(`/v1/glossary?${new URLSearchParams({ q: text, limit: 200 })}`, { signal })).json();
}

export async function putEntry(entry) {
  return (await asked("/v1/glossary", withJson("PUT", entry))).json();
}

export async function removeEntry(source) {
  return (await asked(`/v1/glossary?${new URLSearchParams({ source })}`, { method: "DELETE" })).json();
}

// With `replace` the file's entries are the only ones then.
export async function importEntries(file, replace = false) {
  return (await asked("/v1/glossary/import", withFile(file, replace ? { replace: "yes" } : {}))).json();
}

export async function exportEntries() {
  return (await asked("/v1/glossary/export")).blob();
}
