// Marks the partner of the sentence under the pointer or with the focus, and lets the arrows go through the sentences.
(() => {
  "use strict";
  const sentences = (side) => Array.from(document.querySelectorAll(`.pairs .s[id^="${side}"]`));
  const sides = { s: sentences("s"), t: sentences("t") };
  const all = [...sides.s, ...sides.t];
  if (!all.length) return;
  const side = (sentence) => sentence.id[0];
  const partner = (sentence) => document.getElementById((side(sentence) === "s" ? "t" : "s") + sentence.dataset.n);

  let pair = [];
  const show = (sentence) => {
    for (const one of pair) one.classList.remove("paired");
    pair = sentence ? [sentence, partner(sentence)] : [];
    for (const one of pair) one.classList.add("paired");
  };

  // One stop for the tab key; the arrows do the rest.
  let stop = all[0];
  for (const one of all) one.tabIndex = one === stop ? 0 : -1;
  const settle = (sentence) => {
    stop.tabIndex = -1;
    stop = sentence;
    stop.tabIndex = 0;
    show(sentence);
  };

  const visible = (sentence) => sentence.offsetParent !== null;
  const along = (sentence, step, wanted) => {
    const line = sides[side(sentence)];
    for (let at = line.indexOf(sentence) + step; at >= 0 && at < line.length; at += step)
      if (visible(line[at]) && wanted(line[at])) return line[at];
    return null;
  };
  const any = () => true;
  const doubtful = (sentence) => sentence.classList.contains("doubtful");
  const moves = {
    ArrowDown: (s) => along(s, 1, any),
    ArrowUp: (s) => along(s, -1, any),
    ArrowLeft: (s) => (side(s) === "t" ? partner(s) : null),
    ArrowRight: (s) => (side(s) === "s" ? partner(s) : null),
    n: (s) => along(s, 1, doubtful),
    p: (s) => along(s, -1, doubtful),
  };

  const table = document.querySelector(".pairs");
  const sentenceOf = (event) => event.target.closest?.(".s");
  table.addEventListener("mouseover", (event) => { if (sentenceOf(event)) show(sentenceOf(event)); });
  table.addEventListener("mouseleave", () => show(document.activeElement === stop ? stop : null));
  table.addEventListener("focusin", (event) => { if (sentenceOf(event)) settle(sentenceOf(event)); });
  table.addEventListener("focusout", () => show(null));
  table.addEventListener("keydown", (event) => {
    const sentence = sentenceOf(event);
    if (!sentence || event.ctrlKey || event.altKey || event.metaKey || !(event.key in moves)) return;
    event.preventDefault();
    moves[event.key](sentence)?.focus();
  });
  // A link to a sentence takes the focus along.
  window.addEventListener("hashchange", () => {
    const sentence = document.getElementById(location.hash.slice(1));
    if (all.includes(sentence)) sentence.focus();
  });
  for (const one of document.querySelectorAll(".scripted")) one.hidden = false;
})();
