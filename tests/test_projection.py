"""Tests for `translate.projection` and the rooms behind it."""

import doctest
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.linked import Link, LinkedText, Span, overlap
from translate.alignment import projection, sharing, sign_edges, word_links, word_runs
from translate.alignment.projection import Projection


def linked(source: str, pairs: str) -> LinkedText:
    """A translation of words written `english=german`, in which `_` is a space; without a German word, nothing's.

    A word that ends in `+` goes on without a space; a German word with `:2` is the second one of that form.
    """
    text, links = "", list[Link]()
    glued = True
    for pair in pairs.split():
        english, _, german = pair.partition("=")
        text += "" if glued else " "
        glued = english.endswith("+")
        english = english.removesuffix("+").replace("_", " ")
        if german:
            word, _, number = german.partition(":")
            at = [found.start() for found in re.finditer(re.escape(word), source)][int(number or 1) - 1]
            links.append(((len(text), len(text) + len(english)), (at, at + len(word))))
        text += english
    return LinkedText(text, tuple(links))


def marked(source: str, pairs: str) -> str:
    """The translation with the `[` and `]` of the source around what is theirs, and its `|` where they belong."""
    plain, spans, points, opened = "", list[Span](), list[int](), list[int]()
    for character in source:
        if character == "[":
            opened.append(len(spans))
            spans.append((len(plain), 0))
        elif character == "]":
            spans[opened[-1]] = (spans[opened[-1]][0], len(plain))
            opened.pop()
        elif character == "|":
            points.append(len(plain))
        else:
            plain += character
    translation = linked(plain, pairs)
    found = projection.spans(plain, translation, spans)
    places = [(start, 2, -end, "[") for start, end in found if start < end]
    places += [(end, 0, -start, "]") for start, end in found if start < end]
    places += [(start, 1, 0, "[]") for start, end in found if start == end]
    places += [(projection.point(plain, translation, at), 1, 0, "|") for at in points]
    text = translation.text
    for at, *_, mark in sorted(places, reverse=True):
        text = text[:at] + mark + text[at:]
    return text


