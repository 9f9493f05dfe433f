// What the page says when a request has no good answer, and when it tries again.

import { isThere, Refused } from "./api.js";
import * as kept from "./kept.js";

const $ = (id) => document.getElementById(id);
// Milliseconds until the server is asked again.
const PATIENCE = { 0: 2_000, 429: 3_000, 503: 10_000 };

let again = () => {};
let waiting;

export function setUp(retry) {
  again = retry;
  addEventListener("online", check);
  $("key").addEventListener("submit", (event) => {
    event.preventDefault();
    kept.set("key", $("key-field").value.trim());
    $("key-field").value = "";
    problem(null);
    again();
  });
}

export function problem(error) {
  if (error?.name === "AbortError") return;
  clearTimeout(waiting);
  const [shown, message] = [$("problem"), error ? error.message : ""];
  // Said once, not at each try.
  if (shown.textContent !== message) shown.textContent = message;
  shown.hidden = !error;
  const wantsKey = error instanceof Refused && error.status === 403;
  if (wantsKey && $("key").hidden) queueMicrotask(() => document.activeElement === document.body && $("key-field").focus());
  $("key").hidden = !wantsKey;
  if (error && error.status in PATIENCE) waiting = setTimeout(check, PATIENCE[error.status]);
}

// Where the server could not be reached, it is asked first whether it is there.
async function check() {
  if ($("problem").hidden) return;
  try {
    await isThere();
  } catch (error) {
    problem(error);
    return;
  }
  problem(null);
  again();
}
