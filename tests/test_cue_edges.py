"""What stands around the words of a cue."""

from hypothesis import given
from hypothesis import strategies as st

from translate.formats.blocks import BlockPart, Mark, Text
from translate.formats.captions.cue_edges import flat, in_one, trimmed

TOKENS = st.lists(st.sampled_from(["<i>", "</i>", "<b>", "</b>", "\n", "- ", " ", "Haus", "♪"]), max_size=12)


def parts(tokens: list[str]) -> tuple[BlockPart, ...]:
    found: list[BlockPart] = []
    at = 0
    for token in tokens:
        end = at + len(token)
        if token == "\n":
            found.append(Mark(at, end, "point", "line break", " "))
        elif token.startswith("<"):
            found.append(Mark(at, end, "closing" if "/" in token else "opening", token.strip("</>")))
        else:
            found.append(Text(at, end, token))
        at = end
    return tuple(found)


def test_a_tag_around_all_stays_and_one_inside_is_kept() -> None:
    assert [part.text for part in trimmed(parts(["<i>", "- ", "Haus", " ", "</i>"]), "speech")] == ["Haus"]
    assert len(trimmed(parts(["<i>", "Haus", "</i>", " ", "Haus"]), "speech")) == 5


@given(TOKENS)
def test_what_is_left_begins_and_ends_with_words_or_a_tag_around_some(tokens: list[str]) -> None:
    every = parts(tokens)
    inner = trimmed(every, "song")
    assert flat(inner).strip(" -♪\n") == flat(every).strip(" -♪\n") or not inner
    if inner:
        assert inner[0].start >= every[0].start
        assert not isinstance(inner[0], Text) or inner[0].text == "Haus"
        assert not isinstance(inner[-1], Text) or inner[-1].text in ("Haus", "-")


@given(TOKENS, TOKENS)
def test_lines_in_tags_keep_their_words(one: list[str], other: list[str]) -> None:
    tokens = ["<c>", *one, "</c>", "\n", "<c>", *other, "</c>"]
    inner, closing, opening = in_one("".join(tokens), parts(tokens), "speech")
    assert flat(inner).count("Haus") == tokens.count("Haus")
    assert closing.count("</") == opening.count("<")