@pytest.mark.parametrize("module", [projection, sharing, sign_edges, word_links])
def test_examples_of_docstrings(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert not result.failed


@pytest.mark.parametrize(
    ("source", "pairs", "expected"),
    [
        # Words go with their German, wherever that is.
        ("Das [alte Haus] fiel", "The=Das old=alte house=Haus fell=fiel", "The [old house] fell"),
        ("[Gestern] fiel [das Haus]", "The=das house=Haus fell=fiel yesterday=Gestern", "[The house] fell [yesterday]"),
        # A word between that is nobody's is taken in, one of another span is not, nor two.
        ("[ist gefallen]", "has=ist now fallen=gefallen", "[has now fallen]"),
        ("Er hat [es gesehen]", "He=Er saw=gesehen all of it=es", "He [saw] all of it"),
        ("[er sah] nun [sie]", "he=er them=sie saw=sah now=nun", "he [them] [saw] now"),
        # The longest run.
        ("Ab [elf Uhr morgens] nur", "Only=nur eleven=elf from=Ab then on o'clock=Uhr mornings=morgens",
         "Only eleven from then on [o'clock mornings]"),
        # Nothing is translated: what is at hand.
        ("Er mag [doch] nicht", "He=Er does not=nicht like=mag", "He does [not] like"),
        # An article that only English has.
        ("legte [Berufung] ein", "lodged=legte an=Berufung appeal=Berufung", "lodged an [appeal]"),
        ("legte [die Berufung] ein", "lodged=legte the=die appeal=Berufung", "lodged [the appeal]"),
        # A preposition whose German stands before, and is linked to nothing.
        ("um [drei Prozent] höher", "up=höher by=drei three=drei percent=Prozent", "up by [three percent]"),
        # A verb at the end that is linked to nothing.
        ("auf [Objekt hinzufügen] klicken Sie", "click=klicken Add=Sie Object=Objekt", "click [Add Object]"),
    ],
)  # fmt: skip
def test_spans_go_to_the_words_of_their_german(source: str, pairs: str, expected: str) -> None:
    assert marked(source, pairs) == expected


@pytest.mark.parametrize(
    ("source", "pairs", "expected"),
    [
        ("Der CO[2]-Ausstoß", "CO2+=CO2 _emissions=Ausstoß", "CO[2] emissions"),
        ("FOOBAR[®] hilft", "FOOBAR+=FOOBAR ®=® helps=hilft", "FOOBAR[®] helps"),
        ("FOOBAR[®] hilft", "FOOBAR=FOOBAR helps=hilft", "FOOBAR[] helps"),
        ("85 m[2] groß", "85=85 m2=m2 in size=groß", "85 m[2] in size"),
        ("H[2]O und O[2]", "O2=O2 and=und H2O=H2O", "O[2] and H[2]O"),
        # The link is wrong, the word is not.
        ("[Anna Krüger] kam an", "Anna=kam Krüger=an came", "[Anna Krüger] came"),
        # A word that both languages have means something else.
        ("Er [war] im Krieg", "He=Er was=war in=im war=Krieg", "He [was] in war"),
        # It is there twice.
        ("[Rot] und Rot", "Red=Rot:2 and=und Rot=Rot Rot", "Red and [Rot] Rot"),
        # Parts of words that are no such things are whole words.
        ("[Haus]boot", "house+=Haus boat=boot", "[houseboat]"),
        ("[Haus]boot fährt", "boat=Hausboot goes=fährt", "[boat] goes"),
        ("[B]undesamt", "Federal=Bundes Office=amt", "[Federal] Office"),
        ("[DWD]-Sprecher", "DWD+=DWD -+ spokesman=Sprecher", "[DWD]-spokesman"),
        ("[18.000] Euro", "€+=Euro 18+=18 ,+ 000=000", "€[18,000]"),
    ],
)
def test_what_stands_in_both_is_taken_there(source: str, pairs: str, expected: str) -> None:
    assert marked(source, pairs) == expected


@pytest.mark.parametrize(
    ("source", "pairs", "expected"),
    [
        ("[Er kam.]", "He=Er came+=kam ...", "[He came...]"),
        ("[Er kam].", "He=Er came+=kam .=.", "[He came]."),
        ("[[Er kam]].", "In=Er came+=kam .=.", "[[In came]]."),
        ("„[Er kam]“, sagte sie", '"+ He=Er came+=kam ,"+ _she=sie said=sagte', '"[He came]," she said'),
        ("[„Er kam“], sagte sie", '"+ He=Er came+=kam ,"+ _she=sie said=sagte', '["He came,"] she said'),
        ("[Achtung:] Er kam", "Note+=Achtung :+ _he=Er came=kam", "[Note:] he came"),
        ("[Achtung]: Er kam", "Note+=Achtung :+ _he=Er came=kam", "[Note]: he came"),
        ("Sie [([er])] ist da", "She=Sie (+ he+=er )+ _is=ist", "She [([he])] is"),
        ("Sie ([er]) ist da", "She=Sie (+ he+=er )+ _is=ist", "She ([he]) is"),
        ("Es sind [18 %] mehr", "It=Es is=sind 18+=18 % more=mehr", "It is [18%] more"),
        ("Es sind [5 €] mehr", "It=Es is=sind €+ 5=5 more=mehr", "It is [€5] more"),
        ("[Er kam], [sie] ging", "He=Er came+=kam ,+ _she=sie left=ging", "[He came], [she] left"),
    ],
)
def test_signs_stay_inside_or_outside(source: str, pairs: str, expected: str) -> None:
    assert marked(source, pairs) == expected


@pytest.mark.parametrize(
    ("source", "pairs", "expected"),
    [
        ("Haus| und Hof", "yard=Hof and=und house=Haus", "yard and house|"),
        ("|Er kam", "Came=kam he=Er", "|Came he"),
        ("Er kam.|", "He=Er came+=kam .=.", "He came.|"),
        ("Er kam|.", "He=Er came+=kam .=.", "He came|."),
        ("Er hat das kurz gesagt|.", "He=Er said=gesagt this=das briefly+=kurz .=.", "He said this briefly|."),
        ("Tor!| Wir", "Goal+=Tor !+ _We=Wir", "Goal!| We"),
        ("Er sah |Anna", "Anna=Anna saw=sah he=Er", "|Anna saw he"),
        ("er hat ihn gesehen,| als es war", "he=er saw=gesehen him+=ihn ,+ _when=als it=es was=war",
         "he saw him,| when it was"),
        ("Donau|dampf", "Danube=Donau steam=dampf", "Danube steam|"),
        ("so doch| nun", "so=so now=nun", "so| now"),
        ("[Er |kam] und [sie] ging", "she=sie left=ging and=und he=Er came=kam", "[she] left and [he |came]"),
        ("Da [] kam er", "He=er came=kam there=Da", "He came there[]"),
    ],
)  # fmt: skip
def test_points_stay_with_their_words(source: str, pairs: str, expected: str) -> None:
    assert marked(source, pairs) == expected


def shared(source: str, pairs: str) -> str:
    """The translation with a number before each share of the source, which has `|` between its parts."""
    parts = source.split("|")
    cuts = [sum(map(len, parts[:number])) for number in range(1, len(parts))]
    plain = "".join(parts)
    translation = linked(plain, pairs)
    found = projection.shares(plain, translation, cuts)
    return "".join(f"{number}:{translation.text[slice(*span)]}" for span, number in found)


@pytest.mark.parametrize(
    ("source", "pairs", "expected"),
    [
        ("Das |alte Haus| fiel", "The=Das old=alte house=Haus fell=fiel", "0:The 1:old house 2:fell"),
        ("Gestern |fiel |Anna", "Anna=Anna fell=fiel yesterday=Gestern", "2:Anna 1:fell 0:yesterday"),
        ("Das |Haus|, das", "The=Das house+=Haus ,+ _which=das", "0:The 1:house2:, which"),
        ("Das |Haus,| das", "The=Das house+=Haus ,+ _which=das", "0:The 1:house, 2:which"),
        ("ein |Haus|, |Hof", "a=ein house+=Haus ,+ _yard=Hof", "0:a 1:house2:, 3:yard"),
        ("Er |kam|.", "He=Er came+=kam .=.", "0:He 1:came2:."),
        ("„|Er kam|“", '"+ He=Er came+=kam "', '0:"1:He came2:"'),
        ("CO|2|-Ausstoß fiel", "CO2+=CO2 _output=Ausstoß fell=fiel", "0:CO1:2 2:output fell"),
        ("FOO|®| hilft", "FOO+=FOO ® helps=hilft", "0:FOO1:® 2:helps"),
        ("Er sah |das Haus", "He=Er saw=das it=sah the=das house=Haus", "0:He saw it 1:the house"),
        ("Haus", "house=Haus", "0:house"),
        ("||Haus|", "house=Haus", "2:house"),
        ("Er |kam", "", "0:"),
    ],
)
def test_shares_of_a_translation(source: str, pairs: str, expected: str) -> None:
    assert shared(source, pairs) == expected


def test_what_was_copied_is_one_word() -> None:
    source, text = "Auf x y da", "See x y there"
    one = Projection(source, LinkedText(text, (((4, 7), (4, 7)),)), [((4, 7), (4, 7))])
    assert one.spans([(4, 5)]) == [(4, 7)]
    assert one.point(6) == 7


def test_a_span_over_another_is_still_a_span() -> None:
    translation = linked("ein altes Haus", "an=ein old=altes house=Haus")
    assert len(projection.spans("ein altes Haus", translation, [(0, 9), (4, 14)])) == 2


# --- Properties ---

WORDS = ["Haus", "alt", "X1", "CO2", "der", "18.000", "E-Mail", "sie"]
SIGNS = [" ", " ", " ", ", ", ". ", "-", "®", " – "]
OPENING_AND_CLOSING = [" („", "“) ", " »"]


@st.composite
def texts(draw: st.DrawFn, opening: bool = True) -> str:
    signs = st.sampled_from([*SIGNS, *OPENING_AND_CLOSING] if opening else SIGNS)
    words = draw(st.lists(st.tuples(st.sampled_from(WORDS), signs), max_size=8))
    return draw(st.sampled_from(["", "„", "("] if opening else [""])) + "".join(word + sign for word, sign in words)


@st.composite
def translations(draw: st.DrawFn, monotone: bool = False) -> tuple[str, LinkedText]:
    """A source and its translation, of which some pieces are linked to some of the source, in order or not."""
    # Of two signs that open something nobody can say which is which.
    source, text = draw(texts(not monotone)), draw(texts(not monotone))
    ours = [found.span() for found in re.finditer(r"\w+|[^\w\s]", text)]
    theirs = [found.span() for found in re.finditer(r"\w+|[^\w\s]", source)]
    if not theirs:
        return source, LinkedText(text)
    numbers = [draw(st.integers(0, len(theirs) - 1)) for _ in ours]
    kept = [draw(st.booleans()) or draw(st.booleans()) for _ in ours]
    chosen = zip(ours, sorted(numbers) if monotone else numbers, kept, strict=True)
    return source, LinkedText(text, tuple((span, theirs[number]) for span, number, there in chosen if there))


@st.composite
def nested(draw: st.DrawFn, length: int) -> list[Span]:
    """Spans that are nested or apart, in any order."""
    spans: list[Span] = []
    for _ in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(st.integers(0, length)), draw(st.integers(0, length))))
        if all(
            within((start, end), one) or within(one, (start, end)) or not overlap((start, end), one) for one in spans
        ):
            spans.append((start, end))
    return spans


