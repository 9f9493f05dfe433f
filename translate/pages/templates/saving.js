// Files for the user, made here: nothing is sent anywhere.
const save = (content, name, type) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

// A paragraph broken at its width, as the machine's was; words longer than that stand alone.
const broken = (text, { width, first, rest, break: lineBreak }) => {
  const size = (chars) => Array.from(chars).length;
  const chunks = text.replace(/(?<!\s)\s*[\r\n]+[\s>]*/g, " ").replace(/[\t\n\v\f\r]/g, " ").split(/( +)/).filter(Boolean);
  const lines = [];
  let at = 0;
  while (at < chunks.length) {
    const indent = lines.length ? rest : first;
    const line = [];
    let room = width - size(indent);
    if (lines.length && !chunks[at].trim()) at += 1;
    while (at < chunks.length && (size(chunks[at]) <= room || (!line.length && size(chunks[at]) > width - size(indent)))) {
      room -= size(chunks[at]);
      line.push(chunks[at]);
      at += 1;
    }
    if (line.length && !line.at(-1).trim()) line.pop();
    if (line.length) lines.push(indent + line.join(""));
  }
  return lines.join(lineBreak).slice(first.length);
};
const filled = (parts) => parts.map((part) => {
  if (typeof part === "string") return part;
  return typeof part === "number" ? textOf(english(part)) : broken(filled(part.parts), part);
}).join("");

// XML has not all characters.
const xml = (text) => text
  .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
  .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const memory = () => {
  const units = edited().filter(edit).map((number) =>
    `    <tu tuid="${number}">\n` +
    `      <tuv xml:lang="de"><seg>${xml(textOf(german(number)))}</seg></tuv>\n` +
    `      <tuv xml:lang="en"><seg>${xml(edit(number))}</seg></tuv>\n` +
    "    </tu>\n");
  return carried.memory[0] + units.join("") + carried.memory[1];
};

// Quotation marks around what would begin as a quoted cell or a comment.
const quoted = (text) => (/^["#]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
const glossary = () => [["source", "target"], ...entries()].map((row) => `${row.map(quoted).join("\t")}\n`).join("");

// The page as it was opened, with the edits in it, and a key of its own: what is changed in it later is kept for it alone.
const pageWithEdits = () => {
  const copy = document.documentElement.cloneNode(true);
  const each = (what, change) => copy.querySelectorAll(what).forEach(change);
  each(".s[tabindex]", (one) => one.removeAttribute("tabindex"));
  each(".paired", (one) => one.classList.remove("paired"));
  each(".scripted, #entry", (one) => { one.hidden = true; });
  each("#undo", (one) => { one.disabled = true; });
  each(".menu", (one) => { one.open = false; });
  each("#told, #left", (one) => one.replaceChildren());
  each("#entries button", (one) => one.remove());
  const [digest] = carried.key.split("-");
  const own = JSON.stringify({ ...carried, key: `${digest}-${Date.now().toString(36)}` });
  copy.querySelector("#carried").textContent = own.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
  return `<!doctype html>\n${copy.outerHTML}\n`;
};
const saves = {
  "save-page": () => {
    save(pageWithEdits(), `${carried.name}.edited.html`, "text/html");
    unsaved = false;
    tell();
  },
  "save-text": () => save(filled(carried.layout), `${carried.name}.en.txt`, "text/plain"),
  "save-memory": () => save(memory(), `${carried.name}.tmx`, "application/xml"),
  "save-glossary": () => save(glossary(), `${carried.name}.glossary.tsv`, "text/tab-separated-values"),
};
