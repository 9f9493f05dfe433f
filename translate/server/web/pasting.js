// A page that is pasted, as text with paragraphs: without its navigation, buttons and scripts.

const BLOCKS = new Set([
  "ADDRESS", "ARTICLE", "BLOCKQUOTE", "BR", "CAPTION", "DD", "DIV", "DL", "DT", "FIGCAPTION", "FIGURE", "FOOTER", "H1", "H2",
  "H3", "H4", "H5", "H6", "HEADER", "HR", "LI", "MAIN", "OL", "P", "PRE", "SECTION", "TABLE", "TD", "TH", "TR", "UL",
]);
const LEFT_OUT = "script, style, noscript, template, nav, button, input, select, textarea, svg, iframe, [hidden], [aria-hidden=true]";

// The text of a page, or an empty one if it has no paragraphs of its own. Nothing of the page is run or loaded.
export function textOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!page.querySelector("p, h1, h2, h3, h4, h5, h6, li, td, blockquote, div")) return "";
  for (const node of page.querySelectorAll(LEFT_OUT)) node.remove();
  const paragraphs = [""];
  gather(page.body, paragraphs);
  return paragraphs.map((one) => one.replace(/[^\S\u00a0]+/g, " ").trim()).filter(Boolean).join("\n\n");
}

function gather(node, paragraphs) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      paragraphs[paragraphs.length - 1] += child.data;
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      const isBlock = BLOCKS.has(child.tagName);
      if (isBlock) paragraphs.push(child.tagName === "LI" ? "- " : "");
      gather(child, paragraphs);
      if (isBlock) paragraphs.push("");
    }
  }
}