def within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


@given(st.data())
def test_nesting_is_kept(data: st.DataObject) -> None:
    source, translation = data.draw(translations())
    wanted = data.draw(nested(len(source)))
    found = projection.spans(source, translation, wanted)
    assert all(0 <= start <= end <= len(translation.text) for start, end in found)
    for number, one in enumerate(wanted):
        for other in range(len(wanted)):
            if other == number or one[0] == one[1] or wanted[other][0] == wanted[other][1]:
                continue
            if within(wanted[other], one) and wanted[other] != one:
                assert within(found[other], found[number])
            elif not overlap(one, wanted[other]):
                assert not overlap(found[number], found[other])
            elif one == wanted[other]:
                assert within(found[max(number, other)], found[min(number, other)])


@given(st.data())
def test_nothing_empty_comes_to_stand_inside_of_what_it_was_beside(data: st.DataObject) -> None:
    source, translation = data.draw(translations())
    wanted = data.draw(nested(len(source)))
    found = projection.spans(source, translation, wanted)
    for one, place in zip(wanted, found, strict=True):
        for other, around in zip(wanted, found, strict=True):
            if one[0] == one[1] and other[0] < other[1]:
                inside = other[0] < one[0] < other[1]
                assert within(place, around) if inside else not around[0] < place[0] < around[1]


