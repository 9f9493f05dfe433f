// The sentences of both sides: what stands in one, its partner, and the ways from one to the next.
// The scripts of this page stand one behind the other in one function; each uses what stands above it.
const table = document.querySelector(".pairs");
const all = Array.from(table.querySelectorAll(".s"));
const sides = { s: all.filter((one) => one.id[0] === "s"), t: all.filter((one) => one.id[0] === "t") };
const side = (sentence) => sentence.id[0];
const german = (number) => document.getElementById(`s${number}`);
const english = (number) => document.getElementById(`t${number}`);
const partner = (sentence) => (side(sentence) === "s" ? english : german)(sentence.dataset.n);
const sentenceOf = (node) => node?.closest?.(".pairs .s") ?? null;

// What a reader reads there: not what was struck out.
const textOf = (node) => Array.from(node.childNodes, (child) => {
  if (child.nodeType === Node.TEXT_NODE) return child.data;
  return child.localName === "del" ? "" : textOf(child);
}).join("");

let pair = [];
const show = (sentence) => {
  for (const one of pair) one.classList.remove("paired");
  pair = sentence ? [sentence, partner(sentence)] : [];
  for (const one of pair) one.classList.add("paired");
};

// One stop for the tab key; the arrows do the rest.
let stop = all[0];
let started = false;
for (const one of all) one.tabIndex = one === stop ? 0 : -1;
const settle = (sentence) => {
  stop.tabIndex = -1;
  stop = sentence;
  stop.tabIndex = 0;
  started = true;
  show(sentence);
};

// The paragraphs that are shown, while only those with something to look at are.
const only = document.getElementById("only");
const visible = (sentence) => !only?.checked || sentence.closest(".noted") !== null;
const along = (sentence, step, wanted) => {
  const line = sides[side(sentence)];
  for (let at = line.indexOf(sentence) + step; at >= 0 && at < line.length; at += step)
    if (wanted(line[at]) && visible(line[at])) return line[at];
  return null;
};
const any = () => true;
// What was edited was looked at.
const doubtful = (sentence) => sentence.classList.contains("doubtful") && !english(sentence.dataset.n).classList.contains("edited");
// The next doubtful one, round and round; the stop itself counts until somebody has been there.
const toLookAt = (sentence, step) => {
  if (!started && step > 0 && doubtful(sentence)) return sentence;
  const line = sides[side(sentence)];
  const end = line[step > 0 ? 0 : line.length - 1];
  return along(sentence, step, doubtful) ?? (doubtful(end) && visible(end) ? end : along(end, step, doubtful));
};
const moves = {
  ArrowDown: (s) => along(s, 1, any),
  ArrowUp: (s) => along(s, -1, any),
  ArrowLeft: (s) => (side(s) === "t" ? partner(s) : null),
  ArrowRight: (s) => (side(s) === "s" ? partner(s) : null),
  n: (s) => toLookAt(s, 1),
  p: (s) => toLookAt(s, -1),
};
