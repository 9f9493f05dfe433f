"""What is not Markdown is covered, and the rest left as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.formats.markup.markdown_foreign import covered


@pytest.mark.parametrize(
    "own",
    [
        "{{ name }}",
        '{{< ref "a.md" >}}',
        "{% if x %}",
        "{{% note %}}",
        "${name}",
        "%{name}",
        "{name}",
        "{a.b}",
        "<% x %>",
        "[[Seite]]",
        "![[Bild.png]]",
        "[[Seite|Text]]",
    ],
)
def test_what_is_copied(own: str) -> None:
    text = f"Ein {own} hier"
    (cover,) = covered(text).covers
    assert (text[cover.start : cover.end], cover.kind) == (own, "copied")
    assert covered(text).text == f"Ein {'x' * len(own)} hier"


@pytest.mark.parametrize("own", [":smile:", "<Tab a={x}>", "</Tab>"])
def test_what_is_a_point(own: str) -> None:
    text = f"Ein {own} hier"
    assert [(text[one.start : one.end], one.kind) for one in covered(text).covers] == [(own, "point")]


@pytest.mark.parametrize(
    "text", ["um 12:30:45 Uhr", "{ a }", "[a](b)", "5 % {", "{}", "Kosten: 5 $", "a {#id}", "# T {#id}"]
)
def test_what_is_markdown_is_seen(text: str) -> None:
    assert covered(text).text == text


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (":::note Ein Titel\nText\n:::", ["Ein Titel"]),
        (":::note[Ein Titel]\nText\n:::", ["Ein Titel"]),
        ("::: warning\nText\n:::", []),
        (":::{note} Ein Titel\n:class: x\nText\n:::", ["Ein Titel"]),
        ("::: {.class}\nText\n:::", []),
        (":::{figure} bild.png\n:::", []),
        ("```{note} Ein Titel\nText\n```", ["Ein Titel"]),
        ("```{code-block} python\nText\n```", []),
        ('!!! note "Ein Titel"\n    Text', ["Ein Titel"]),
        ('??? note "Ein Titel"\n    Text', ["Ein Titel"]),
        ('=== "Ein Titel"\n    Text', ["Ein Titel"]),
        ("/// note | Ein Titel\nText\n///", ["Ein Titel"]),
        ("> [!info] Ein Titel\n> Text", ["Ein Titel"]),
        ("> [!NOTE]\n> Text", []),
    ],
)
def test_titles_of_admonitions(text: str, titles: list[str]) -> None:
    for own in (text, text.replace("\n", "\r\n")):
        found = covered(own)
        assert [own[start:end] for start, end in found.titles] == titles
        assert "Titel" not in found.text
        assert not any(fence in found.text for fence in (":::", "!!!", "???", "===", "///", "[!", "{note}"))
        assert len(found.text) == len(own)


def test_a_fence_ends_where_its_fence_does() -> None:
    assert covered("````{note}\n```python\nx\n```\nText\n````\n").text.split() == ["```python", "x", "```", "Text"]


def test_lines_of_their_own_part_paragraphs() -> None:
    assert covered("a\n{% if x %}\nb\n[TOC]\n{: .x}\nimport A from './a'\n").text == (
        "a\n**********\nb\n*****\n******\n*******************\n"
    )


@given(st.text(alphabet="ab:!{}<>%$#[]/|`~\"'= \n\r\t&;.", max_size=80))
def test_characters_keep_their_places(text: str) -> None:
    found = covered(text)
    assert len(found.text) == len(text)
    assert [place for place, sign in enumerate(found.text) if sign == "\n"] == [
        place for place, sign in enumerate(text) if sign == "\n"
    ]
    assert all(one.end <= other.start for one, other in zip(found.covers, found.covers[1:], strict=False))