def is_inside_a_word(text: str, at: int) -> bool:
    return re.search(r"\w'?\Z", text[:at]) is not None and re.match(r"\w", text[at:]) is not None


@given(st.data())
def test_no_edge_is_inside_a_word(data: st.DataObject) -> None:
    source, translation = data.draw(translations())
    # Parts of words may be found verbatim inside of others.
    edges = [at for at in range(len(source) + 1) if not is_inside_a_word(source, at)]
    wanted = [span for span in data.draw(nested(len(source))) if set(span) <= set(edges)]
    for start, end in projection.spans(source, translation, wanted):
        assert not is_inside_a_word(translation.text, start)
        assert not is_inside_a_word(translation.text, end)
    for at in range(len(source) + 1):
        assert not is_inside_a_word(translation.text, projection.point(source, translation, at))


@given(translations())
def test_the_whole_stays_the_whole(one: tuple[str, LinkedText]) -> None:
    source, translation = one
    start, end = len(source) - len(source.lstrip()), len(source.rstrip())
    text = translation.text
    if re.search(r"\w", source) and re.search(r"\w", text):
        trimmed = (len(text) - len(text.lstrip()), len(text.rstrip()))
        assert projection.spans(source, translation, [(start, end)]) == [trimmed]


@given(translations(monotone=True))
def test_points_keep_their_order_where_words_do(one: tuple[str, LinkedText]) -> None:
    source, translation = one
    places = [projection.point(source, translation, at) for at in range(len(source) + 1)]
    assert places == sorted(places)


@given(st.data())
def test_shares_are_the_whole_in_order(data: st.DataObject) -> None:
    source, translation = data.draw(translations())
    cuts = sorted(data.draw(st.lists(st.integers(0, len(source)), max_size=6)))
    found = projection.shares(source, translation, cuts)
    assert "".join(translation.text[slice(*span)] for span, _ in found) == translation.text
    assert all(one[0][1] == other[0][0] and one[1] != other[1] for one, other in pairwise(found))
    assert all(0 <= number <= len(cuts) for _, number in found)


@given(texts(), st.data())
def test_a_text_that_is_its_own_translation_keeps_everything(text: str, data: st.DataObject) -> None:
    itself = LinkedText(text, tuple((found.span(), found.span()) for found in re.finditer(r"\w+|[^\w\s]", text)))
    spans = [found.span() for found in re.finditer(r"\w+(?:[.-]\w+)*", text)]
    assert projection.spans(text, itself, spans) == spans
    cuts = [start for start, _ in spans]
    assert [span for span, _ in projection.shares(text, itself, cuts)] == [
        span for span in pairwise([0, *cuts, len(text)]) if span[0] < span[1]
    ] or not text


def test_a_long_sentence_takes_no_square_of_the_time() -> None:
    count = 3000
    source = " ".join(f"Wort{number}" for number in range(count))
    starts = [found.start() for found in re.finditer("W", source)]
    text = source.replace("Wort", "word")
    links = tuple(((found.start(), found.end()), found.span()) for found in re.finditer(r"\w+", text))
    one = Projection(source, LinkedText(text, links))
    spans = [found.span() for found in re.finditer(r"\w+", source)]
    assert one.spans(spans) == spans
    assert [one.point(at) for at in starts] == [0, *(start for start in starts[1:])]
    assert len(one.shares(starts[1:])) == count
    assert word_runs.Runs(word_links.WordLinks(source, LinkedText(text, links))).best([1, 2], {}) == range(1, 3)


def test_a_link_of_a_number_and_its_comma_is_one_of_the_number() -> None:
    source, text = "siehe Abbildung 1, ist", "see Figure 1, is"
    links = (((0, 3), (0, 5)), ((4, 10), (6, 15)), ((11, 13), (16, 18)), ((14, 16), (19, 22)))
    assert projection.spans(source, LinkedText(text, links), [(6, 17)]) == [(4, 12)]
