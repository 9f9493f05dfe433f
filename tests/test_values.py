from hypothesis import given
from hypothesis import strategies as st

from translate.formats.exchange.values import contents
from translate.formats.splice import Edit, Source, spliced


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.booleans()), max_size=12))
def test_contents_are_what_splicing_the_whole_makes(cuts: list[tuple[int, int, bool]]) -> None:
    """Spans with a gap before each; some have an edit that doubles their second half."""
    data = "abcdefghijklmnopqrstuvwxyz" * 4
    at = 0
    spans, edits = [], []
    for gap, length, edited in cuts:
        start, end = at + gap + 1, at + gap + 1 + length
        spans.append((start, end))
        if edited:
            middle = (start + end) // 2
            edits.append(Edit(middle, end, (Source(middle, end), "|", Source(middle, end))))
        at = end
    made = contents(data, list(reversed(edits)), spans)
    whole, rest = spliced(data, edits), ""
    at = 0
    for span, text in zip(spans, made, strict=True):
        rest += data[at : span[0]] + (data[slice(*span)] if text is None else text)
        at = span[1]
    assert rest + data[at:] == whole
    assert [text is not None for text in made] == [edited for _, _, edited in cuts]


def test_edits_within_edits_are_made() -> None:
    assert contents('x<a t="b">', [Edit(1, 10, (Source(1, 10), "!")), Edit(7, 8, ("c",))], [(1, 10)]) == ['<a t="c">!']
