// What stays in this browser, and only there, until it is cleared. A browser may refuse to keep anything.

const PREFIX = "deen-";

export function get(name, otherwise = "") {
  try {
    return localStorage.getItem(PREFIX + name) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function set(name, value) {
  try {
    if (value) localStorage.setItem(PREFIX + name, value);
    else localStorage.removeItem(PREFIX + name);
  } catch {
    // Full, or not allowed: the page works without.
  }
}

export function clear() {
  for (const name of ["text", "choices", "key", "language"]) set(name, "");
}
