"""The browser that tests look at pages with."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

# Without it the tests that import this are skipped.
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = sync_api.expect

_PATH = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# The marks of tests that need it.
MARKS = [pytest.mark.slow, pytest.mark.skipif(_PATH is None, reason="there is no Chromium")]

CONTRASTS = """() => {
  const shade = (text) => text.match(/[\\d.]+/g).map(Number);
  const linear = (v) => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = (shade) => shade.slice(0, 3).map(v => linear(v / 255))
    .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const found = shade(getComputedStyle(node).backgroundColor);
      if (found[3] !== 0) return found;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim());
    if (!own || !node.checkVisibility() || node.closest("#backdrop, noscript, :disabled")) continue;
    const [one, other] = [light(shade(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
    if ((one + .05) / (other + .05) < 4.5) poor.push(node.outerHTML);
  }
  return poor;
}"""


@contextmanager
def launched() -> Iterator[Any]:
    """A browser of playwright's, as long as it is needed."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_PATH)
        yield browser
        browser.close()
