"""No text of an article, a glossary or a file name runs as a script in a page, as far as its tree tells."""

from collections.abc import Callable
from functools import cache

import pytest
from hostile_pages import HOSTILE, of_article, of_evaluation, of_overview
from hypothesis import given
from hypothesis import strategies as st
from page_tree import asks_nobody, is_data, parse

PAGES = pytest.mark.parametrize("made", [of_article, of_evaluation, of_overview])
Made = Callable[[str], str]
# Characters that no page shows as they are.
PLAIN = st.characters(exclude_categories=("Cs", "Cc"))
HARMLESS = ("x", "ab cd, ef", "ab|cd 12 ef|", "gh ij kl " * 30)


def elements(page: str) -> set[tuple[str, str, str]]:
    """The elements of a page with the names of their attributes, and the whole of what a browser runs or obeys."""
    return {
        (
            node.tag,
            repr(sorted(node.attributes.items() if node.tag in ("meta", "link", "script") else node.attributes)),
            node.text if node.tag in ("script", "style") and not is_data(node) else "",
        )
        for node in parse(page).all()
    }


@cache
def known(made: Made) -> frozenset[tuple[str, str, str]]:
    """The elements that pages of harmless texts have."""
    return frozenset(one for text in HARMLESS for one in elements(made(text)))


@PAGES
@given(text=st.lists(st.sampled_from(HOSTILE) | st.text(PLAIN, max_size=4), min_size=1, max_size=4).map("".join))
def test_a_page_has_no_other_elements_whatever_its_texts(made: Made, text: str) -> None:
    page = made(text)
    root = parse(page)
    assert elements(page) <= known(made)
    assert asks_nobody(page, root)
    assert "<!--" not in page
    shown = "".join(root.text.split())
    assert all(one in shown for one in text.split())


@PAGES
def test_each_hostile_text_is_shown_and_not_obeyed(made: Made) -> None:
    for text in HOSTILE:
        assert elements(made(text)) <= known(made), text
    assert elements(made("x") + "<img src=x onerror=a>") - known(made)
