"""German sentences with their terms, and any translations of them, for the tests of several rooms."""

from itertools import pairwise

from hypothesis import strategies as st

from glossary.linked import LinkedText
from glossary.matching import Matcher
from glossary.presence import Standing, assign
from glossary.terms import Glossary, Sentence, Term, TermMatch

TERMS = {
    "Putin": Term("Putin", "Putin", "person"),
    "Lawrow": Term("Lawrow", "Lavrov", "person"),
    "Selenskyj": Term("Selenskyj", "Zelensky", "person"),
    "Marx": Term("Marx", "Marx", "person"),
    "Johannes Paul": Term("Johannes Paul", "John Paul", "person"),
    "Nordkorea": Term("Nordkorea", "North Korea", "place"),
    "Pjöngjang": Term("Pjöngjang", "Pyongyang", "place"),
    "Russland": Term("Russland", "Russia", "place"),
    "USA": Term("USA", "US", "place", ("Vereinigte Staaten",)),
    "US-Präsident": Term("US-Präsident", "US President"),
    "EU": Term("EU", "EU", "organisation"),
    "Türke": Term("Türke", "Turk", "people"),
    "Bürgermeister": Term("Bürgermeister", "mayor"),
    "Stadt": Term("Stadt", "city"),
    "Preisgeld": Term("Preisgeld", "prize"),
    "Land": Term("Land", "country"),
    "Schmerzgrenze": Term("Schmerzgrenze", "threshold of pain"),
    "UN-Sicherheitsrat": Term("UN-Sicherheitsrat", "UN Security Council", "organisation"),
}


def find(source: str, *names: str) -> Sentence:
    """A German sentence with the places of the named terms, or else of all."""
    found = Matcher(Glossary(tuple(TERMS[name] for name in names or TERMS))).find(source)
    assert found, f"no term in {source!r}"
    return Sentence(source, tuple(found))


def linked(source: str, text: str, *pairs: tuple[str, str]) -> LinkedText:
    """A translation with links from English to German words, each given by its text; the other words by none."""
    links = []
    for english, german in pairs:
        ours, theirs = text.index(english), source.index(german)
        links.append(((ours, ours + len(english)), (theirs, theirs + len(german))))
    return LinkedText(text, tuple(sorted(links)))


WORDS = st.sampled_from(
    [
        "Putin",
        "Putins",
        "Lavrov",
        "Lawrow",
        "the",
        "The",
        "US",
        "USA",
        "city",
        "of",
        "in",
        "he",
        "a",
        "U.S.",
        "”",
        "-",
        "Łódź",
    ]
)
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)
TARGETS = st.one_of(
    st.sampled_from(
        [
            "Lavrov",
            "the US",
            "New York",
            "York",
            "city",
            "U.S.",
            "C++",
            "(x)",
            "5",
            "'s",
            "Côte d’Ivoire",
            "a-b",
            "[",
            "$1",
        ]
    ),
    st.text(st.sampled_from("abAB5-'’.+*\\( ñ\u0301ß日"), min_size=1, max_size=8).filter(str.strip),
)


@st.composite
def standings(draw: st.DrawFn) -> Standing:
    """A source with terms anywhere in it, overlapping or in no place, and any translation with any links."""
    source = draw(TEXTS)
    place = st.integers(0, len(source))
    matches = [
        TermMatch(
            Term(source[start:end] or "x", draw(TARGETS), draw(st.sampled_from(["", "person", "place", "people"]))),
            start,
            end,
        )
        for start, end in draw(st.lists(st.tuples(place, place).map(sorted), max_size=4))
    ]
    text = draw(TEXTS)
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = st.tuples(place, place).map(lambda pair: (min(pair), max(pair)))
    links = tuple(((low, high), draw(spans)) for low, high in pairwise(ends))
    sentence = Sentence(source, tuple(sorted(matches, key=lambda match: (match.start, -match.end))))
    return assign(sentence, LinkedText(text, links))
