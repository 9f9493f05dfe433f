// Sorts and filters the table of segments, and leads from a point of the scatter to its segment.
(() => {
  "use strict";
  const table = document.querySelector(".segments");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const heads = Array.from(table.tHead.rows[0].cells);
  const search = document.getElementById("search");
  const tag = document.getElementById("tag");
  const shown = document.getElementById("shown");

  // Sorting: the first press puts the smallest on top, except in the order that the file has.
  // "2/3" counts as what is missing, empty cells go to the end.
  const value = (row, column) => {
    const [first, second] = row.cells[column].textContent.split("/").map(Number.parseFloat);
    return second === undefined ? first : first - second;
  };
  const sort = (column, direction) => {
    const keyed = rows.map((row) => [value(row, column), row]);
    keyed.sort(([one], [other]) => {
      if (Number.isNaN(one) || Number.isNaN(other)) return Number.isNaN(one) - Number.isNaN(other);
      return direction * (one - other);
    });
    body.append(...keyed.map(([, row]) => row));
    heads.forEach((head, index) => {
      if (index === column) head.ariaSort = direction > 0 ? "ascending" : "descending";
      else head.removeAttribute("aria-sort");
    });
  };
  heads.forEach((head, column) => {
    if (head.classList.contains("texts")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column, head.ariaSort === "ascending" ? -1 : 1));
    head.replaceChildren(button);
  });
  heads[0].ariaSort = "ascending";

  const texts = new Map();
  const text = (row) => {
    if (!texts.has(row)) texts.set(row, row.querySelector(".texts").textContent.toLowerCase());
    return texts.get(row);
  };
  const filter = () => {
    const words = search.value.toLowerCase();
    let count = 0;
    for (const row of rows) {
      const tagged = !tag.value || (row.dataset.tags ?? "").split("|").includes(tag.value);
      row.hidden = !tagged || !text(row).includes(words);
      count += !row.hidden;
    }
    shown.textContent = count === rows.length ? `${count} segments` : `${count} of ${rows.length} segments`;
  };
  search.addEventListener("input", filter);
  tag.addEventListener("change", filter);
  search.form.addEventListener("submit", (event) => event.preventDefault());

  // A link to a segment shows it, filtered out or not, and takes the focus along.
  const follow = () => {
    const row = document.getElementById(location.hash.slice(1));
    if (!rows.includes(row)) return;
    if (row.hidden) {
      search.value = tag.value = "";
      filter();
    }
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", follow);
  document.getElementById("scatter")?.addEventListener("click", (event) => {
    const title = event.target.closest("circle")?.querySelector("title");
    if (title) location.hash = `r${Number.parseInt(title.textContent)}`;
  });
  for (const one of document.querySelectorAll(".scripted")) one.hidden = false;
  filter();
})();
