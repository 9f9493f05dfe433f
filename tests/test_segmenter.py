"""Sentences, and parts of those that are too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.documents import segmenter


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in segmenter.split(text)]


@given(st.text(st.sampled_from('aäB Zz.,!?…"„“»«)(1\n日'), max_size=150) | st.text(max_size=80))
def test_sentences_and_gaps_give_the_text_back(text: str) -> None:
    at = 0
    for start, end in segmenter.split(text):
        assert text[at:start].strip() == ""
        assert start < end
        at = end
    assert text[at:].strip() == ""


@pytest.mark.parametrize("text", [
    "Er kam am 3. Mai nach Berlin.",
    "Im 20. Jahrhundert war das so.",
    "Dr. Müller und Prof. Dr. Schmidt kamen.",
    "Sie zahlte 3,5 Mio. Euro dafür.",
    "J. R. Tolkien schrieb es.",
    "„Geh!“, sagte er.",
    "Das kostet 1.000 Euro.",
    "Der 1. FC Köln gewann.",
    "Ludwig XIV. Regent war er.",
    "Auf www.Beispiel.de Seiten steht es.",
    "St. Pauli verlor.",
    "Das war u. a. Thema.",
    "Das gilt z. B. Für alle.",
    "Das ist i. d. R. Die Ausnahme davon.",
    "Er rief „Komm!“ und ging.",
])  # fmt: skip
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize("text", [
    "„Ich gehe.“| Dann ging er.",
    "„Wer ist da?“| Niemand antwortete.",
    "»Nein!«| Sie schwieg.",
    '"Das ist gut."| "Nein, schlecht."',
    "Er zahlte 3 Mio.| Das war viel.",
    "Es war 1999.| Dann kam er.",
    "Kim und Putin in Russland.| Foto: AP",
    "Das ist so usw.| Die anderen gingen.",
    "Er ging ...| Dann kam sie.",
    "Das sagt der BGH.| Urteile folgen.",
    "Das ist das Ende.| Anfang ist es.",
    "Wir gewannen (mit Glück).| Trainer Müller jubelte.",
    "Es kamen Müller, Meier u. a.| Die Polizei schwieg.",
])  # fmt: skip
def test_two_sentences(text: str) -> None:
    assert sentences(text.replace("|", "")) == [part.strip() for part in text.split("|")]


@given(st.text(st.sampled_from("ab, ;und"), min_size=1, max_size=300), st.integers(3, 40))
def test_long_sentences_are_cut_below_the_limit(text: str, limit: int) -> None:
    spans = segmenter.split_long(text, len, limit)
    at = 0
    for start, end in spans:
        assert text[at:start].strip() == ""
        assert end - start <= limit or len(text.strip()) == 0
        at = end
    assert text[at:].strip() == ""


def test_long_sentences_are_cut_at_clauses() -> None:
    text = "Der Mann ging nach Hause, weil es regnete; die Frau blieb in der Stadt, obwohl sie müde war."
    assert [text[a:b] for a, b in segmenter.split_long(text, lambda t: len(t.split()), 10)] == [
        "Der Mann ging nach Hause, weil es regnete;",
        "die Frau blieb in der Stadt, obwohl sie müde war.",
    ]
