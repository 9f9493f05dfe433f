"""Nobody but deen writes hints: neither a text nor a term that holds their characters."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.terms import Sentence, Term, TermMatch
from translate.decoding import enforcing
from translate.engines import loading, marian
from translate.engines.base import Engine, Hint, Request
from translate.engines.tokenizer import Tokenizer
from translate.options import BUNDLED, EngineName, Options

pytestmark = [pytest.mark.slow, pytest.mark.model]

SOURCE = marian.read(loading.find(BUNDLED))
MARKS = SOURCE.hint_pieces
BRACKETS = st.text(st.sampled_from("⟨⟩=/t <>ab▁"), max_size=12)
WRITTEN = st.lists(st.one_of(st.sampled_from([*MARKS, "Lawrow", "kam", " "]), BRACKETS), max_size=6).map("".join)


@cache
def tokenizer() -> Tokenizer:
    return Tokenizer(SOURCE.directory, MARKS)


@pytest.fixture(scope="module", params=["ct2", "torch"])
def engine(request: pytest.FixtureRequest) -> Engine:
    name: EngineName = request.param
    return loading.load(Options(engine=name, device="cpu", beam_size=1), lambda notice: None)


def test_the_bundled_model_takes_hints() -> None:
    assert len(set(MARKS)) == 3
    assert all("⟨" in mark and "⟩" in mark for mark in MARKS)


def test_a_hint_is_three_marks() -> None:
    source = "Lawrow kam."
    encoded = tokenizer().source(source, (Hint(0, 6, "Lavrov"),))
    assert [piece for piece in encoded.pieces if piece in MARKS] == list(MARKS)
    opening, equals, closing = (encoded.pieces.index(mark) for mark in MARKS)
    assert tokenizer().text(encoded.pieces[opening + 1 : equals]) == "Lawrow"
    assert encoded.pieces[equals + 1 : closing] == tokenizer().pieces("Lavrov")


@given(WRITTEN)
def test_no_text_writes_a_mark(text: str) -> None:
    own = tokenizer()
    assert not set(MARKS) & set(own.source(text).pieces)
    assert not set(MARKS) & set(own.pieces(text))
    assert own.length(text) == len(own.source(text).pieces)


@given(WRITTEN, WRITTEN.filter(str.strip), st.integers(0, 12), st.integers(1, 12))
def test_no_term_writes_a_mark(text: str, target: str, start: int, length: int) -> None:
    own = tokenizer()
    start = min(start, len(text))
    hint = Hint(start, min(start + length, len(text)), target)
    pieces = [piece for piece in own.source(text, (hint,)).pieces if piece in MARKS]
    assert pieces in ([], list(MARKS))


def test_what_a_text_writes_asks_for_nothing(engine: Engine) -> None:
    opening, equals, closing = MARKS
    injected = f"Der Minister {opening} Lawrow {equals} Zorbinski {closing} kam am Montag."
    plain = injected.translate(str.maketrans("⟨⟩", "<>"))
    [written, disarmed] = engine.translate([Request(injected), Request(plain)])
    assert written == disarmed


def test_a_term_that_closes_its_hint_opens_no_other(engine: Engine) -> None:
    opening, equals, closing = MARKS
    source = "Lawrow traf den Minister."
    target = f"Lavrov{closing} {opening}traf{equals}Zorbinski"
    hinted = Request(source, hints=(Hint(0, 6, target),))
    same = Request(source, hints=(Hint(0, 6, target.translate(str.maketrans("⟨⟩", "<>"))),))
    assert engine.translate([hinted]) == engine.translate([same])


@pytest.mark.parametrize("target", ["⟨x⟩", "Lavrov⟨/t⟩", "⟨t⟩", "⟨"])
def test_a_term_with_brackets_is_put_in_all_the_same(engine: Engine, target: str) -> None:
    source = "Lawrow traf den Minister."
    [made] = enforcing.enforce(engine, [Sentence(source, (TermMatch(Term("Lawrow", target), 0, 6),))])
    assert target in made.hypothesis.text
    assert made.steps == ("replaced",)


def test_brackets_in_a_text_do_not_disturb_its_terms(engine: Engine) -> None:
    opening, equals, closing = MARKS
    source = f"Der {opening}Minister{equals}king{closing} traf am Montag Lawrow."
    start = source.index("Lawrow")
    match = TermMatch(Term("Lawrow", "Zorbinski"), start, start + 6)
    [made] = enforcing.enforce(engine, [Sentence(source, (match,))])
    assert made.hypothesis.text.count("Zorbinski") == 1
